package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Makes rows of the features that the line hands on behind closed bars, those of one set and timeframe. */
final class RowCollector implements EventConsumer {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final VenueBarDecoder venueBar = new VenueBarDecoder();
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final Int2ObjectHashMap<Series> series = new Int2ObjectHashMap<>();
    private final Wanted wanted;

    /**
     * What is collected.
     *
     * @param setId            number of the set
     * @param setVersion       its version
     * @param timeframeSeconds of bars
     * @param features         how many the set has
     * @param fromNs           first end of a bar
     * @param toNs             end of ends, exclusive
     */
    record Wanted(int setId, int setVersion, int timeframeSeconds, int features, long fromNs, long toNs) {
        private boolean isOf(FeaturesDecoder event) {
            return event.setId() == setId && event.setVersion() == setVersion && event.timeframe() == timeframeSeconds;
        }
    }

    RowCollector(Wanted wanted) {
        this.wanted = wanted;
    }

    /**
     * Collects an instrument's rows from here on.
     *
     * @param index that its rows are to have
     */
    void follow(int instrumentId, int index) {
        series.put(instrumentId, new Series(index, wanted.features));
    }

    /** Returns an instrument's rows by time; empty: there are none. */
    List<Row> rows(int instrumentId) {
        Series of = series.get(instrumentId);
        return of == null ? List.of() : of.rows;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case BarDecoder.TEMPLATE_ID -> onBar(buffer, offset);
            case VenueBarDecoder.TEMPLATE_ID -> onVenueBar(buffer, offset);
            case FeaturesDecoder.TEMPLATE_ID -> onFeatures(buffer, offset);
            default -> {}
        }
    }

    private void onBar(DirectBuffer buffer, int offset) {
        Series of = series.get(EventPrefix.instrumentId(buffer, offset));
        bar.wrapAndApplyHeader(buffer, offset, header);
        if (of != null && bar.timeframe() == wanted.timeframeSeconds && bar.state() == BarState.CLOSED) {
            of.close = Decimals.toDouble(bar.close(), bar.priceExponent());
        }
    }

    private void onVenueBar(DirectBuffer buffer, int offset) {
        Series of = series.get(EventPrefix.instrumentId(buffer, offset));
        venueBar.wrapAndApplyHeader(buffer, offset, header);
        if (of != null && venueBar.timeframe() == wanted.timeframeSeconds) {
            of.close = Decimals.toDouble(venueBar.close(), venueBar.priceExponent());
        }
    }

    private void onFeatures(DirectBuffer buffer, int offset) {
        Series of = series.get(EventPrefix.instrumentId(buffer, offset));
        features.wrapAndApplyHeader(buffer, offset, header);
        if (of == null || !wanted.isOf(features)) {
            return;
        }
        int index = features.firstIndex();
        for (FeaturesDecoder.ValuesDecoder value : features.values()) {
            of.values[index++] = value.value();
        }
        int flags = EventPrefix.flags(buffer, offset);
        if ((flags & EventPrefix.LAST) != 0) {
            long endNs = features.startTime() + wanted.timeframeSeconds * NS_PER_SECOND;
            of.add(endNs, (flags & EventPrefix.QUALITY_MASK) != 0, wanted);
        }
    }

    /** What is known of an instrument. */
    private static final class Series {
        private final int index;
        private final double[] values;
        private final List<Row> rows = new ArrayList<>();
        private double close = Double.NaN;

        Series(int index, int features) {
            this.index = index;
            values = new double[features];
            Arrays.fill(values, Double.NaN);
        }

        void add(long endNs, boolean tainted, Wanted wanted) {
            if (endNs >= wanted.fromNs && endNs < wanted.toNs) {
                rows.add(new Row(index, endNs, close, tainted, values.clone()));
            }
            Arrays.fill(values, Double.NaN);
        }
    }
}
