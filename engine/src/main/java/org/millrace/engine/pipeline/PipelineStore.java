package org.millrace.engine.pipeline;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.program.OfflineStore;
import org.millrace.engine.program.OperationFailed;
import org.millrace.gateway.liquidations.Condition;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.gateway.liquidations.Integrity;
import org.millrace.gateway.liquidations.LiquidationJson;
import org.millrace.gateway.liquidations.SignalPerformance;
import org.millrace.gateway.liquidations.TrainingRows;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;
import org.millrace.journal.questdb.Store;
import org.millrace.journal.questdb.StoreException;

/** Asks the store of a data directory that no engine runs on; one that runs is asked by REST. */
public final class PipelineStore implements AutoCloseable {
    private static final int MOST_ROWS = 500_000; // more than the years that there are
    private static final long WEEK_NS = Duration.ofDays(7).toNanos();
    private static final long A_DAY_NS = Duration.ofDays(1).toNanos();

    private final Store store;
    private final Liquidations liquidations;
    private final String symbol;
    private final long publishDelayNs;

    private PipelineStore(Store store, String symbol, Duration publishDelay) {
        this.store = store;
        this.symbol = symbol;
        publishDelayNs = publishDelay.toNanos();
        liquidations = store.history().liquidations();
    }

    /** What was found, as JSON, and whether all is well. */
    public record Told(String json, boolean isPassed) {}

    /**
     * Opens it, and notes what became of a run whose process ended amid it.
     *
     * @throws OperationFailed if there is none, or it is in use
     */
    public static PipelineStore open(MillraceSettings settings, Path data, PipelineSource source, long nowNs) {
        Store store = OfflineStore.open(settings.questdb(), data, "ask its /api/v1/liquidations/health");
        try {
            store.prepare();
            RunLog.endInterrupted(symbol -> store.notes(symbol, Venue.GLASSNODE.name()), data, nowNs);
            store.awaitShown(); // what a run wrote a moment ago
            return new PipelineStore(
                    store, source.symbol(), settings.liquidations().publishDelay());
        } catch (StoreException e) {
            store.close();
            throw new OperationFailed(e.getMessage());
        }
    }

    /** Tells what there is, and how fresh it is. */
    public Told status(long nowNs) {
        long sinceNs = nowNs - Condition.LOOKED_AT.toNanos();
        List<LiquidationRow> rows = liquidations.rows(span(sinceNs, nowNs));
        Condition condition = Condition.of(
                liquidations.inputs(span(sinceNs, nowNs)),
                rows,
                liquidations.bins(span(sinceNs, nowNs)),
                nowNs,
                Hours.newestKnown(nowNs, publishDelayNs));
        List<Liquidations.TableStats> tables = liquidations.tables(symbol, Venue.GLASSNODE.name());
        List<Liquidations.ClassCount> classes = liquidations.classes(symbol, Venue.GLASSNODE.name());
        List<Liquidations.Run> runs = liquidations.runs(span(nowNs - WEEK_NS, nowNs));
        String json = PipelineText.object(out -> {
            LiquidationJson.time(out, "timestamp", nowNs);
            out.writeObjectFieldStart("database");
            for (Liquidations.TableStats table : tables) {
                out.writeObjectFieldStart(table.table());
                LiquidationJson.time(out, "latest_timestamp", table.latestNs());
                out.writeNumberField("record_count", table.recordCount());
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeObjectFieldStart("data_summary");
            LiquidationJson.tables(out, tables);
            LiquidationJson.distribution(out, classes);
            out.writeArrayFieldStart("recent_performance");
            for (SignalPerformance.OfClass of : SignalPerformance.of(rows, sinceNs, nowNs, 0)) {
                LiquidationJson.performance(out, of);
            }
            out.writeEndArray();
            out.writeEndObject();
            out.writeObjectFieldStart("health");
            LiquidationJson.condition(out, symbol, condition);
            out.writeEndObject();
            LiquidationJson.run(out, "last_run", runs.isEmpty() ? null : runs.get(runs.size() - 1));
        });
        return new Told(json, condition.isPassed());
    }

    /**
     * Looks for what is missing or wrong.
     *
     * @param fromNs 0: a week ago
     * @param toNs   exclusive; 0: now
     */
    public Told check(long fromNs, long toNs, long nowNs) {
        long endNs = toNs == 0 ? nowNs : toNs;
        long beginNs = fromNs == 0 ? endNs - WEEK_NS : fromNs;
        Integrity found = Integrity.of(
                liquidations.inputs(span(beginNs, endNs)),
                liquidations.rows(span(beginNs, endNs)),
                beginNs,
                endNs,
                Hours.newestKnown(nowNs, publishDelayNs));
        return new Told(PipelineText.object(out -> LiquidationJson.integrity(out, symbol, found)), found.isPassed());
    }

    /**
     * Writes rows that models are trained with as CSV; returns how many.
     *
     * @param toNs exclusive; 0: all
     * @throws IOException if the file cannot be written
     */
    public int export(Path file, List<TrainingRows.Group> groups, boolean balanced, long fromNs, long toNs)
            throws IOException {
        List<LiquidationColumn> columns = TrainingRows.columns(groups);
        long endNs = toNs == 0 ? Long.MAX_VALUE - A_DAY_NS : toNs;
        List<LiquidationRow> rows = TrainingRows.of(liquidations.rows(span(fromNs, endNs)), columns, balanced);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(LiquidationJson.csvHead(columns) + "\r\n");
            for (LiquidationRow row : rows) {
                out.write(LiquidationJson.csv(row, columns) + "\r\n");
            }
        }
        return rows.size();
    }

    @Override
    public void close() {
        store.close();
    }

    private Liquidations.Span span(long fromNs, long toNs) {
        return new Liquidations.Span(symbol, Venue.GLASSNODE.name(), Hours.floor(fromNs), toNs, MOST_ROWS);
    }
}
