package org.millrace.bench.micro;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.AlertAction;
import org.millrace.codecs.sbe.AlertCommandEncoder;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.QuoteEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;

/** Hands inputs of one instrument to a stage, each encoded afresh: ids and times go on, prices walk at random. */
final class Inputs {
    /** Between two inputs: ten thousand a second, a bar of one second each ten thousand. */
    static final long STEP_NS = 100_000;

    private static final long START_NS = 1_767_225_600_000_000_000L; // 2026-01-01, UTC
    private static final long TICK = 1_000_000; // 0.01
    private static final long MIDDLE = 6_000_000;
    private static final int LEVELS = 10;
    private static final int NEAR = 64;
    private static final long QUOTED = 100_000_000; // 1
    private static final long ORDERED = 100_000; // 0.001

    private final EventConsumer to;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final OrderCommandEncoder order = new OrderCommandEncoder();
    private final BookUpdateEncoder update = new BookUpdateEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private long random = 1;
    private long sequence;
    private long timeNs = START_NS;
    private long priceTicks = MIDDLE;

    Inputs(EventConsumer to) {
        this.to = to;
    }

    /** Names the instrument. */
    void define() {
        sequence++;
        define(to, OneInstrument.INSTRUMENT);
    }

    /** Names an instrument. */
    static void define(EventConsumer to, Instrument instrument) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .symbol(instrument.symbol())
                .name(instrument.name())
                .tickSize(instrument.tickSize())
                .lotSize(instrument.lotSize())
                .tradingHoursId(0)
                .assetClass(instrument.assetClass())
                .priceExponent((byte) instrument.priceExponent())
                .quantityExponent((byte) instrument.quantityExponent());
        EventPrefix.writeInput(
                buffer,
                0,
                START_NS,
                START_NS,
                instrument.id(),
                EventPrefix.venueFlags(instrument.venue().value(), 0));
        to.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + definition.encodedLength());
    }

    void trade() {
        long bits = nextRandom();
        priceTicks += (bits & 0xF) - (priceTicks > MIDDLE ? 8 : 7);
        trade.wrapAndApplyHeader(buffer, 0, header)
                .tradeId(sequence)
                .venueSequence(0)
                .price(priceTicks * TICK)
                .quantity(1_000_000 + (bits >>> 4 & 0xFFFFF))
                .conditions("")
                .aggressorSide((bits & 0x8000_0000L) == 0 ? AggressorSide.BUY : AggressorSide.SELL)
                .priceExponent((byte) OneInstrument.EXPONENT)
                .quantityExponent((byte) OneInstrument.EXPONENT);
        send(TradeEncoder.BLOCK_LENGTH, OneInstrument.ID, 0);
    }

    /** Sends a quote around the middle, of a quantity that is new. */
    void quote() {
        quote.wrapAndApplyHeader(buffer, 0, header)
                .venueSequence(sequence)
                .bidPrice((MIDDLE - 1) * TICK)
                .bidQuantity(QUOTED + (sequence & 0xFFFF))
                .askPrice((MIDDLE + 1) * TICK)
                .askQuantity(QUOTED + (sequence & 0xFFFF))
                .priceExponent((byte) OneInstrument.EXPONENT)
                .quantityExponent((byte) OneInstrument.EXPONENT);
        send(QuoteEncoder.BLOCK_LENGTH, OneInstrument.ID, 0);
    }

    /** Places an order of account 1 with a command of its own; of no price: at the market. */
    void order(Side side, long priceTicksOrNone) {
        order.wrapAndApplyHeader(buffer, 0, header)
                .price(priceTicksOrNone * TICK)
                .stopPrice(0)
                .quantity(ORDERED)
                .accountId(1)
                .strategyId(0)
                .side(side)
                .orderType(priceTicksOrNone == 0 ? OrderType.MARKET : OrderType.LIMIT)
                .timeInForce(TimeInForce.GTC)
                .reduceOnly(BooleanType.F)
                .priceExponent((byte) OneInstrument.EXPONENT)
                .quantityExponent((byte) OneInstrument.EXPONENT);
        order.commandId().mostSignificant(0).leastSignificant(sequence);
        send(OrderCommandEncoder.BLOCK_LENGTH, OneInstrument.ID, 0);
    }

    /** Sets what the stage reads, for all instruments. */
    void setting(Setting setting, long value) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new SettingCommandEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .setting(setting)
                .value(value)
                .valueExponent((byte) 0);
        send(SettingCommandEncoder.BLOCK_LENGTH, 0, 0);
    }

    /** Has an alert made of a price that is never reached. */
    void alert() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new AlertCommandEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .action(AlertAction.CREATE)
                .condition(AlertCondition.PRICE_ABOVE)
                .threshold(1e12)
                .comparison(AlertComparison.ABOVE)
                .left(AlertField.NONE)
                .right(AlertField.NONE)
                .once(BooleanType.T);
        send(AlertCommandEncoder.BLOCK_LENGTH, OneInstrument.ID, 0);
    }

    /** Sends a snapshot of ten levels. */
    void snapshot() {
        bookUpdate(EventPrefix.SNAPSHOT);
    }

    /** Sends a change of ten levels near the middle. */
    void delta() {
        bookUpdate(0);
    }

    void tick() {
        tick.wrapAndApplyHeader(buffer, 0, header);
        send(ClockTickEncoder.BLOCK_LENGTH, 0, 0);
    }

    /** Lets time pass. */
    void pass(long ns) {
        timeNs += ns;
    }

    private void bookUpdate(int flags) {
        update.wrapAndApplyHeader(buffer, 0, header)
                .venueSequenceFirst(sequence)
                .venueSequenceLast(sequence)
                .priceExponent((byte) OneInstrument.EXPONENT)
                .quantityExponent((byte) OneInstrument.EXPONENT);
        BookUpdateEncoder.LevelsEncoder levels = update.levelsCount(LEVELS);
        for (int i = 0; i < LEVELS; i++) {
            long bits = nextRandom();
            boolean isBid = (i & 1) == 0;
            long away = 1 + (bits & (NEAR - 1));
            levels.next()
                    .price((isBid ? MIDDLE - away : MIDDLE + away) * TICK)
                    .quantity(1_000_000 + (bits >>> 8 & 0xFFFFF))
                    .side(isBid ? Side.BUY : Side.SELL);
        }
        send(update.encodedLength(), OneInstrument.ID, flags | EventPrefix.FIRST | EventPrefix.LAST);
    }

    private void send(int length, int instrumentId, int flags) {
        timeNs += STEP_NS;
        EventPrefix.writeInput(
                buffer, 0, timeNs, timeNs, instrumentId, EventPrefix.venueFlags(Venue.BINANCE.value(), flags));
        EventPrefix.sequence(buffer, 0, ++sequence);
        to.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    private long nextRandom() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random;
    }

    /** Reads one field of each event, and counts them. */
    static final class Sink implements EventConsumer {
        private long sum;
        private long events;

        @Override
        public void onEvent(DirectBuffer source, int offset, int length) {
            sum += EventPrefix.eventTime(source, offset);
            events++;
        }

        long events() {
            return events;
        }

        long sum() {
            return sum;
        }
    }
}
