package org.millrace.engine.support;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusEncoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.QualityScoreEncoder;
import org.millrace.codecs.sbe.QuoteEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;

/**
 * Sends inputs to a stage as the line would: numbered from 1, of one instrument at a time. Prices and quantities are
 * whole (exponent 0); times are milliseconds after {@link #START_NS}, receive time = event time unless told otherwise.
 */
public final class Script {
    /** 2026-01-01, UTC. */
    public static final long START_NS = 1_767_225_600_000_000_000L;

    private static final long MS = 1_000_000L;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventConsumer to;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final BookUpdateEncoder update = new BookUpdateEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private long sequence;
    private long eventTime = START_NS;
    private long delay = MS;
    private int instrument = 1;
    private int flags;
    private int quantityExponent;

    public Script(EventConsumer to) {
        this.to = to;
    }

    /** Sets the venue's time of what follows. */
    public Script at(long ms) {
        eventTime = START_NS + ms * MS;
        return this;
    }

    public Script after(long ms) {
        eventTime += ms * MS;
        return this;
    }

    /** Sets how much later than its event time, by our clock, an event comes. */
    public Script delay(long ms) {
        delay = ms * MS;
        return this;
    }

    public Script instrument(int id) {
        instrument = id;
        return this;
    }

    public long sequence() {
        return sequence;
    }

    public Script define(int id) {
        instrument = id;
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition.wrapAndApplyHeader(buffer, 0, header).symbol("I" + id).name("I" + id);
        return send(InstrumentDefinitionEncoder.BLOCK_LENGTH);
    }

    public Script start() {
        new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, header);
        int before = instrument;
        instrument = 0;
        send(EngineStartedEncoder.BLOCK_LENGTH);
        instrument = before;
        return this;
    }

    public Script set(int id, Setting setting, long value, int exponent) {
        SettingCommandEncoder command = new SettingCommandEncoder();
        command.wrapAndApplyHeader(buffer, 0, header)
                .setting(setting)
                .value(value)
                .valueExponent((byte) exponent);
        int before = instrument;
        instrument = id;
        send(SettingCommandEncoder.BLOCK_LENGTH);
        instrument = before;
        return this;
    }

    public Script trade(long id, long price, long quantity) {
        trade.wrapAndApplyHeader(buffer, 0, header)
                .tradeId(id)
                .venueSequence(id)
                .price(price)
                .quantity(quantity)
                .conditions("")
                .priceExponent((byte) 0)
                .quantityExponent((byte) 0);
        return send(TradeEncoder.BLOCK_LENGTH);
    }

    public Script quote(long id, long bid, long bidQuantity, long ask, long askQuantity) {
        quote.wrapAndApplyHeader(buffer, 0, header)
                .venueSequence(id)
                .bidPrice(bid)
                .bidQuantity(bidQuantity)
                .askPrice(ask)
                .askQuantity(askQuantity)
                .priceExponent((byte) 0)
                .quantityExponent((byte) 0);
        return send(QuoteEncoder.BLOCK_LENGTH);
    }

    public Script flags(int bits) {
        flags = bits;
        return this;
    }

    /** Sets what quantities of book messages are of from here on, as a power of ten. */
    public Script quantityExponent(int exponent) {
        quantityExponent = exponent;
        return this;
    }

    /** Sends levels {@code price, quantity}; negative prices are asks. */
    public Script book(long first, long last, long... levels) {
        BookUpdateEncoder.LevelsEncoder group = update.wrapAndApplyHeader(buffer, 0, header)
                .venueSequenceFirst(first)
                .venueSequenceLast(last)
                .priceExponent((byte) 0)
                .quantityExponent((byte) quantityExponent)
                .levelsCount(levels.length / 2);
        for (int i = 0; i < levels.length; i += 2) {
            group.next().price(Math.abs(levels[i])).quantity(levels[i + 1]).side(levels[i] < 0 ? Side.SELL : Side.BUY);
        }
        return send(update.encodedLength());
    }

    /** Sends a whole update in one message. */
    public Script delta(long first, long last, long... levels) {
        return flags(EventPrefix.FIRST | EventPrefix.LAST).book(first, last, levels);
    }

    /** Sends a whole snapshot in one message. */
    public Script snapshot(long last, long... levels) {
        return flags(EventPrefix.FIRST | EventPrefix.LAST | EventPrefix.SNAPSHOT)
                .book(last, last, levels);
    }

    /** Sends what the venue states of its book in one message, to check ours by. */
    public Script check(int more, long last, long... levels) {
        return flags(EventPrefix.FIRST | EventPrefix.LAST | EventPrefix.CHECK | more)
                .book(last, last, levels);
    }

    /** Sends a score as the quality stage does. */
    public Script score() {
        new QualityScoreEncoder().wrapAndApplyHeader(buffer, 0, header).score(1);
        return send(QualityScoreEncoder.BLOCK_LENGTH);
    }

    public Script status(FeedStream stream, FeedState state, FeedReason reason) {
        FeedStatusEncoder status = new FeedStatusEncoder();
        status.wrapAndApplyHeader(buffer, 0, header).stream(stream)
                .state(state)
                .reason(reason)
                .connectionId(1);
        return send(FeedStatusEncoder.BLOCK_LENGTH);
    }

    /** Sends a tick at the receiver's time that belongs to now. */
    public Script tick() {
        tick.wrapAndApplyHeader(buffer, 0, header);
        EventPrefix.writeInput(buffer, 0, eventTime + delay, eventTime + delay, 0, 0);
        return number(ClockTickEncoder.BLOCK_LENGTH);
    }

    private Script send(int blockLength) {
        int venueFlags = EventPrefix.venueFlags(Venue.BINANCE.value(), flags);
        EventPrefix.writeInput(buffer, 0, eventTime, eventTime + delay, instrument, venueFlags);
        flags = 0;
        return number(blockLength);
    }

    private Script number(int blockLength) {
        EventPrefix.sequence(buffer, 0, ++sequence);
        to.onEvent(buffer, 0, HEADER + blockLength);
        return this;
    }
}
