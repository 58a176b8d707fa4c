package org.millrace.gateway.rest;

import java.util.List;
import java.util.function.Supplier;
import org.millrace.codecs.feature.FeatureSet;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.json.Timeframes;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.latest.FeatureTable;
import org.millrace.gateway.models.ModelVersion;
import org.millrace.journal.history.History;
import org.millrace.journal.history.History.FeatureRow;
import org.millrace.journal.history.History.FeatureSpan;
import org.millrace.journal.history.History.Span;

/** Finds what a model had before it: in memory, or in the store. */
final class ModelInputs {
    /** Asks for the newest features that there are. */
    static final long NEWEST = Long.MAX_VALUE;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int BARS_BACK = 3; // a venue may tell of a bar some time behind its end

    private final Calls calls;
    private final History history;

    ModelInputs(Calls calls, History history) {
        this.calls = calls;
        this.history = history;
    }

    /**
     * Returns what finds the features of a model's set of the newest bar that had ended by a time, which is what a prediction of
     * that time rests on; asked on a thread that may wait.
     *
     * @param endedByNs UTC ns, or {@link #NEWEST}
     */
    Supplier<double[]> of(Exchange exchange, ModelVersion version, Instrument instrument, long endedByNs) {
        FeatureTable table = calls.latest(exchange).analytics().features();
        FeatureRow kept =
                endedByNs == NEWEST ? newest(table, version, instrument) : kept(table, version, instrument, endedByNs);
        if (kept != null) {
            return () -> values(kept);
        } else if (endedByNs == NEWEST) {
            return () -> {
                throw none(instrument);
            };
        }
        return () -> stored(version, instrument, endedByNs);
    }

    private static FeatureRow newest(FeatureTable table, ModelVersion version, Instrument instrument) {
        for (FeatureTable.Newest each : table.newest(instrument.id())) {
            if (each.set().id() == version.wants().setId()
                    && each.set().version() == version.wants().setVersion()
                    && Channels.TIMEFRAMES.get(each.timeframe()).equals(Timeframes.text(version.timeframe()))) {
                return each.row();
            }
        }
        return null;
    }

    private static FeatureRow kept(FeatureTable table, ModelVersion version, Instrument instrument, long endedByNs) {
        FeatureSet set =
                table.sets().get(version.wants().setId(), version.wants().setVersion());
        if (set == null) {
            return null;
        }
        int timeframe = Channels.timeframe(Timeframes.text(version.timeframe()));
        List<FeatureRow> rows = table.copy(
                        instrument.id(),
                        timeframe,
                        set,
                        new FeatureTable.Span(
                                fromNs(version, endedByNs), startNs(version, endedByNs) + 1, Long.MAX_VALUE, 1))
                .rows();
        return rows.isEmpty() ? null : rows.get(0);
    }

    private double[] stored(ModelVersion version, Instrument instrument, long endedByNs) {
        Span span = new Span(
                instrument.name(),
                instrument.venue().name(),
                Timeframes.text(version.timeframe()),
                fromNs(version, endedByNs),
                startNs(version, endedByNs) + 1,
                1);
        List<FeatureRow> rows = history.features(new FeatureSpan(
                        span, version.wants().setName(), version.wants().setVersion(), Long.MAX_VALUE))
                .rows();
        if (rows.isEmpty()) {
            throw none(instrument);
        }
        return values(rows.get(0));
    }

    private static long fromNs(ModelVersion version, long endedByNs) {
        return endedByNs - BARS_BACK * version.timeframe() * NS_PER_SECOND;
    }

    /** Returns when a bar began that ends at a time. */
    private static long startNs(ModelVersion version, long endedByNs) {
        return endedByNs - version.timeframe() * NS_PER_SECOND;
    }

    private static double[] values(FeatureRow row) {
        return row.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static IllegalArgumentException none(Instrument instrument) {
        return new IllegalArgumentException("There are no such features of " + instrument.name());
    }
}
