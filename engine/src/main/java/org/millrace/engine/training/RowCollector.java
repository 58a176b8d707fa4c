package org.millrace.engine.training;

import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Makes rows of the features that the line hands on behind closed bars, those of one set and timeframe. */
final class RowCollector implements EventConsumer {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_US = 1_000;

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
     * @param toNs             end of ends, exclusive, and of when features were known
     */
    record Wanted(int setId, int setVersion, int timeframeSeconds, int features, long fromNs, long toNs) {
        private boolean isOf(FeaturesDecoder event) {
            return event.setId() == setId && event.setVersion() == setVersion && event.timeframe() == timeframeSeconds;
        }

        private long endNs(long startNs) {
            return startNs + timeframeSeconds * NS_PER_SECOND;
        }

        private boolean isWithin(long endNs, long knownNs) {
            long storedNs = -Math.floorDiv(-knownNs, NS_PER_US) * NS_PER_US; // of which the store keeps microseconds
            return endNs >= fromNs && endNs < toNs && storedNs < toNs;
        }
    }

    RowCollector(Wanted wanted) {
        this.wanted = wanted;
    }

    /** Collects an instrument's rows from here on. */
    void follow(int instrumentId) {
        series.put(instrumentId, new Series(wanted.features));
    }

    /** Returns an instrument's rows by time; empty: there are none. */
    List<Row> rows(int instrumentId) {
        Series of = series.get(instrumentId);
        return of == null ? List.of() : of.rows.list();
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
        boolean isClosed = bar.kind() == BarKind.TIME && bar.state() != BarState.IN_PROGRESS;
        if (of == null || bar.timeframe() != wanted.timeframeSeconds || !isClosed) {
            return;
        }
        double close = Decimals.toDouble(bar.close(), bar.priceExponent());
        long endNs = wanted.endNs(bar.startTime());
        if (bar.state() == BarState.CLOSED) {
            of.close = close;
            of.ownFromNs = Math.min(of.ownFromNs, endNs);
        } else {
            of.rows.correct(endNs, close); // what a label is made of; features stay as they were published
        }
    }

    private void onVenueBar(DirectBuffer buffer, int offset) {
        Series of = series.get(EventPrefix.instrumentId(buffer, offset));
        venueBar.wrapAndApplyHeader(buffer, offset, header);
        if (of == null || venueBar.timeframe() != wanted.timeframeSeconds || venueBar.closed() != BooleanType.T) {
            return;
        }
        of.close = Decimals.toDouble(venueBar.close(), venueBar.priceExponent());
        long endNs = wanted.endNs(venueBar.startTime());
        if (endNs < of.ownFromNs) {
            of.rows.correct(endNs, of.close);
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
            long endNs = wanted.endNs(features.startTime());
            long knownNs = Math.max(EventPrefix.eventTime(buffer, offset), EventPrefix.receiveTime(buffer, offset));
            if (wanted.isWithin(endNs, knownNs)) {
                of.add(endNs, (flags & EventPrefix.QUALITY_MASK) != 0);
            }
            Arrays.fill(of.values, Double.NaN);
        }
    }

    /** What is known of an instrument. */
    private static final class Series {
        private final double[] values;
        private final BarRows rows = new BarRows();
        private double close = Double.NaN;
        private long ownFromNs = Long.MAX_VALUE; // end of the first bar that is not its venue's

        Series(int features) {
            values = new double[features];
            Arrays.fill(values, Double.NaN);
        }

        void add(long endNs, boolean tainted) {
            rows.put(new Row(endNs, close, tainted, values.clone()));
        }
    }
}
