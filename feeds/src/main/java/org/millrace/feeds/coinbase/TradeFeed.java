package org.millrace.feeds.coinbase;

import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.TradeContinuity;

/**
 * Publishes the trades of a frame, and before each what is missing in front of it. Trades that the venue repeats as a
 * greeting are published only where they were missed: newer than the last that came before.
 */
final class TradeFeed {
    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FeedCounters counters;
    private int published; // trades of this frame that are on the ring: not 0 only between two attempts

    TradeFeed(EventPublisher publisher, InputWriter writer, FeedCounters counters) {
        this.publisher = publisher;
        this.writer = writer;
        this.counters = counters;
    }

    /** Publishes what is left of the trades; false if the ring is full: to be called again, with the same. */
    boolean publish(TradeList trades, boolean areEarlier, long receiveTimeNs) {
        while (published < trades.count()) {
            int behind = claim(trades, areEarlier);
            if (behind == published) {
                return false;
            }
            write(trades, areEarlier, behind, receiveTimeNs);
            published = behind;
        }
        published = 0;
        return true;
    }

    /** Tells what a last_match shows to be missing; the trade itself belongs to the time before. */
    boolean publishGapTo(TradeList trades, long receiveTimeNs) {
        CoinbaseInstrument of = trades.instrument(0);
        if (!publishGapTo(of, trades.id(0), trades.time(0), receiveTimeNs)) {
            return false;
        }
        of.onData(receiveTimeNs);
        counters.count(FeedCounter.TRADES_PASSED_OVER);
        return true;
    }

    /** Tells that trades up to one are missing, where they are. */
    boolean publishGapTo(CoinbaseInstrument of, long id, long time, long receiveTimeNs) {
        TradeContinuity continuity = of.trades;
        if (!continuity.isEmpty() && id > continuity.lastId()) {
            if (!publisher.tryClaim(1)) {
                return false;
            }
            gap(0, of, continuity.lastId() + 1, id);
            writer.times(time, receiveTimeNs);
            publisher.commit();
        }
        continuity.onTrade(id);
        return true;
    }

    /** Claims for as many trades as one claim holds; returns the index behind the last of them. */
    private int claim(TradeList trades, boolean areEarlier) {
        restart(trades);
        int slots = 0;
        int index = published;
        while (index < trades.count()) {
            int needed = slotsOf(trades, index, areEarlier);
            if (slots + needed > EventPublisher.MAX_CLAIM) {
                break;
            }
            slots += needed;
            index++;
        }
        boolean isClaimed = slots == 0 || publisher.tryClaim(slots);
        return isClaimed ? index : published;
    }

    private void write(TradeList trades, boolean areEarlier, int behind, long receiveTimeNs) {
        restart(trades);
        int slot = 0;
        for (int i = published; i < behind; i++) {
            CoinbaseInstrument of = trades.instrument(i);
            long last = of.lastId;
            int needed = slotsOf(trades, i, areEarlier);
            if (needed == 2) {
                gap(slot++, of, last + 1, trades.id(i) - 1);
                writer.times(trades.time(i), receiveTimeNs);
            }
            if (needed > 0) {
                trade(slot++, trades, i, receiveTimeNs);
            } else {
                counters.count(FeedCounter.TRADES_PASSED_OVER);
            }
            of.onData(receiveTimeNs);
        }
        if (slot > 0) {
            publisher.commit();
        }
        for (int i = published; i < behind; i++) {
            trades.instrument(i).trades.onTrade(trades.id(i));
        }
    }

    private void restart(TradeList trades) {
        for (int i = published; i < trades.count(); i++) {
            trades.instrument(i).lastId = trades.instrument(i).trades.lastId();
        }
    }

    /** Returns how many events come of a trade, judged behind those before it. */
    private static int slotsOf(TradeList trades, int index, boolean areEarlier) {
        CoinbaseInstrument of = trades.instrument(index);
        long id = trades.id(index);
        boolean isPassedOver = areEarlier && (of.trades.isEmpty() || id <= of.lastId);
        int slots = isPassedOver ? 0 : TradeContinuity.isGap(of.lastId, id) ? 2 : 1;
        of.lastId = TradeContinuity.after(of.lastId, id);
        return slots;
    }

    private void gap(int slot, CoinbaseInstrument of, long first, long last) {
        writer.status(slot, FeedStream.TRADES, FeedState.LIVE, FeedReason.GAP, of.id());
        writer.gap(first, last);
        counters.count(FeedCounter.TRADE_GAPS);
    }

    private void trade(int slot, TradeList trades, int index, long receiveTimeNs) {
        writer.trade(slot, trades.instrument(index), trades.time(index), receiveTimeNs)
                .tradeId(trades.id(index))
                .venueSequence(trades.id(index))
                .price(trades.price(index))
                .quantity(trades.quantity(index))
                .aggressorSide(trades.isBuy(index) ? AggressorSide.BUY : AggressorSide.SELL);
        counters.count(FeedCounter.TRADES);
    }
}
