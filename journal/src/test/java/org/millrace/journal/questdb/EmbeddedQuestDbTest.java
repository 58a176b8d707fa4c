package org.millrace.journal.questdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedQuestDbTest {
    @TempDir
    private Path folder;

    @Test
    void shouldStartOnFreePortsAndMakeItsTables() throws Exception {
        try (EmbeddedQuestDb store = EmbeddedQuestDb.start(folder, QuestDbSettings.DEFAULTS);
                Connection connection = connect(store.address());
                Statement statement = connection.createStatement()) {
            StoreTables.create(connection);
            StoreTables.create(connection); // a second start finds them there

            try (ResultSet rows = statement.executeQuery("SELECT count() FROM tables() WHERE dedup")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(StoreTables.names().size());
            }
        }
    }

    private static Connection connect(StoreAddress address) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.pgPort() + "/qdb",
                address.user(),
                address.password());
    }
}
