package org.millrace.gateway.liquidations;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;

/** Writes what is told of liquidations as JSON. A number that is missing is null. */
public final class LiquidationJson {
    /** What is told of an hour with a signal. */
    private static final List<LiquidationColumn> SIGNAL = List.of(
            LiquidationColumn.PRICE,
            LiquidationColumn.RISK_PRIORITY_NUMBER,
            LiquidationColumn.BIN_INDEX,
            LiquidationColumn.DOMINANCE_CLASS,
            LiquidationColumn.SIGNAL_CLASS,
            LiquidationColumn.HIT_CEILING_BOTTOM,
            LiquidationColumn.REVERSE_CEILING_BOTTOM,
            LiquidationColumn.SIGNAL_L1,
            LiquidationColumn.SIGNAL_L2,
            LiquidationColumn.SIGNAL_L3);

    private static final int MOST_MISSING = 100;
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NS_PER_US = 1_000;

    private LiquidationJson() {}

    /** Tells whether a level of an hour's signal is not 0. */
    public static boolean isSignal(LiquidationRow row) {
        return row.count(LiquidationColumn.SIGNAL_L1) != 0
                || row.count(LiquidationColumn.SIGNAL_L2) != 0
                || row.count(LiquidationColumn.SIGNAL_L3) != 0;
    }

    /** Writes all that is known of an hour. */
    public static void features(JsonGenerator json, LiquidationRow row) throws IOException {
        row(json, row, LiquidationColumn.all());
    }

    /** Writes an hour as a signal. */
    public static void signal(JsonGenerator json, LiquidationRow row) throws IOException {
        row(json, row, SIGNAL);
    }

