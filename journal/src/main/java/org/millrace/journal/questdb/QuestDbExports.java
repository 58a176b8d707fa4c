package org.millrace.journal.questdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import javax.sql.DataSource;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.HistoryException;

/** Reads rows over the PostgreSQL wire, some at a time; Parquet the store writes itself, which is asked for over HTTP. */
final class QuestDbExports implements Exports {
    private static final long NS_PER_US = 1_000;
    private static final int ROWS_AT_ONCE = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DataSource connections;
    private final StoreAddress address;

    QuestDbExports(DataSource connections, StoreAddress address) {
        this.connections = connections;
        this.address = address;
    }

    @Override
    public long endOf(Wanted wanted) {
        String sql = "SELECT cast(timestamp AS long) FROM " + table(wanted).name() + where(wanted)
                + " ORDER BY timestamp LIMIT " + wanted.limit() + ", " + (wanted.limit() + 1);
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = bound(connection, sql, wanted);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) * NS_PER_US : wanted.toNs();
        } catch (SQLException e) {
            throw new HistoryException("store: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(Wanted wanted, OutputStream out) throws IOException {
        if (wanted.format() == Format.PARQUET) {
            writeParquet(wanted, out);
            return;
        }
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false); // or the driver would fetch all rows before the first is read
            ExportedColumns columns = ExportedColumns.of(connection, table(wanted), wanted.features());
            String sql = "SELECT cast(timestamp AS long), symbol, exchange, " + columns.sql() + " FROM "
                    + table(wanted).name() + where(wanted) + " ORDER BY timestamp";
            try (PreparedStatement statement = bound(connection, sql, wanted)) {
                statement.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet rows = statement.executeQuery()) {
                    ExportedRows exported = new ExportedRows(wanted.format(), columns.names(), out);
                    exported.writeHead();
                    while (rows.next()) {
                        exported.write(rows);
                    }
                    exported.flush();
                }
            }
        } catch (SQLException e) {
            throw new HistoryException("store: " + e.getMessage(), e);
        }
    }

    private void writeParquet(Wanted wanted, OutputStream out) throws IOException {
        String sql = "SELECT " + parquetColumns(wanted) + " FROM "
                + table(wanted).name() + " WHERE symbol = "
                + text(wanted.symbol()) + " AND exchange = " + text(wanted.exchange())
                + (wanted.timeframe().isEmpty() ? "" : " AND timeframe = " + text(wanted.timeframe()))
                + ofSet(wanted)
                + " AND timestamp >= cast(" + wanted.fromNs() / NS_PER_US + " AS timestamp) AND timestamp < cast("
                + wanted.toNs() / NS_PER_US + " AS timestamp) ORDER BY timestamp";
        String login = Base64.getEncoder()
                .encodeToString((address.user() + ':' + address.password()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address.host() + ':' + address.httpPort()
                        + "/exp?fmt=parquet&query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                .header("Authorization", "Basic " + login)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new HistoryException("store: " + answer.statusCode() + " to an export as Parquet", null);
                }
                body.transferTo(out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryException("store: interrupted", e);
        }
    }

    private String parquetColumns(Wanted wanted) {
        if (wanted.features().set().isEmpty()) {
            return "*";
        }
        try (Connection connection = connections.getConnection()) {
            ExportedColumns columns = ExportedColumns.of(connection, table(wanted), wanted.features());
            return "timestamp, symbol, exchange, " + columns.sql();
        } catch (SQLException e) {
            throw new HistoryException("store: " + e.getMessage(), e);
        }
    }

    /** Returns the condition that rows are of a feature set, and were known in time. */
    private static String ofSet(Wanted wanted) {
        Features features = wanted.features();
        return features.set().isEmpty()
                ? ""
                : " AND feature_set = " + text(features.set()) + " AND version = " + features.version()
                        + " AND known_at <= cast(" + features.knownByNs() / NS_PER_US + " AS timestamp)";
    }

    private static PreparedStatement bound(Connection connection, String sql, Wanted wanted) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int place = 1;
        statement.setString(place++, wanted.symbol());
        statement.setString(place++, wanted.exchange());
        if (!wanted.timeframe().isEmpty()) {
            statement.setString(place++, wanted.timeframe());
        }
        statement.setLong(place++, wanted.fromNs() / NS_PER_US);
        statement.setLong(place, wanted.toNs() / NS_PER_US);
        return statement;
    }

    private static String where(Wanted wanted) {
        return " WHERE symbol = ? AND exchange = ?" + (wanted.timeframe().isEmpty() ? "" : " AND timeframe = ?")
                + ofSet(wanted)
                + " AND timestamp >= cast(? AS timestamp) AND timestamp < cast(? AS timestamp)";
    }

    /** Returns the table, which makes its name one of ours. */
    private static StoreTables.Table table(Wanted wanted) {
        return StoreTables.all().stream()
                .filter(table -> table.name().equals(wanted.table()))
                .findFirst()
                .orElseThrow(() -> new HistoryException("no table " + wanted.table(), null));
    }

    /** Returns a text as SQL writes it: where nothing can be bound. Names come from venues, which might be anybody. */
    private static String text(String value) {
        if (!value.matches("[A-Za-z0-9._:/+-]{1,64}")) {
            throw new HistoryException("a name that the store is not asked for", null);
        }
        return '\'' + value + '\'';
    }
}
