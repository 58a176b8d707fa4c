package org.millrace.engine.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SnapshotMarkerEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.engine.indicators.IndicatorsStage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Feeds the indicators and features stages, and keeps what they say of each bar. Bars are of a minute. */
final class FeatureTape implements EventConsumer {
    static final long MINUTE_NS = 60_000_000_000L;

    /** What was said at a bar. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(int instrumentId, int setId, int version, long startTime, long eventTime, int flags, double[] values) {}

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final BarEncoder bar = new BarEncoder();
    private final VenueBarEncoder venueBar = new VenueBarEncoder();
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final FeatureDefinitionDecoder definition = new FeatureDefinitionDecoder();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> definitions = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final EventConsumer next;
    private List<String> names = List.of();
    private FeaturesStage stage;
    private IndicatorsStage indicators;
    private int exponent = -2;
    private int quantityExponent = -5;

    FeatureTape() {
        next = this;
        create();
    }

    /** Creates one that keeps nothing. */
    FeatureTape(EventConsumer next) {
        this.next = next;
        create();
    }

    FeatureTape exponents(int price, int quantity) {
        exponent = price;
        quantityExponent = quantity;
        return this;
    }

    FeatureTape instrument(int id, TradingHours hours) {
        InstrumentDefinitionEncoder encoder = new InstrumentDefinitionEncoder();
        encoder.wrapAndApplyHeader(clear(), 0, header).tradingHoursId(hours.id());
        return send(0, id, 0, encoder.encodedLength());
    }

    /** Declares a set whose benchmark is instrument 2. */
    FeatureTape declare(FeatureSetSettings set) {
        names = set.features();
        StandardSet.messages(set, 2).forEach(this::message);
        return this;
    }

    FeatureTape message(byte[] message) {
        indicators.onEvent(new UnsafeBuffer(message), 0, message.length);
        return this;
    }

    /** Sends a closed bar: open, high, low, close, volume and, where there are six, what buyers took. */
    FeatureTape bar(int instrumentId, long start, long... row) {
        return bar(instrumentId, start, BarState.CLOSED, 0, row);
    }

    FeatureTape bar(int instrumentId, long start, BarState state, int flags, long... row) {
        bar.wrapAndApplyHeader(clear(), 0, header)
                .kind(BarKind.TIME)
                .timeframe(60)
                .startTime(start)
                .endTime(start + MINUTE_NS)
                .state(state)
                .open(row[0])
                .high(row[1])
                .low(row[2])
                .close(row[3])
                .volume(row[4])
                .buyVolume(row.length > 5 ? row[5] : 0)
                .priceExponent((byte) exponent)
                .quantityExponent((byte) quantityExponent);
        return send(start + MINUTE_NS, instrumentId, flags, bar.encodedLength());
    }

    FeatureTape venueBar(int instrumentId, long start, long... row) {
        venueBar.wrapAndApplyHeader(clear(), 0, header)
                .timeframe(60)
                .startTime(start)
                .closed(BooleanType.T)
                .open(row[0])
                .high(row[1])
                .low(row[2])
                .close(row[3])
                .volume(row[4])
                .buyVolume(row.length > 5 ? row[5] : 0)
                .priceExponent((byte) exponent)
                .quantityExponent((byte) quantityExponent);
        return send(start + MINUTE_NS, instrumentId, 0, venueBar.encodedLength());
    }

    /** Sends a top of prices in hundredths, each side with its quantity. */
    FeatureTape top(int instrumentId, long time, BookState state, long bid, long ask, double imbalance) {
        BookTopEncoder top = new BookTopEncoder();
        top.wrapAndApplyHeader(clear(), 0, header)
                .bidPrice(bid)
                .askPrice(ask)
                .spread(bid == 0 || ask == 0 ? 0 : ask - bid)
                .mid(bid == 0 || ask == 0 ? Double.NaN : (bid + ask) / 200.0)
                .imbalance(imbalance)
                .state(state)
                .priceExponent((byte) -2);
        return send(time, instrumentId, 0, top.encodedLength());
    }

    FeatureTape marker() {
        new SnapshotMarkerEncoder().wrapAndApplyHeader(clear(), 0, header).snapshotId(1);
        return send(0, 0, 0, SnapshotMarkerEncoder.BLOCK_LENGTH);
    }

    /** Goes on with stages that were given the state of these. */
    FeatureTape restore() {
        SnapshotWriter features = new SnapshotWriter(1 << 16);
        SnapshotWriter others = new SnapshotWriter(1 << 16);
        stage.save(features);
        indicators.save(others);
        create();
        SnapshotReader reader = new SnapshotReader(features.buffer(), 0, features.length());
        stage.load(reader);
        indicators.load(new SnapshotReader(others.buffer(), 0, others.length()));
        if (reader.remaining() != 0) {
            throw new AssertionError(reader.remaining() + " bytes of the snapshot not read");
        }
        return this;
    }

    List<Row> rows() {
        return rows;
    }

    /** Returns the rows of an instrument. */
    List<Row> rows(int instrumentId) {
        return rows.stream().filter(row -> row.instrumentId() == instrumentId).toList();
    }

    /** Returns an instrument's values by their names, as the last set declared has them. */
    Map<String, double[]> columns(int instrumentId) {
        Map<String, double[]> columns = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            columns.put(
                    names.get(i),
                    rows(instrumentId).stream()
                            .mapToDouble(row -> row.values()[index])
                            .toArray());
        }
        return columns;
    }

    /** Returns the features that definitions named, a run a line. */
    List<String> definitions() {
        return definitions;
    }

    List<Integer> setIds() {
        return stage.knownSets().ids();
    }

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        switch (EventPrefix.templateId(event, offset)) {
            case FeaturesDecoder.TEMPLATE_ID -> onFeatures(event, offset);
            case FeatureDefinitionDecoder.TEMPLATE_ID -> {
                definition.wrapAndApplyHeader(event, offset, headerDecoder);
                definitions.add(definition.setId() + " " + definition.feature());
            }
            default -> {}
        }
    }

    private void onFeatures(DirectBuffer event, int offset) {
        features.wrapAndApplyHeader(event, offset, headerDecoder);
        int flags = EventPrefix.flags(event, offset);
        if ((flags & EventPrefix.FIRST) != 0) {
            values.clear();
        }
        if (features.firstIndex() != values.size()) {
            throw new AssertionError("from " + features.firstIndex() + " on, behind " + values.size());
        }
        features.values().forEach(each -> values.add(each.value()));
        if ((flags & EventPrefix.LAST) != 0) {
            rows.add(new Row(
                    EventPrefix.instrumentId(event, offset),
                    features.setId(),
                    features.setVersion(),
                    features.startTime(),
                    EventPrefix.eventTime(event, offset),
                    flags & EventPrefix.QUALITY_MASK,
                    values.stream().mapToDouble(Double::doubleValue).toArray()));
        }
    }

    private void create() {
        stage = new FeaturesStage(next, SnapshotSink.NONE);
        indicators = new IndicatorsStage(stage, SnapshotSink.NONE);
    }

    private UnsafeBuffer clear() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return buffer;
    }

    private FeatureTape send(long eventTime, int instrumentId, int flags, int blockLength) {
        EventPrefix.writeInput(
                buffer, 0, eventTime, 0, instrumentId, EventPrefix.venueFlags(Venue.BINANCE.value(), flags));
        indicators.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
        return this;
    }
}
