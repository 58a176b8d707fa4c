package org.millrace.journal.questdb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.journal.JournalReader;
import org.millrace.journal.cursor.Cursor;
import org.millrace.journal.history.History;

/** The time-series store: starts it where it is embedded, makes its tables, and gives out what fills and asks it. */
public final class Store implements AutoCloseable {
    private static final String WAITING =
            "SELECT count() FROM wal_tables() WHERE NOT suspended AND sequencerTxn <> writerTxn";
    private static final long POLL_NS = 20_000_000;
    private static final int MOST_POLLS = 3_000;

    private final Path folder;
    private final QuestDbSettings settings;
    private final EmbeddedQuestDb embedded;
    private final StoreAddress address;
    private final HikariDataSource connections;
    private boolean hasTables;

    private Store(Path folder, QuestDbSettings settings, EmbeddedQuestDb embedded, StoreAddress address) {
        this.folder = folder;
        this.settings = settings;
        this.embedded = embedded;
        this.address = address;
        this.connections = pool(address, settings);
    }

    /**
     * Starts an embedded store, or notes where an external one is. The tailer makes the tables: it waits for a store
     * that does not answer yet.
     *
     * @param folder holds the data of an embedded store, and the dead letters
     * @throws StoreException if an embedded store cannot be started
     */
    public static Store open(Path folder, QuestDbSettings settings) {
        EmbeddedQuestDb embedded =
                settings.mode() == QuestDbSettings.Mode.EMBEDDED ? EmbeddedQuestDb.start(folder, settings) : null;
        StoreAddress address = embedded != null ? embedded.address() : external(settings);
        return new Store(folder, settings, embedded, address);
    }

    /**
     * Makes the tables that are not there.
     *
     * @throws StoreException if the store does not answer, or a table cannot be used
     */
    synchronized void createTables() {
        if (hasTables) {
            return;
        }
        try (Connection connection = connections.getConnection()) {
            TakenBackRows.finish(connection);
            StoreTables.create(connection, settings.keep());
            hasTables = true;
        } catch (SQLException e) {
            throw new StoreException("questdb: " + address + ": " + e.getMessage(), e);
        }
    }

    /** Has tables looked at again: the store was gone, and may be another. */
    synchronized void forgetTables() {
        hasTables = false;
    }

    /**
     * Removes the rows of outputs that were taken back.
     *
     * @throws StoreException if the store does not answer, or refuses
     */
    void removeFrom(long sequence) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            new TakenBackRows(statement).removeFrom(sequence);
        } catch (SQLException e) {
            throw new StoreException("questdb: " + address + ": " + e.getMessage(), e);
        }
    }

    /** Returns the agent that fills the store from JournalOut. It closes the reader. */
    public QuestDbTailer tailer(
            JournalReader journal, Cursor cursor, IntFunction<Instrument> instruments, NanoClock clock) {
        DeadLetters deadLetters = new DeadLetters(folder.resolve("dead-letters.tsv"));
        return new QuestDbTailer(journal, cursor, new RowWriter(instruments), this, deadLetters, clock);
    }

    /** Returns the agent that resumes tables which the store has suspended. */
    public Agent watcher(StoreCounters counters, NanoClock clock) {
        return new WalWatcher(connections, counters, clock);
    }

    public History history() {
        return new QuestDbHistory(connections, address);
    }

    /** Returns what reads whole series of features. */
    public StoredFeatures features() {
        return new StoredFeatures(connections);
    }

    /** Returns what writes down what a pipeline of an asset does. Its tables are made by the tailer, or {@link #prepare}. */
    public PipelineNotes notes(String symbol, String exchange) {
        return new PipelineNotes(connections, symbol, exchange);
    }

    /**
     * Makes the tables that are not there: for whoever asks before a tailer runs.
     *
     * @throws StoreException if the store does not answer, or a table cannot be used
     */
    public void prepare() {
        createTables();
    }

    /**
     * Waits until each table shows what it was sent, a minute at most; one that is suspended shows it later.
     *
     * @throws StoreException if the store does not answer
     */
    public void awaitShown() {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            for (int poll = 0; poll < MOST_POLLS && waiting(statement) > 0; poll++) {
                LockSupport.parkNanos(POLL_NS);
            }
        } catch (SQLException e) {
            throw new StoreException("questdb: " + address + ": " + e.getMessage(), e);
        }
    }

    /** Returns the connections for queries that are open now. */
    public int connections() {
        HikariPoolMXBean pool = connections.getHikariPoolMXBean();
        return pool == null ? 0 : pool.getTotalConnections();
    }

    /** Returns those that nobody uses now. */
    public int idleConnections() {
        HikariPoolMXBean pool = connections.getHikariPoolMXBean();
        return pool == null ? 0 : pool.getIdleConnections();
    }

    /** Returns the rows that a table shows now; rows delivered a moment ago may still be on their way into it. */
    public long rowCount(String table) throws SQLException {
        if (!StoreTables.names().contains(table)) {
            throw new SQLException("no table " + table);
        }
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count() FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        connections.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    StoreAddress address() {
        return address;
    }

    QuestDbSettings settings() {
        return settings;
    }

    private static long waiting(Statement statement) throws SQLException {
        try (ResultSet tables = statement.executeQuery(WAITING)) {
            tables.next();
            return tables.getLong(1);
        }
    }

    private static StoreAddress external(QuestDbSettings settings) {
        try {
            String password = settings.passwordFile().isEmpty()
                    ? ""
                    : Files.readString(Path.of(settings.passwordFile())).strip();
            return new StoreAddress(settings.host(), settings.httpPort(), settings.pgPort(), settings.user(), password);
        } catch (IOException e) {
            throw new StoreException("questdb.password-file: " + settings.passwordFile() + " cannot be read", e);
        }
    }

    private static HikariDataSource pool(StoreAddress address, QuestDbSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("questdb");
        config.setJdbcUrl("jdbc:postgresql://" + address.host() + ":" + address.pgPort() + "/qdb?sslmode=disable");
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
