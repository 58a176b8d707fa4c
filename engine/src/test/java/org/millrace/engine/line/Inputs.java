package org.millrace.engine.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.AlertAction;
import org.millrace.codecs.sbe.AlertCommandEncoder;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.QuoteEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.codecs.sbe.SnapshotMarkerEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.feeds.venue.MetricId;

/** Input events for a line, as they would stand in the ring: a small market, the same for the same seed. */
public final class Inputs {
    static final int INSTRUMENTS = 3;

    private static final long START_NS = 1_700_000_000_000_000_000L;

    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final String LIQUIDATED = "derivatives/futures_liquidated_volume_";
    private static final long[] METRICS = {
        MetricId.of("market/price_usd_close"),
        MetricId.of(LIQUIDATED + "long_relative"),
        MetricId.of(LIQUIDATED + "long_sum"),
        MetricId.of(LIQUIDATED + "short_sum")
    };

    private final List<byte[]> messages = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SettingCommandEncoder setting = new SettingCommandEncoder();
    private final InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private long nowNs = START_NS;
    private long id;

    /** Returns a span: its beginning, the instruments, a feature set, then trades and quotes with a tick every tenth of a second. */
    public static Inputs market(int events, long seed) {
        Inputs inputs = new Inputs().engineStarted().setting(Setting.JOURNAL_CHECKPOINT, 100);
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++) {
            inputs.definition(instrumentId);
        }
        inputs.messages.addAll(StandardSet.messages(StandardSet.on("1s", "5s"), 2));
        Random random = new Random(seed);
        long mid = 6_000_000_000_000L;
        for (int i = 0; i < events; i++) {
            mid += (random.nextInt(21) - 10) * 1_000_000L;
            inputs.nowNs += random.nextInt(40_000_000);
            int instrumentId = 1 + random.nextInt(INSTRUMENTS);
            switch (random.nextInt(4)) {
                case 0 -> inputs.quote(instrumentId, mid);
                case 1 -> inputs.tick();
                default -> inputs.trade(instrumentId, mid, 1 + random.nextInt(1_000_000));
            }
        }
        return inputs;
    }

    /** Returns a market with alerts of some kinds, that fire again and again. */
    public static List<byte[]> alerts(int events, long seed) {
        List<byte[]> messages = market(events, seed).messages();
        Inputs commands = new Inputs();
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++) {
            commands.alert(instrumentId, AlertCondition.PRICE_ABOVE, 60_000)
                    .alert(instrumentId, AlertCondition.PERCENT_MOVE, 0.0005)
                    .alert(instrumentId, AlertCondition.SPREAD, 0.01)
                    .alert(instrumentId, AlertCondition.FEED_STALE, 0);
        }
        messages.addAll(messages.size() - events, commands.messages());
        return messages;
    }

    /** Returns a market among whose events stand the metrics of hours that lie behind it, by series. */
    static List<byte[]> liquidations(int events, long seed) {
        List<byte[]> messages = market(events, seed).messages();
        Random random = new Random(seed);
        int at = messages.size() - events;
        int hours = events / 4 / METRICS.length;
        for (long metricId : METRICS) {
            for (int hour = hours; hour > 0; hour--) {
                Inputs metric = new Inputs().metric(metricId, hour, random.nextDouble());
                messages.addAll(at + 1, metric.messages());
                at += 3;
            }
        }
        return messages;
    }

    public List<byte[]> messages() {
        return messages;
    }

    Inputs engineStarted() {
        new EngineStartedEncoder().wrapAndApplyHeader(clear(), 0, header).epoch(1);
        return add(0, Venue.NONE, EngineStartedEncoder.BLOCK_LENGTH);
    }

    Inputs setting(Setting which, long value) {
        setting.wrapAndApplyHeader(clear(), 0, header).setting(which).value(value);
        return add(0, Venue.NONE, SettingCommandEncoder.BLOCK_LENGTH);
    }

    Inputs definition(int instrumentId) {
        definition
                .wrapAndApplyHeader(clear(), 0, header)
                .symbol("SYMBOL" + instrumentId)
                .name("SYMBOL" + instrumentId)
                .assetClass(AssetClass.CRYPTO)
                .priceExponent((byte) -8)
                .quantityExponent((byte) -8);
        return add(instrumentId, Venue.BINANCE, InstrumentDefinitionEncoder.BLOCK_LENGTH);
    }

    public Inputs trade(int instrumentId, long price, long quantity) {
        trade.wrapAndApplyHeader(clear(), 0, header)
                .tradeId(++id)
                .price(price)
                .quantity(quantity)
                .aggressorSide(AggressorSide.BUY)
                .priceExponent((byte) -8)
                .quantityExponent((byte) -8);
        return add(instrumentId, Venue.BINANCE, TradeEncoder.BLOCK_LENGTH);
    }

    private Inputs alert(int instrumentId, AlertCondition condition, double threshold) {
        AlertCommandEncoder command = new AlertCommandEncoder()
                .wrapAndApplyHeader(clear(), 0, header)
                .action(AlertAction.CREATE)
                .condition(condition)
                .threshold(threshold)
                .window(200_000_000L)
                .cooldown(300_000_000L)
                .comparison(AlertComparison.EITHER)
                .left(AlertField.NONE)
                .right(AlertField.NONE)
                .once(BooleanType.F);
        command.commandId().mostSignificant(instrumentId).leastSignificant(condition.value());
        return add(instrumentId, Venue.BINANCE, AlertCommandEncoder.BLOCK_LENGTH);
    }

    private Inputs metric(long metricId, int hoursAgo, double value) {
        new MetricEncoder()
                .wrapAndApplyHeader(clear(), 0, header)
                .metricId(metricId)
                .value(value)
                .resolution(3_600);
        nowNs = START_NS - START_NS % HOUR_NS - hoursAgo * HOUR_NS;
        return add(INSTRUMENTS + 1, Venue.GLASSNODE, MetricEncoder.BLOCK_LENGTH);
    }

    Inputs quote(int instrumentId, long mid) {
        quote.wrapAndApplyHeader(clear(), 0, header)
                .venueSequence(++id)
                .bidPrice(mid - 1_000_000)
                .bidQuantity(100_000_000)
                .askPrice(mid + 1_000_000)
                .askQuantity(200_000_000)
                .priceExponent((byte) -8)
                .quantityExponent((byte) -8);
        return add(instrumentId, Venue.BINANCE, QuoteEncoder.BLOCK_LENGTH);
    }

    public Inputs tick() {
        new ClockTickEncoder().wrapAndApplyHeader(clear(), 0, header);
        return add(0, Venue.NONE, ClockTickEncoder.BLOCK_LENGTH);
    }

    Inputs marker(long snapshotId) {
        new SnapshotMarkerEncoder().wrapAndApplyHeader(clear(), 0, header).snapshotId(snapshotId);
        return add(0, Venue.NONE, SnapshotMarkerEncoder.BLOCK_LENGTH);
    }

    /** Puts messages on a ring, waiting while it is full. */
    public static void publish(List<byte[]> messages, EventPublisher publisher) {
        for (byte[] message : messages) {
            while (!publisher.tryClaim(1)) {
                Thread.onSpinWait();
            }
            publisher.slot(0).putBytes(0, message);
            publisher.length(0, message.length);
            publisher.commit();
        }
    }

    /** Moves a message of {@link #market} on, in time and ids, by as long as a market of 10,000 events lasts. */
    public static void later(byte[] message) {
        UnsafeBuffer event = new UnsafeBuffer(message);
        long timeNs = EventPrefix.eventTime(event, 0) + 200_000_000_000L;
        int instrumentId = EventPrefix.instrumentId(event, 0);
        int venueFlags = EventPrefix.venueFlags(EventPrefix.venue(event, 0), EventPrefix.flags(event, 0));
        EventPrefix.writeInput(event, 0, timeNs, timeNs, instrumentId, venueFlags);
        if (instrumentId != 0) { // trade id, or update id of a quote: the first field of both
            event.putLong(EventPrefix.LENGTH, event.getLong(EventPrefix.LENGTH) + 10_000);
        }
    }

    private UnsafeBuffer clear() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return buffer;
    }

    private Inputs add(int instrumentId, Venue venue, int blockLength) {
        EventPrefix.writeInput(buffer, 0, nowNs, nowNs, instrumentId, EventPrefix.venueFlags(venue.value(), 0));
        byte[] message = new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength];
        buffer.getBytes(0, message);
        messages.add(message);
        return this;
    }
}
