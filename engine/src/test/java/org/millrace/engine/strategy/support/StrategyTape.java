package org.millrace.engine.strategy.support;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeaturesEncoder;
import org.millrace.codecs.sbe.KillSwitchCommandEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.PredictionEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.StrategyAction;
import org.millrace.codecs.sbe.StrategyCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.codecs.support.Events;
import org.millrace.codecs.support.RecordingConsumer;
import org.millrace.engine.indicators.IndicatorsStage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.trading.TradingStage;

/**
 * Runs strategies: the stages that they need, what these are shown, and what comes out, as it was written. Costs
 * nothing and limits nothing, unless told otherwise. Prices are mantissas of 1e-8.
 */
public final class StrategyTape {
    private static final int SNAPSHOT_LENGTH = 1 << 16;

    private final StrategyLibrary library;
    private final RecordingConsumer out = new RecordingConsumer();
    private final EventConsumer end;
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VenueBarEncoder bar = new VenueBarEncoder();
    private final FeaturesEncoder features = new FeaturesEncoder();
    private final PredictionEncoder prediction = new PredictionEncoder();
    private final StrategyCommandEncoder command = new StrategyCommandEncoder();
    private final Events events;
    private EventConsumer inputs = (buffer, offset, length) -> {};
    private IndicatorsStage indicators;
    private TradingStage trading;
    private long sequence = 1_000_000;
    private long commands;

    public StrategyTape(StrategyLibrary library) {
        this(library, null);
    }

    /** Makes one whose output goes somewhere else than into its memory; null: into its memory. */
    public StrategyTape(StrategyLibrary library, EventConsumer elsewhere) {
        this.library = library;
        end = elsewhere == null ? out : elsewhere;
        begin();
        events = new Events(this::take);
        events.definition().instrument(1).send();
        set(Setting.TRADING_CASH, "1000000000").set(Setting.RISK_LEVERAGE, "0");
        set(Setting.TRADING_SLIPPAGE, "0").set(Setting.TRADING_TAKER_FEE, "0");
    }

    public Events events() {
        return events;
    }

    /** Returns what came out. */
    public RecordingConsumer out() {
        return out;
    }

    /** Returns all that came out, byte for byte. */
    public List<String> bytes() {
        return out.events().stream()
                .map(each -> HexFormat.of().formatHex(each.byteArray()))
                .toList();
    }

    public StrategyTape set(Setting setting, String value) {
        events.setting(setting, value).send();
        return this;
    }

    public StrategyTape start(int strategyId, String name, Map<String, Double> values) {
        return begin(StrategyAction.START, strategyId, name, values);
    }

    private StrategyTape begin(StrategyAction action, int strategyId, String name, Map<String, Double> values) {
        int left = values.size();
        long id = ++commands;
        send(action, strategyId, name, 0, id, EventPrefix.FIRST | (left == 0 ? EventPrefix.LAST : 0));
        for (Map.Entry<String, Double> each : values.entrySet()) {
            int flags = --left == 0 ? EventPrefix.LAST : 0;
            send(action, strategyId, each.getKey(), each.getValue(), id, flags);
        }
        return this;
    }

    /** As {@link #start}, in the place of what runs under the number. */
    public StrategyTape run(int strategyId, String name, Map<String, Double> values) {
        return begin(StrategyAction.RUN, strategyId, name, values);
    }

    /** Loads a strategy from the jar of a hash. */
    public StrategyTape load(String name, String hash) {
        event.setMemory(0, event.capacity(), (byte) 0);
        command.wrapAndApplyHeader(event, 0, header).name(name).value(0).accountId(1);
        command.strategyId(0).action(StrategyAction.LOAD);
        byte[] bytes = HexFormat.of().parseHex(hash);
        for (int i = 0; i < bytes.length; i++) {
            command.fileHash(i, (short) (bytes[i] & 0xFF));
        }
        command.commandId().mostSignificant(0).leastSignificant(++commands);
        prefix(events.time(), 0, EventPrefix.FIRST | EventPrefix.LAST);
        take(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength());
        return this;
    }

    public StrategyTape stop(int strategyId) {
        send(StrategyAction.STOP, strategyId, "", 0, ++commands, EventPrefix.FIRST | EventPrefix.LAST);
        return this;
    }

