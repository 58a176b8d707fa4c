package org.millrace.engine.support;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.millrace.journal.questdb.EmbeddedQuestDb;
import org.millrace.journal.questdb.QuestDbSettings;
import org.millrace.journal.questdb.StoreAddress;

/** What stands in the tables of an embedded store that nobody else runs. */
public final class StoredTables {
    private StoredTables() {}

    /** Returns all rows by table, oldest first, each as text; not where in the journal they come from. */
    public static SortedMap<String, List<String>> rows(Path folder, List<String> tables) throws SQLException {
        SortedMap<String, List<String>> rows = new TreeMap<>();
        try (EmbeddedQuestDb store = EmbeddedQuestDb.start(folder, QuestDbSettings.DEFAULTS);
                Connection connection = connect(store.address());
                Statement statement = connection.createStatement()) {
            await().atMost(Duration.ofMinutes(3)).until(() -> isSettled(statement));
            for (String table : tables) {
                try (ResultSet stored = statement.executeQuery("SELECT * FROM " + table + " ORDER BY timestamp")) {
                    rows.put(table, rows(stored));
                }
            }
        }
        return rows;
    }

    private static List<String> rows(ResultSet stored) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (stored.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= stored.getMetaData().getColumnCount(); column++) {
                String name = stored.getMetaData().getColumnName(column);
                if (!name.equals("sequence")) {
                    row.add(name + "=" + stored.getString(column));
                }
            }
            rows.add(String.join(" ", row));
        }
        return rows;
    }

    /** Connects to a store. */
    public static Connection connect(StoreAddress address) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.pgPort() + "/qdb",
                address.user(),
                address.password());
    }

    /** Tells whether all tables show what the store was sent. */
    public static boolean isSettled(Statement statement) throws SQLException {
        try (ResultSet waiting =
                statement.executeQuery("SELECT count() FROM wal_tables() WHERE sequencerTxn <> writerTxn")) {
            waiting.next();
            return waiting.getLong(1) == 0;
        }
    }
}
