package org.millrace.journal.questdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
            StoreTables.create(connection, KeepSettings.DEFAULTS);
            StoreTables.create(connection, KeepSettings.FOREVER); // a second start finds them there

            try (ResultSet rows = statement.executeQuery("SELECT count() FROM tables() WHERE dedup")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(StoreTables.names().size());
            }
            assertThat(keeps(statement, "candles")).isEqualTo("1 YEAR");
            await().until(() -> keeps(statement, "trades").startsWith("0 "));
            StoreTables.create(connection, KeepSettings.DEFAULTS);
            await().until(() -> keeps(statement, "trades").equals("30 DAY"));
        }
    }

    private static String keeps(Statement statement, String table) throws Exception {
        try (ResultSet rows =
                statement.executeQuery("SELECT ttlValue, ttlUnit FROM tables() WHERE table_name = '" + table + "'")) {
            rows.next();
            return rows.getInt(1) + " " + rows.getString(2);
        }
    }

    private static Connection connect(StoreAddress address) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.pgPort() + "/qdb",
                address.user(),
                address.password());
    }
}
