package org.millrace.engine.indicators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Feeds an IndicatorsStage with bars of one instrument, and keeps what it answers, by name. */
final class IndicatorTape implements EventConsumer {
    static final long MINUTE_NS = 60_000_000_000L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder indicatorsHeader = new MessageHeaderDecoder();
    private final BarEncoder bar = new BarEncoder();
    private final VenueBarEncoder venueBar = new VenueBarEncoder();
    private final IndicatorsDecoder indicators = new IndicatorsDecoder();
    private final List<Map<String, Double>> values = new ArrayList<>();
    private final List<Integer> flags = new ArrayList<>();
    private final EventConsumer next;
    private IndicatorsStage stage;

    IndicatorTape() {
        next = this;
        stage = new IndicatorsStage(this, SnapshotSink.NONE);
        define();
    }

    IndicatorTape(EventConsumer next) {
        this.next = next;
        stage = new IndicatorsStage(next, SnapshotSink.NONE);
        define();
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) == IndicatorsDecoder.TEMPLATE_ID) {
            flags.add(EventPrefix.flags(buffer, offset));
            values.add(valuesOf(indicators.wrapAndApplyHeader(buffer, offset, indicatorsHeader)));
        }
    }

    /** Returns one indicator's value at each bar. */
    double[] of(String name) {
        return values.stream().mapToDouble(all -> all.get(name)).toArray();
    }

    /** Returns the quality bits at each bar. */
    List<Integer> flags() {
        return flags;
    }

    void send(BarSeries series, int index, long start, BarState state, int flags) {
        long[] row = series.row(index);
        bar.wrapAndApplyHeader(buffer, 0, header);
        EventPrefix.writeInput(
                buffer, 0, start + MINUTE_NS, 0, 1, EventPrefix.venueFlags(Venue.BINANCE.value(), flags));
        bar.kind(BarKind.TIME)
                .timeframe(60)
                .startTime(start)
                .endTime(start + MINUTE_NS)
                .state(state);
        bar.open(row[0]).high(row[1]).low(row[2]).close(row[3]).volume(row[4]).revision(0);
        bar.notional().high(Math.multiplyHigh(row[3], row[4])).low(row[3] * row[4]);
        bar.priceExponent((byte) series.priceExponent()).quantityExponent((byte) series.quantityExponent());
        stage.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bar.encodedLength());
    }

    /** Sends a bar as the venue computed it. */
    void sendVenueBar(BarSeries series, int index, long start, boolean closed) {
        long[] row = series.row(index);
        venueBar.wrapAndApplyHeader(buffer, 0, header);
        EventPrefix.writeInput(buffer, 0, start + MINUTE_NS, 0, 1, EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        venueBar.timeframe(60).startTime(start).closed(closed ? BooleanType.T : BooleanType.F);
        venueBar.open(row[0]).high(row[1]).low(row[2]).close(row[3]).volume(row[4]);
        venueBar.notional().high(Math.multiplyHigh(row[3], row[4])).low(row[3] * row[4]);
        venueBar.priceExponent((byte) series.priceExponent()).quantityExponent((byte) series.quantityExponent());
        stage.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + venueBar.encodedLength());
    }

    /** Returns all values at each bar. */
    List<Map<String, Double>> values() {
        return values;
    }

    /** Sends closed bars, a minute each from 00:00 UTC of a day. */
    IndicatorTape send(BarSeries series) {
        for (int i = 0; i < series.size(); i++) {
            send(series, i, i * MINUTE_NS, BarState.CLOSED, 0);
        }
        return this;
    }

    /** Goes on with another stage that was given this one's state. */
    void restore() {
        SnapshotWriter saved = new SnapshotWriter(1 << 16);
        stage.save(saved);
        stage = new IndicatorsStage(next, SnapshotSink.NONE);
        SnapshotReader reader = new SnapshotReader(saved.buffer(), 0, saved.length());
        stage.load(reader);
        if (reader.remaining() != 0) {
            throw new AssertionError(reader.remaining() + " bytes of the snapshot not read");
        }
    }

    private void define() {
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition.wrapAndApplyHeader(buffer, 0, header);
        EventPrefix.writeInput(buffer, 0, 0, 0, 1, EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        stage.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + definition.encodedLength());
    }

    private static Map<String, Double> valuesOf(IndicatorsDecoder from) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("sma20", from.sma20());
        all.put("sma50", from.sma50());
        all.put("ema12", from.ema12());
        all.put("ema26", from.ema26());
        all.put("rsi14", from.rsi14());
        all.put("macd", from.macd());
        all.put("macdSignal", from.macdSignal());
        all.put("macdHistogram", from.macdHistogram());
        all.put("bbUpper", from.bbUpper());
        all.put("bbMiddle", from.bbMiddle());
        all.put("bbLower", from.bbLower());
        all.put("atr14", from.atr14());
        all.put("stochK", from.stochK());
        all.put("stochD", from.stochD());
        all.put("obv", from.obv());
        all.put("volumeSma20", from.volumeSma20());
        all.put("wma20", from.wma20());
        all.put("vwap", from.vwap());
        return all;
    }
}