    /** Writes some columns of an hour as an object. */
    public static void row(JsonGenerator json, LiquidationRow row, List<LiquidationColumn> columns) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", time(row.startNs()));
        for (LiquidationColumn column : columns) {
            json.writeFieldName(column.text());
            value(json, row, column);
        }
        json.writeEndObject();
    }

    static void value(JsonGenerator json, LiquidationRow row, LiquidationColumn column) throws IOException {
        if (row.isMissing(column)) {
            json.writeNull();
            return;
        }
        switch (column.kind()) {
            case NUMBER -> json.writeNumber(row.number(column));
            case COUNT -> json.writeNumber(row.count(column));
            case TEXT -> json.writeString(row.text(column));
            case TIME -> json.writeString(micros((long) row.number(column)));
        }
    }

    /** Returns some columns of an hour as a line of CSV (RFC 4180), without its end. */
    public static String csv(LiquidationRow row, List<LiquidationColumn> columns) {
        StringBuilder line = new StringBuilder(time(row.startNs()));
        for (LiquidationColumn column : columns) {
            line.append(',');
            if (!row.isMissing(column)) {
                switch (column.kind()) {
                    case NUMBER -> line.append(row.number(column));
                    case COUNT -> line.append(row.count(column));
                    case TEXT -> line.append(row.text(column));
                    case TIME -> line.append(micros((long) row.number(column)));
                }
            }
        }
        return line.toString();
    }

    /** Returns the line above them. */
    public static String csvHead(List<LiquidationColumn> columns) {
        StringBuilder line = new StringBuilder("time");
        columns.forEach(column -> line.append(',').append(column.text()));
        return line.toString();
    }

    /** Writes how a class of signals did. */
    public static void performance(JsonGenerator json, SignalPerformance.OfClass of) throws IOException {
        json.writeStartObject();
        json.writeStringField("signal_class", of.signalClass());
        json.writeNumberField("signal_count", of.count());
        for (SignalPerformance.Horizon horizon : of.horizons()) {
            String end = "_" + horizon.hours() + "h";
            number(json, "avg_return" + end, horizon.returns().mean());
            number(json, "stddev_return" + end, horizon.returns().deviation());
            number(json, "up_rate" + end, horizon.upRate());
            number(json, "win_rate" + end, horizon.winRate());
        }
        number(json, "min_return_1h", of.horizons().get(0).returns().min());
        number(json, "max_return_1h", of.horizons().get(0).returns().max());
        json.writeEndObject();
    }

    /** Writes how much each table has, as members of an open object. */
    public static void tables(JsonGenerator json, List<Liquidations.TableStats> tables) throws IOException {
        for (Liquidations.TableStats table : tables) {
            json.writeObjectFieldStart(table.table());
            if (table.error().isEmpty()) {
                time(json, "earliest", table.earliestNs());
                time(json, "latest", table.latestNs());
                json.writeNumberField("record_count", table.recordCount());
            } else {
                json.writeStringField("error", table.error());
            }
            json.writeEndObject();
        }
    }

    /** Writes how often each class was told, as a member of an open object. */
    public static void distribution(JsonGenerator json, List<Liquidations.ClassCount> classes) throws IOException {
        json.writeArrayFieldStart("signal_distribution");
        for (Liquidations.ClassCount of : classes) {
            json.writeStartObject();
            json.writeStringField("signal_class", of.signalClass());
            json.writeNumberField("count", of.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes what a check found, as members of an open object. */
    public static void integrity(JsonGenerator json, String symbol, Integrity of) throws IOException {
        json.writeStringField("symbol", symbol);
        json.writeStringField("start_time", time(of.fromNs()));
        json.writeStringField("end_time", time(of.toNs()));
        json.writeBooleanField("passed", of.isPassed());
        json.writeNumberField("score", of.score());
        json.writeNumberField("completeness", of.completeness());
        json.writeNumberField("expected_hours", of.expectedHours());
        json.writeObjectFieldStart("price");
        json.writeNumberField("record_count", of.priceCount());
        json.writeBooleanField("has_nulls", of.statistics().get("price").nulls() > 0);
        json.writeNumberField("missing_hours", of.missing().size());
        json.writeArrayFieldStart("missing");
        for (long hour :
                of.missing().subList(0, Math.min(MOST_MISSING, of.missing().size()))) {
            json.writeString(time(hour));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("liquidations");
        json.writeNumberField("record_count", of.inputCount());
        json.writeObjectFieldStart("null_counts");
        for (Map.Entry<String, Integer> count : of.nulls().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        processed(json, of);
        json.writeArrayFieldStart("findings");
        for (Finding finding : of.findings()) {
            json.writeStartObject();
            json.writeStringField("check", finding.check());
            json.writeStringField("message", finding.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void processed(JsonGenerator json, Integrity of) throws IOException {
        json.writeObjectFieldStart("processed");
        json.writeNumberField("record_count", of.rowCount());
        json.writeNumberField("gaps", of.gaps());
        json.writeNumberField("stale_hours", of.staleHours());
        json.writeNumberField("warm_hours", of.warmHours());
        json.writeObjectFieldStart("statistics");
        for (Map.Entry<String, Statistics> column : of.statistics().entrySet()) {
            json.writeObjectFieldStart(column.getKey());
            number(json, "mean", column.getValue().mean());
            number(json, "std", column.getValue().deviation());
            number(json, "min", column.getValue().min());
            number(json, "max", column.getValue().max());
            json.writeNumberField("nulls", column.getValue().nulls());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes how things are, as members of an open object. */
    public static void condition(JsonGenerator json, String symbol, Condition of) throws IOException {
        json.writeStringField("symbol", symbol);
        json.writeStringField("generated_at", time(of.nowNs()));
        json.writeBooleanField("passed", of.isPassed());
        json.writeStringField("freshness", of.freshness());
        time(json, "latest", of.latestNs());
        number(json, "age_seconds", of.ageSeconds());
        json.writeArrayFieldStart("checks");
        for (Condition.Check check : of.checks()) {
            json.writeStartObject();
            json.writeStringField("check", check.check());
            json.writeBooleanField("passed", check.isPassed());
            json.writeStringField("message", check.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes a run of the pipeline as a member of an open object; null: there was none. */
    public static void run(JsonGenerator json, String name, Liquidations.Run run) throws IOException {
        if (run == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        run(json, run);
        json.writeEndObject();
    }

    /** Writes a run of the pipeline as members of an open object. */
    public static void run(JsonGenerator json, Liquidations.Run run) throws IOException {
        json.writeStringField("run_id", run.runId());
        time(json, "start_time", run.startNs());
        time(json, "end_time", run.endNs());
        json.writeStringField("status", run.status());
        json.writeStringField("error_message", run.errorMessage());
        json.writeNumberField("records_processed", run.recordsProcessed());
    }

    /** Writes a number; null: missing. */
    public static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    /** Writes a time; null: 0. */
    public static void time(JsonGenerator json, String name, long ns) throws IOException {
        if (ns == 0) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, time(ns));
        }
    }

    /** Returns a time in ISO 8601. */
    public static String time(long ns) {
        return Instant.ofEpochSecond(0, ns).toString();
    }

    private static String micros(long us) {
        return Instant.ofEpochSecond(Math.floorDiv(us, US_PER_SECOND), Math.floorMod(us, US_PER_SECOND) * NS_PER_US)
                .toString();
    }
}
