package org.millrace.journal.questdb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.millrace.journal.history.Exports;

/** Writes rows as CSV (RFC 4180), or as one JSON object a line. */
final class ExportedRows {
    private static final int ENOUGH = 32 * 1024;

    private final boolean isCsv;
    private final List<String> columns = new ArrayList<>(List.of("timestamp", "symbol", "exchange"));
    private final OutputStream out;
    private final StringBuilder text = new StringBuilder(ENOUGH + 1024);

    ExportedRows(Exports.Format format, List<String> columns, OutputStream out) {
        isCsv = format == Exports.Format.CSV;
        this.columns.addAll(columns);
        this.out = out;
    }

    void writeHead() {
        if (isCsv) {
            text.append(String.join(",", columns)).append("\r\n");
        }
    }

    void write(ResultSet row) throws SQLException, IOException {
        for (int i = 0; i < columns.size(); i++) {
            Object value = i == 0 ? time(row.getLong(1)) : value(row, i + 1);
            if (isCsv) {
                text.append(i == 0 ? "" : ",").append(csv(value));
            } else {
                text.append(i == 0 ? "{\"" : ",\"")
                        .append(columns.get(i))
                        .append("\":")
                        .append(json(value));
            }
        }
        text.append(isCsv ? "\r\n" : "}\n");
        if (text.length() >= ENOUGH) {
            flush();
        }
    }

    /** Hands on what was written. */
    void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private static Object value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return value instanceof Timestamp
                ? row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC)
                : value;
    }

    private static String time(long microseconds) {
        return Instant.EPOCH
                .plusNanos(TimeUnit.MICROSECONDS.toNanos(microseconds))
                .toString();
    }

    private static String csv(Object value) {
        if (value == null) {
            return "";
        }
        String plain = value.toString();
        if (value instanceof Number) {
            return plain;
        }
        String safe = plain.matches("[=+@\\-].*") ? "'" + plain : plain; // spreadsheets would compute it
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String json(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? value.toString() : "null";
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.toString().chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
