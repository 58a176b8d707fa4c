package org.millrace.feeds.kraken;

import static org.millrace.feeds.kraken.KrakenMessage.ASK;
import static org.millrace.feeds.kraken.KrakenMessage.ASK_QUANTITY;
import static org.millrace.feeds.kraken.KrakenMessage.BID;
import static org.millrace.feeds.kraken.KrakenMessage.BID_QUANTITY;
import static org.millrace.feeds.kraken.KrakenMessage.PRICE;
import static org.millrace.feeds.kraken.KrakenMessage.QUANTITY;
import static org.millrace.feeds.kraken.KrakenMessage.SIDE;
import static org.millrace.feeds.kraken.KrakenMessage.TIME;
import static org.millrace.feeds.kraken.KrakenMessage.TRADE_ID;

import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.TradeContinuity;

/** Publishes trades, and in front of one what is missing before it, and quotes. */
final class TradeFeed {
    private static final int MOST_ROWS = EventPublisher.MAX_CLAIM / 2;
    private static final long EARLIEST_NS = 1_230_768_000_000_000_000L; // 2009: dead pairs say 1970

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FeedCounters counters;

    TradeFeed(EventPublisher publisher, InputWriter writer, FeedCounters counters) {
        this.publisher = publisher;
        this.writer = writer;
        this.counters = counters;
    }

    /**
     * Takes rows of a trade message from {@code first} on, as far as they are of one pair. Of a snapshot, which repeats
     * the latest trades, those are taken that came after the last one seen.
     *
     * @return rows taken; 0: the ring is full
     */
    int onRows(KrakenMessage message, int first, long receiveTimeNs) {
        KrakenInstrument of = message.instrument(first);
        boolean isFirstSight = message.isSnapshot() && of.trades.isEmpty();
        int most = isFirstSight ? message.rows() : MOST_ROWS;
        int end = first + 1;
        while (end < message.rows() && end - first < most && message.instrument(end) == of) {
            end++;
        }
        int slots = slots(message, first, end, of.trades.lastId());
        if (slots > 0 && !publisher.tryClaim(slots)) {
            return 0;
        }
        int slot = 0;
        for (int row = first; row < end; row++) {
            long id = message.value(row, TRADE_ID);
            if (passesOver(message, id, of.trades.lastId(), isFirstSight)) {
                counters.count(FeedCounter.TRADES_PASSED_OVER);
            } else {
                slot = write(message, row, slot, receiveTimeNs);
            }
            of.trades.onTrade(id);
        }
        if (slots > 0) {
            publisher.commit();
        }
        return end - first;
    }

    /** Takes a row of a ticker; false if the ring is full. */
    boolean onQuote(KrakenMessage message, int row, long receiveTimeNs) {
        if (isDead(message, row)) {
            counters.count(FeedCounter.IGNORED);
            return true;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        long time = message.value(row, TIME);
        writer.quote(0, message.instrument(row), time < EARLIEST_NS ? receiveTimeNs : time, receiveTimeNs)
                .venueSequence(0)
                .bidPrice(message.value(row, BID))
                .bidQuantity(message.value(row, BID_QUANTITY))
                .askPrice(message.value(row, ASK))
                .askQuantity(message.value(row, ASK_QUANTITY));
        publisher.commit();
        counters.count(FeedCounter.QUOTES);
        return true;
    }

    /** Answers whether a ticker says nothing: no side, or a quantity without a price. */
    private static boolean isDead(KrakenMessage message, int row) {
        boolean lacksBid = message.value(row, BID) == 0;
        boolean lacksAsk = message.value(row, ASK) == 0;
        return (lacksBid && lacksAsk)
                || (lacksBid && message.value(row, BID_QUANTITY) != 0)
                || (lacksAsk && message.value(row, ASK_QUANTITY) != 0);
    }

    private static int slots(KrakenMessage message, int first, int end, long lastId) {
        boolean isFirstSight = message.isSnapshot() && TradeContinuity.isNothing(lastId);
        long last = lastId;
        int slots = 0;
        for (int row = first; row < end; row++) {
            long id = message.value(row, TRADE_ID);
            if (!passesOver(message, id, last, isFirstSight)) {
                slots += TradeContinuity.isGap(last, id) ? 2 : 1;
            }
            last = TradeContinuity.after(last, id);
        }
        return slots;
    }

    private static boolean passesOver(KrakenMessage message, long id, long lastId, boolean isFirstSight) {
        return message.isSnapshot() && (isFirstSight || id <= lastId);
    }

    /** Writes a trade from a slot on; returns the next. */
    private int write(KrakenMessage message, int row, int slot, long receiveTimeNs) {
        KrakenInstrument of = message.instrument(row);
        long id = message.value(row, TRADE_ID);
        long time = message.value(row, TIME);
        int at = slot;
        if (of.trades.isGap(id)) {
            writer.status(at++, FeedStream.TRADES, FeedState.LIVE, FeedReason.GAP, of.id());
            writer.times(time, receiveTimeNs);
            writer.gap(of.trades.lastId() + 1, id - 1);
            counters.count(FeedCounter.TRADE_GAPS);
        }
        long known = Math.max(0, id); // v1 gives none
        writer.trade(at++, of, time, receiveTimeNs)
                .tradeId(known)
                .venueSequence(known)
                .price(message.value(row, PRICE))
                .quantity(message.value(row, QUANTITY))
                .aggressorSide(message.value(row, SIDE) == 0 ? AggressorSide.BUY : AggressorSide.SELL);
        counters.count(FeedCounter.TRADES);
        return at;
    }
}
