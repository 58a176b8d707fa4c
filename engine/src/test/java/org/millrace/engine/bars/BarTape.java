package org.millrace.engine.bars;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.CorrectionAction;
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.codecs.sbe.TradeCorrectionEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.TradeVerdictEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.Verdict;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Feeds a BarsStage with events built here, and keeps each bar that comes out as a line of text. */
final class BarTape implements EventConsumer {
    static final long SECOND = 1_000_000_000L;
    static final long MS = 1_000_000L;

    private static final String[] FLAGS = {"GAP_OPEN", "LATE", "REVISED", "FILLED", "PARTIAL", "", "", "ANOMALY"};

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder barHeader = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final TradeVerdictEncoder verdict = new TradeVerdictEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private final List<String> bars = new ArrayList<>();
    private final EventConsumer next;
    private BarsStage stage;
    private long sequence;
    private int priceExponent = -2;
    private int quantityExponent = -3;

    BarTape() {
        next = this;
        stage = new BarsStage(this, SnapshotSink.NONE);
    }

    BarTape(EventConsumer next) {
        this.next = next;
        stage = new BarsStage(next, SnapshotSink.NONE);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) == BarDecoder.TEMPLATE_ID) {
            bar.wrapAndApplyHeader(buffer, offset, barHeader);
            bars.add(textOf(bar, EventPrefix.flags(buffer, offset)));
        }
    }

    /** Returns the bars since this was last called. */
    List<String> take() {
        List<String> taken = List.copyOf(bars);
        bars.clear();
        return taken;
    }

    /** Returns the bars since this was last called whose text begins so. */
    List<String> take(String beginning) {
        return take().stream().filter(text -> text.startsWith(beginning)).toList();
    }

    BarTape define(int id, int priceExponent, int quantityExponent) {
        this.priceExponent = priceExponent;
        this.quantityExponent = quantityExponent;
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition.wrapAndApplyHeader(buffer, 0, header);
        input(0, 0, id, Venue.BINANCE, 0);
        definition.priceExponent((byte) priceExponent).quantityExponent((byte) quantityExponent);
        return send(definition.encodedLength());
    }

    BarTape set(Setting setting, long value, int exponent) {
        SettingCommandEncoder command = new SettingCommandEncoder();
        command.wrapAndApplyHeader(buffer, 0, header);
        input(0, 0, 0, Venue.NONE, 0);
        command.setting(setting).value(value).valueExponent((byte) exponent);
        return send(command.encodedLength());
    }

    /** Sends a trade of instrument 1 that a buyer took. */
    BarTape trade(long time, long price, long quantity) {
        return trade(time, price, quantity, AggressorSide.BUY, 0);
    }

    BarTape trade(long time, long price, long quantity, AggressorSide side, int flags) {
        return trade(time, 0, price, quantity, side, flags);
    }

    BarTape received(long time, long receiveTime, long price, long quantity) {
        return trade(time, receiveTime, price, quantity, AggressorSide.BUY, 0);
    }

    BarTape received(long time, long receiveTime, long price, long quantity, AggressorSide side) {
        return trade(time, receiveTime, price, quantity, side, 0);
    }

    BarTape verdict(long heldSequence, Verdict outcome) {
        verdict.wrapAndApplyHeader(buffer, 0, header);
        input(0, 0, 1, Venue.BINANCE, 0);
        verdict.heldSequence(heldSequence).verdict(outcome);
        return send(verdict.encodedLength());
    }

    BarTape correct(long tradeId, CorrectionAction action, long price, long quantity) {
        TradeCorrectionEncoder correction = new TradeCorrectionEncoder();
        correction.wrapAndApplyHeader(buffer, 0, header);
        input(0, 0, 1, Venue.BINANCE, 0);
        correction.tradeId(tradeId).action(action).price(price).quantity(quantity);
        return send(correction.encodedLength());
    }

    BarTape tick(long time) {
        tick.wrapAndApplyHeader(buffer, 0, header);
        input(time, time, 0, Venue.NONE, 0);
        return send(tick.encodedLength());
    }

    BarTape start() {
        EngineStartedEncoder started = new EngineStartedEncoder();
        started.wrapAndApplyHeader(buffer, 0, header);
        input(0, 0, 0, Venue.NONE, 0);
        return send(started.encodedLength());
    }

    /** Goes on with another stage that was given this one's state. */
    void restore() {
        SnapshotWriter saved = new SnapshotWriter(1 << 20);
        stage.save(saved);
        stage = new BarsStage(next, SnapshotSink.NONE);
        SnapshotReader reader = new SnapshotReader(saved.buffer(), 0, saved.length());
        stage.load(reader);
        if (reader.remaining() != 0) {
            throw new AssertionError(reader.remaining() + " bytes of the snapshot not read");
        }
    }

    /** Returns the sequence of the last event sent; trades have it as their id, too. */
    long sequence() {
        return sequence;
    }

    static String textOf(BarDecoder bar, int flags) {
        return label(bar) + "@" + bar.startTime() / MS + " " + bar.state() + " r" + bar.revision() + " "
                + bar.open() + "/" + bar.high() + "/" + bar.low() + "/" + bar.close()
                + " v=" + bar.volume() + " b=" + bar.buyVolume() + " x="
                + bar.notional().low()
                + " n=" + bar.tradeCount() + flags(flags);
    }

    static String flags(int flags) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < FLAGS.length; bit++) {
            if ((flags & EventPrefix.GAP_OPEN << bit) != 0) {
                text.append(' ').append(FLAGS[bit]);
            }
        }
        return text.toString();
    }

    private static String label(BarDecoder bar) {
        return bar.kind() == BarKind.TIME ? bar.timeframe() + "s" : bar.kind().toString();
    }

    private BarTape trade(long time, long receiveTime, long price, long quantity, AggressorSide side, int flags) {
        trade.wrapAndApplyHeader(buffer, 0, header);
        input(time, receiveTime, 1, Venue.BINANCE, flags);
        trade.tradeId(sequence).price(price).quantity(quantity).aggressorSide(side);
        trade.priceExponent((byte) priceExponent).quantityExponent((byte) quantityExponent);
        return send(trade.encodedLength());
    }

    private void input(long time, long receiveTime, int instrumentId, Venue venue, int flags) {
        sequence++;
        EventPrefix.writeInput(
                buffer, 0, time, receiveTime, instrumentId, EventPrefix.venueFlags(venue.value(), flags));
        EventPrefix.sequence(buffer, 0, sequence);
    }

    private BarTape send(int encodedLength) {
        stage.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
        return this;
    }
}
