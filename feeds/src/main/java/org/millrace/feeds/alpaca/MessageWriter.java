package org.millrace.feeds.alpaca;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CorrectionAction;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.feeds.venue.InputWriter;

/** Encodes the messages that one event comes of into claimed slots. */
final class MessageWriter {
    private static final int MINUTE = 60;
    private static final int DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final EventPublisher publisher;
    private final InputWriter writer;

    MessageWriter(EventPublisher publisher, InputWriter writer) {
        this.publisher = publisher;
        this.writer = writer;
    }

    void trade(int index, AlpacaMessage from, long receiveTime) {
        TradeEncoder trade = writer.trade(index, from.instrument, from.value(AlpacaMessage.TIME), receiveTime)
                .tradeId(from.value(AlpacaMessage.ID))
                .venueSequence(from.value(AlpacaMessage.ID))
                .price(from.value(AlpacaMessage.PRICE))
                .quantity(from.value(AlpacaMessage.QUANTITY))
                .aggressorSide(side(from.value(AlpacaMessage.SIDE)));
        int conditions = trade.offset() + TradeEncoder.conditionsEncodingOffset();
        trade.buffer().putLong(conditions, from.value(AlpacaMessage.CODES), LITTLE_ENDIAN);
    }

    void quote(int index, AlpacaMessage from, long receiveTime) {
        writer.quote(index, from.instrument, from.value(AlpacaMessage.TIME), receiveTime)
                .venueSequence(0)
                .bidPrice(from.value(AlpacaMessage.PRICE))
                .bidQuantity(from.value(AlpacaMessage.QUANTITY))
                .askPrice(from.value(AlpacaMessage.ASK_PRICE))
                .askQuantity(from.value(AlpacaMessage.ASK_QUANTITY));
    }

    /** Writes a bar. Its message has no time of its own: it is that of receipt, or where none was kept, the bar's end. */
    void bar(int index, AlpacaMessage from, long receiveTime) {
        boolean isDay = from.kind == MessageKind.DAILY_BAR;
        int timeframe = isDay ? DAY : MINUTE;
        long startTime = from.value(AlpacaMessage.TIME);
        long eventTime = receiveTime == 0 ? startTime + timeframe * NANOS_PER_SECOND : receiveTime;
        VenueBarEncoder bar = writer.bar(index, from.instrument, eventTime, receiveTime)
                .startTime(startTime)
                .open(from.value(AlpacaMessage.OPEN))
                .high(from.value(AlpacaMessage.HIGH))
                .low(from.value(AlpacaMessage.LOW))
                .close(from.value(AlpacaMessage.CLOSE))
                .volume(from.value(AlpacaMessage.VOLUME))
                .buyVolume(0)
                .tradeCount(from.value(AlpacaMessage.TRADE_COUNT))
                .timeframe(timeframe)
                .closed(isDay ? BooleanType.F : BooleanType.T);
        bar.notional().high(0).low(0);
        if (from.kind == MessageKind.UPDATED_BAR) {
            EventPrefix.flags(publisher.slot(index), 0, EventPrefix.REVISED);
        }
    }

    void correction(int index, AlpacaMessage from, long receiveTime) {
        boolean isCancel = from.kind == MessageKind.CANCEL;
        writer.correction(index, from.instrument, from.value(AlpacaMessage.TIME), receiveTime)
                .tradeId(from.value(AlpacaMessage.ID))
                .price(from.value(AlpacaMessage.PRICE))
                .quantity(from.value(AlpacaMessage.QUANTITY))
                .action(isCancel ? CorrectionAction.CANCEL : CorrectionAction.REPLACE);
    }

    /** Writes a halt or a resumption; false: the status is another, and nothing was written. */
    boolean status(int index, AlpacaMessage from, long receiveTime) {
        FeedReason reason = reason(from.value(AlpacaMessage.CODES));
        if (reason == FeedReason.NONE) {
            return false;
        }
        FeedState state = reason == FeedReason.HALTED ? FeedState.STALE : FeedState.LIVE;
        writer.status(index, FeedStream.TRADES, state, reason, from.instrument.id());
        writer.times(from.value(AlpacaMessage.TIME), receiveTime);
        return true;
    }

    /** Writes why a message was refused. */
    void rejected(int index, AlpacaMessage from, byte[] source, long receiveTime) {
        int instrumentId = from.instrument == null ? 0 : from.instrument.id();
        writer.rejected(index, from.reason(), instrumentId, from.kind.templateId(), 0);
        writer.refused(receiveTime, source, from.refusedOffset(), from.refusedLength());
    }

    /** Writes that a trade was there before. */
    void repeated(int index, AlpacaMessage from, long receiveTime) {
        writer.rejected(
                index,
                RejectReason.DUPLICATE,
                from.instrument.id(),
                TradeEncoder.TEMPLATE_ID,
                from.value(AlpacaMessage.ID));
        writer.rejectedTimes(from.value(AlpacaMessage.TIME), receiveTime);
    }

    private static AggressorSide side(long code) {
        return code == 'B' ? AggressorSide.BUY : code == 'S' ? AggressorSide.SELL : AggressorSide.UNKNOWN;
    }

    /**
     * Tells halts from resumptions and from other statuses. CTA's tapes (A, B): 2 Trading Halt, 3 Resume; 5 to 9, A to F
     * are indications and price bands. UTP's tapes (C, O): H Trading Halt, P Volatility Trading Pause, T Trading
     * Resumption; Q lets quotes come back, not trades.
     *
     * @see <a href="https://docs.alpaca.markets/docs/real-time-stock-pricing-data#status-codes">Status codes</a>
     */
    private static FeedReason reason(long code) {
        if (code == '2' || code == 'H' || code == 'P') {
            return FeedReason.HALTED;
        }
        return code == 'T' || code == '3' ? FeedReason.RESUMED : FeedReason.NONE;
    }
}
