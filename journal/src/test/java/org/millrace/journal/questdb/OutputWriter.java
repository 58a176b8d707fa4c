package org.millrace.journal.questdb;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FillEncoder;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderEncoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.PositionEncoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.SignalEncoder;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.journal.Journal;

/** Appends outputs to a journal as JournalOut would. */
final class OutputWriter {
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[EventFrame.SLOT_LENGTH]);
    private final UnsafeBuffer message = new UnsafeBuffer(frame, EventFrame.HEADER_LENGTH, EventFrame.MAX_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final BarEncoder bar = new BarEncoder();
    private final Journal journal;
    private int instrument = 1;

    OutputWriter(Journal journal) {
        this.journal = journal;
    }

    /** Sets which instrument what follows is of. */
    OutputWriter of(int instrumentId) {
        instrument = instrumentId;
        return this;
    }

    void trades(int count, long startNs) {
        for (int i = 0; i < count; i++) {
            clear();
            trade.wrapAndApplyHeader(message, 0, header)
                    .tradeId(i)
                    .price(61_000_00 + i)
                    .quantity(100_000)
                    .aggressorSide(AggressorSide.BUY)
                    .priceExponent((byte) -2)
                    .quantityExponent((byte) -5);
            append(startNs + i * 1_000_000L, TradeEncoder.BLOCK_LENGTH);
        }
    }

    /** Appends a closed one-minute bar of three trades at one price. */
    void bar(long startNs, long price, int revision) {
        clear();
        bar.wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .open(price)
                .high(price)
                .low(price)
                .close(price)
                .volume(200_000)
                .vwap(price / 100.0)
                .tradeCount(3)
                .timeframe(60)
                .revision(revision)
                .kind(BarKind.TIME)
                .state(revision == 0 ? BarState.CLOSED : BarState.CORRECTED)
                .priceExponent((byte) -2)
                .quantityExponent((byte) -5);
        append(startNs + 60_000_000_000L, BarEncoder.BLOCK_LENGTH);
    }

    /** Appends a one-minute bar of the venue's, of one price. */
    void venueBar(long startNs, long price, BooleanType closed) {
        clear();
        new VenueBarEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .open(price)
                .high(price)
                .low(price)
                .close(price)
                .volume(200_000)
                .timeframe(60)
                .closed(closed)
                .priceExponent((byte) -2)
                .quantityExponent((byte) -5);
        append(startNs + 60_000_000_000L, VenueBarEncoder.BLOCK_LENGTH);
    }

    /** Appends a signal, an order that was refused, a fill and a position, a second apart. */
    void desk(long startNs) {
        signal(startNs);
        refusal(startNs + 1_000_000_000L);
        fill(startNs + 2_000_000_000L);
        position(startNs + 3_000_000_000L);
    }

    /** Returns what appends features, and what models make of them. */
    FeatureMessages features() {
        return new FeatureMessages(this::append).of(instrument, Venue.BINANCE);
    }

    private void append(UnsafeBuffer made, int length) {
        clear();
        message.putBytes(0, made, 0, length);
        long sequence = journal.nextSequence();
        EventPrefix.sequence(message, 0, sequence);
        EventFrame.writeHeader(frame, 0, length);
        journal.appender().append(frame, 0, EventFrame.frameLength(length), 1, sequence);
    }

    private void signal(long timeNs) {
        clear();
        new SignalEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .strength(1)
                .strategyId(3)
                .side(Side.BUY)
                .rule("mean > mean")
                .left(2)
                .right(1);
        append(timeNs, SignalEncoder.BLOCK_LENGTH);
    }

    private void refusal(long timeNs) {
        clear();
        new OrderEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .orderId(7)
                .price(61_000_00)
                .quantity(100_000)
                .accountId(1)
                .strategyId(3)
                .side(Side.BUY)
                .orderType(OrderType.LIMIT)
                .timeInForce(TimeInForce.GTC)
                .state(OrderState.REFUSED)
                .reason(OrderReason.COLLAR)
                .bound(60_000)
                .value(61_000)
                .averagePrice(Double.NaN)
                .priceExponent((byte) -2)
                .quantityExponent((byte) -5);
        append(timeNs, OrderEncoder.BLOCK_LENGTH);
    }

    private void fill(long timeNs) {
        clear();
        new FillEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .fillId(9)
                .orderId(8)
                .price(61_000_00)
                .quantity(50_000)
                .fee(3_050_000_000L)
                .accountId(1)
                .side(Side.SELL)
                .liquidity(Liquidity.TAKER)
                .priceExponent((byte) -2)
                .quantityExponent((byte) -5)
                .moneyExponent((byte) -8);
        append(timeNs, FillEncoder.BLOCK_LENGTH);
    }

    private void position(long timeNs) {
        clear();
        new PositionEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .quantity(-50_000)
                .averagePrice(61_000)
                .unrealisedPnl(100_000_000)
                .accountId(1)
                .markPrice(60_998)
                .currency("USDT")
                .quantityExponent((byte) -5)
                .moneyExponent((byte) -8);
        append(timeNs, PositionEncoder.BLOCK_LENGTH);
    }

    private void clear() {
        frame.setMemory(0, frame.capacity(), (byte) 0);
    }

    private void append(long timeNs, int blockLength) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        long sequence = journal.nextSequence();
        EventPrefix.writeInput(
                message, 0, timeNs, timeNs, instrument, EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        EventPrefix.sequence(message, 0, sequence);
        EventFrame.writeHeader(frame, 0, length);
        journal.appender().append(frame, 0, EventFrame.frameLength(length), 1, sequence);
    }
}
