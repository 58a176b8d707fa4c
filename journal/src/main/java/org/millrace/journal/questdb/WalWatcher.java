package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches for tables that the store has suspended, as it does when its disk was full: they go on accepting rows that
 * nobody can see. Tells of them, and resumes them.
 */
final class WalWatcher implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(WalWatcher.class);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final DataSource connections;
    private final StoreCounters counters;
    private final NanoClock clock;
    private long nextNs;

    WalWatcher(DataSource connections, StoreCounters counters, NanoClock clock) {
        this.connections = connections;
        this.counters = counters;
        this.clock = clock;
        this.nextNs = clock.nanoTime() + INTERVAL_NS;
    }

    @Override
    public String roleName() {
        return "questdb-watcher";
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (nowNs - nextNs < 0) {
            return 0;
        }
        nextNs = nowNs + INTERVAL_NS;
        try (Connection connection = connections.getConnection()) {
            List<String> suspended = suspended(connection);
            counters.suspendedTables(suspended.size());
            for (String table : suspended) {
                LOG.warn("store has suspended the table {}: resuming it", table);
                resume(connection, table);
            }
        } catch (SQLException e) {
            LOG.debug(
                    "store cannot be asked for suspended tables: {}",
                    e.getMessage()); // the tailer tells that it is down
        }
        return 1;
    }

    private static List<String> suspended(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM wal_tables() WHERE suspended")) {
            while (rows.next()) {
                if (StoreTables.names().contains(rows.getString(1))) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    private static void resume(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " RESUME WAL");
        }
    }
}
