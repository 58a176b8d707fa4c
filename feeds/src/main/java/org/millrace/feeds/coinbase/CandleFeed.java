package org.millrace.feeds.coinbase;

import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.venue.InputWriter;

/**
 * Publishes the candles of a frame as bars. The venue does not say which are closed: those are behind which a later one
 * has begun, in this frame or in one before.
 */
final class CandleFeed {
    private static final int FIVE_MINUTES = 300; // the only ones there are

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FeedCounters counters;
    private int published; // candles of this frame that are on the ring: not 0 only between two attempts

    CandleFeed(EventPublisher publisher, InputWriter writer, FeedCounters counters) {
        this.publisher = publisher;
        this.writer = writer;
        this.counters = counters;
    }

    /** Publishes what is left of the candles; false if the ring is full: to be called again, with the same. */
    boolean publish(CandleList candles, long eventTimeNs, long receiveTimeNs) {
        for (int i = 0; i < candles.count(); i++) {
            candles.instrument(i).onCandle(candles.start(i));
        }
        while (published < candles.count()) {
            int part = Math.min(candles.count() - published, EventPublisher.MAX_CLAIM);
            if (!publisher.tryClaim(part)) {
                return false;
            }
            for (int i = 0; i < part; i++) {
                write(i, candles, published + i, eventTimeNs, receiveTimeNs);
            }
            publisher.commit();
            published += part;
        }
        published = 0;
        return true;
    }

    private void write(int slot, CandleList candles, int index, long eventTimeNs, long receiveTimeNs) {
        CoinbaseInstrument of = candles.instrument(index);
        boolean isClosed = candles.start(index) < of.latestCandle();
        writer.bar(slot, of, eventTimeNs, receiveTimeNs)
                .startTime(candles.start(index))
                .open(candles.open(index))
                .high(candles.high(index))
                .low(candles.low(index))
                .close(candles.close(index))
                .volume(candles.volume(index))
                .buyVolume(0)
                .tradeCount(0)
                .timeframe(FIVE_MINUTES)
                .closed(isClosed ? BooleanType.T : BooleanType.F)
                .notional()
                .high(0)
                .low(0);
        of.onData(receiveTimeNs);
        counters.count(FeedCounter.BARS);
    }
}