    /** Stops account 1 by hand. */
    public StrategyTape kill() {
        KillSwitchCommandEncoder kill = new KillSwitchCommandEncoder();
        event.setMemory(0, event.capacity(), (byte) 0);
        kill.wrapAndApplyHeader(event, 0, header).accountId(1).engaged(BooleanType.T);
        kill.commandId().mostSignificant(0).leastSignificant(++commands);
        prefix(events.time(), 0, 0);
        take(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + kill.encodedLength());
        return this;
    }

    /** Shows a closed bar of open, high, low and close; ever so much was traded. */
    public void bar(int instrumentId, int timeframe, long start, long... prices) {
        bar.wrapAndApplyHeader(event, 0, header);
        prefix(start + timeframe * 1_000_000_000L, instrumentId, 0);
        bar.timeframe(timeframe).startTime(start).closed(BooleanType.T).tradeCount(1);
        bar.open(prices[0]).high(prices[1]).low(prices[2]).close(prices[3]).volume(1_000_000_00000000L);
        bar.buyVolume(0).notional().high(0).low(0);
        bar.priceExponent((byte) -8).quantityExponent((byte) -8);
        take(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + bar.encodedLength());
    }

    /** Says what a model expects; probabilities, or a value where that is not NaN. */
    public void prediction(long timeNs, int modelId, double down, double up, double value) {
        prediction.wrapAndApplyHeader(event, 0, header).timeframe(60).shadow(BooleanType.F);
        said(timeNs, modelId, down, up, value);
    }

    /** Says what a model expects that is a shadow. */
    public void shadow(long timeNs, int modelId, double down, double up) {
        prediction.wrapAndApplyHeader(event, 0, header).timeframe(60).shadow(BooleanType.T);
        said(timeNs, modelId, down, up, Double.NaN);
    }

    private void said(long timeNs, int modelId, double down, double up, double value) {
        prefix(timeNs, 1, 0);
        prediction.down(down).neutral(1 - down - up).up(up).value(value);
        prediction.modelId(modelId).modelVersion(1).horizon(60);
        take(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + prediction.encodedLength());
    }

    /** Tells a part of a feature set of instrument 1. */
    public void features(long timeNs, int firstIndex, double... values) {
        features.wrapAndApplyHeader(event, 0, header);
        prefix(timeNs, 1, 0);
        features.startTime(timeNs).setId(1).setVersion(1).timeframe(60).firstIndex(firstIndex);
        FeaturesEncoder.ValuesEncoder group = features.valuesCount(values.length);
        for (double value : values) {
            group.next().value(value);
        }
        take(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + features.encodedLength());
    }

    /** Puts new stages in the place of these, with the state that they save. */
    public void restore() {
        SnapshotWriter first = new SnapshotWriter(SNAPSHOT_LENGTH);
        SnapshotWriter second = new SnapshotWriter(SNAPSHOT_LENGTH);
        indicators.save(first);
        trading.save(second);
        begin();
        indicators.load(new SnapshotReader(first.buffer(), 0, first.length()));
        SnapshotReader reader = new SnapshotReader(second.buffer(), 0, second.length());
        trading.load(reader);
        if (reader.remaining() != 0) {
            throw new AssertionError(reader.remaining() + " bytes of the snapshot not read");
        }
    }

    private void begin() {
        trading = new TradingStage(library, end, SnapshotSink.NONE);
        indicators = new IndicatorsStage(trading, SnapshotSink.NONE);
    }

    /** Hands an input to the stages. */
    public void take(DirectBuffer buffer, int offset, int length) {
        inputs.onEvent(buffer, offset, length);
        indicators.onEvent(buffer, offset, length);
    }

    /** Has a consumer see all inputs from now on. */
    public void tap(EventConsumer consumer) {
        inputs = consumer;
    }

    private void send(StrategyAction action, int strategyId, String name, double value, long id, int flags) {
        event.setMemory(0, event.capacity(), (byte) 0);
        command.wrapAndApplyHeader(event, 0, header).name(name).value(value);
        command.accountId(1).strategyId(strategyId).action(action);
        command.commandId().mostSignificant(0).leastSignificant(id);
        prefix(events.time(), 1, flags);
        take(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength());
    }

    private void prefix(long timeNs, int instrumentId, int flags) {
        EventPrefix.writeInput(
                event, 0, timeNs, timeNs, instrumentId, EventPrefix.venueFlags(Venue.SIMULATOR.value(), flags));
        EventPrefix.sequence(event, 0, ++sequence);
    }
}
