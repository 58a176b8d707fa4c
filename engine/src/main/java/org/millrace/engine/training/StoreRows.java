package org.millrace.engine.training;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.Timeframes;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.journal.questdb.StoredFeatures;
import org.millrace.journal.questdb.StoredFeatures.Bars;
import org.millrace.journal.questdb.StoredFeatures.StoredSeries;
import org.millrace.journal.questdb.StoredFeatures.StoredSet;

/** Reads the features that were published and stored, with the closes of their bars, and labels them. */
public final class StoreRows {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final StoredFeatures store;
    private final WantedFeatures set;
    private final RowSpan span;
    private final long lengthNs;
    private final Map<String, StoredSeries> wanted = new LinkedHashMap<>();

    /**
     * Prepares.
     *
     * @throws TrainingFailed if the store has nothing of the set, its timeframe, or an instrument
     */
    public StoreRows(StoredFeatures store, WantedFeatures set, RowSpan span) {
        this.store = store;
        this.set = set;
        this.span = span;
        lengthNs = Timeframes.seconds(span.timeframe()) * NS_PER_SECOND;
        Map<String, StoredSeries> all = series();
        for (String name : span.instruments()) {
            String found = all.keySet().stream()
                    .filter(each -> each.equals(name) || all.get(each).symbol().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TrainingFailed(
                            "--instrument " + name + ": the store has only " + String.join(", ", all.keySet())));
            wanted.put(found, all.get(found));
        }
        if (wanted.isEmpty()) {
            wanted.putAll(all);
        }
    }

    /**
     * Reads the rows.
     *
     * @throws TrainingFailed if there are none in the span, or the store lacks the close of a bar
     */
    public TrainingRows read(Target target, TrainingProgress progress) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        wanted.forEach((name, series) -> {
            progress.done("features", (double) rows.size() / wanted.size());
            rows.put(name, rows(name, series));
        });
        return TrainingRows.of(set, span, rows, target);
    }

    private List<Row> rows(String name, StoredSeries series) {
        BarRows rows = new BarRows();
        long fromNs = span.fromNs() < lengthNs ? 0 : span.fromNs() - lengthNs;
        Bars bars = new Bars(fromNs, span.toNs() - lengthNs, span.toNs());
        store.read(
                new StoredSet(set.setId(), set.setName(), set.version(), set.names()),
                series,
                bars,
                (startNs, flags, close, values) -> {
                    if (Double.isNaN(close)) {
                        throw new TrainingFailed(lacking(name, startNs));
                    }
                    boolean isTainted = (flags & EventPrefix.QUALITY_MASK) != 0;
                    rows.put(new Row(startNs + lengthNs, close, isTainted, values.clone()));
                });
        return rows.list();
    }

    private static String lacking(String name, long startNs) {
        return "the store lacks the bar of " + name + " at " + Instant.EPOCH.plusNanos(startNs)
                + ", of which it has features: an earlier version filled it; without --store the journal is read";
    }

    /** Returns all series of the timeframe by their instruments' names. */
    private Map<String, StoredSeries> series() {
        Map<String, StoredSeries> all = new LinkedHashMap<>();
        TreeSet<String> timeframes = new TreeSet<>();
        for (StoredSeries each : store.series(set.setName(), set.version())) {
            timeframes.add(each.timeframe());
            if (each.timeframe().equals(span.timeframe())) {
                all.put(InstrumentName.of(each.exchange(), each.symbol()), each);
            }
        }
        if (all.isEmpty()) {
            throw new TrainingFailed(
                    timeframes.isEmpty()
                            ? "the store has no features of set " + set.setName() + ":" + set.version()
                            : "--timeframe " + span.timeframe() + ": the store has set " + set.setName() + ":"
                                    + set.version() + " on " + String.join(", ", timeframes));
        }
        return all;
    }
}
