package org.millrace.journal.questdb;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.millrace.journal.history.Liquidations;

/**
 * Writes down what a pipeline did: its runs and its downloads. A note made again, as at a run's end, takes the place of
 * the one before.
 */
public final class PipelineNotes {
    private static final String RUN = "INSERT INTO " + LiquidationTables.RUNS
            + " (timestamp, symbol, exchange, run_id, end_time, status, error_message, records_processed, sequence)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)";
    private static final String DOWNLOAD = "INSERT INTO " + LiquidationTables.DOWNLOADS
            + " (timestamp, symbol, exchange, endpoint, start_date, end_date, records_downloaded, status,"
            + " error_message, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)";

    private final Questions store;
    private final String symbol;
    private final String exchange;

    PipelineNotes(DataSource connections, String symbol, String exchange) {
        store = new Questions(connections);
        this.symbol = symbol;
        this.exchange = exchange;
    }

    /**
     * Notes a run.
     *
     * @throws StoreException if the store refuses
     */
    public void run(Liquidations.Run run) {
        write(RUN, run.startNs(), statement -> {
            statement.setString(4, run.runId());
            setTime(statement, 5, run.endNs());
            statement.setString(6, run.status());
            statement.setString(7, run.errorMessage());
            statement.setLong(8, run.recordsProcessed());
        });
    }

    /**
     * Notes what was downloaded.
     *
     * @throws StoreException if the store refuses
     */
    public void download(Download download) {
        write(DOWNLOAD, download.timeNs(), statement -> {
            statement.setString(4, download.endpoint());
            setTime(statement, 5, download.fromNs());
            setTime(statement, 6, download.toNs());
            statement.setLong(7, download.records());
            statement.setString(8, download.status());
            statement.setString(9, download.errorMessage());
        });
    }

    /** A download: when, of what, of which times, and what came of it. */
    public record Download(
            long timeNs, String endpoint, long fromNs, long toNs, long records, String status, String errorMessage) {}

    private void write(String sql, long timeNs, Questions.Values values) {
        try {
            store.tell(sql, statement -> {
                setTime(statement, 1, timeNs);
                statement.setString(2, symbol);
                statement.setString(3, exchange);
                values.bind(statement);
            });
        } catch (SQLException e) {
            throw new StoreException("questdb: a note of the pipeline: " + e.getMessage(), e);
        }
    }

    private static void setTime(PreparedStatement statement, int place, long ns) throws SQLException {
        if (ns == 0) {
            statement.setNull(place, Types.TIMESTAMP);
        } else {
            Instant time = Instant.EPOCH.plus(NANOSECONDS.toMicros(ns), ChronoUnit.MICROS);
            statement.setTimestamp(place, Timestamp.valueOf(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
        }
    }
}
