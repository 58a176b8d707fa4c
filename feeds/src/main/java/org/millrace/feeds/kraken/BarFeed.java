package org.millrace.feeds.kraken;

import static org.millrace.feeds.kraken.KrakenMessage.CLOSE;
import static org.millrace.feeds.kraken.KrakenMessage.COUNT;
import static org.millrace.feeds.kraken.KrakenMessage.HIGH;
import static org.millrace.feeds.kraken.KrakenMessage.INTERVAL;
import static org.millrace.feeds.kraken.KrakenMessage.LOW;
import static org.millrace.feeds.kraken.KrakenMessage.OPEN;
import static org.millrace.feeds.kraken.KrakenMessage.TIME;
import static org.millrace.feeds.kraken.KrakenMessage.VOLUME;

import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.venue.InputWriter;

/**
 * Publishes bars. The venue does not say which are closed: those are behind which a later one of their length has begun,
 * in this frame or in one before.
 */
final class BarFeed {
    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FeedCounters counters;

    BarFeed(EventPublisher publisher, InputWriter writer, FeedCounters counters) {
        this.publisher = publisher;
        this.writer = writer;
        this.counters = counters;
    }

    /**
     * Takes rows of a message of bars from {@code first} on.
     *
     * @return rows taken; 0: the ring is full
     */
    int onRows(KrakenMessage message, int first, long receiveTimeNs) {
        for (int row = first; row < message.rows(); row++) {
            message.instrument(row).onBar((int) message.value(row, INTERVAL), message.value(row, TIME));
        }
        int part = Math.min(message.rows() - first, EventPublisher.MAX_CLAIM);
        if (!publisher.tryClaim(part)) {
            return 0;
        }
        for (int slot = 0; slot < part; slot++) {
            write(slot, message, first + slot, receiveTimeNs);
        }
        publisher.commit();
        return part;
    }

    private void write(int slot, KrakenMessage message, int row, long receiveTimeNs) {
        KrakenInstrument of = message.instrument(row);
        int interval = (int) message.value(row, INTERVAL);
        long start = message.value(row, TIME);
        writer.bar(slot, of, message.sentOr(receiveTimeNs), receiveTimeNs)
                .startTime(start)
                .open(message.value(row, OPEN))
                .high(message.value(row, HIGH))
                .low(message.value(row, LOW))
                .close(message.value(row, CLOSE))
                .volume(message.value(row, VOLUME))
                .buyVolume(0)
                .tradeCount(message.value(row, COUNT))
                .timeframe(Intervals.seconds(interval))
                .closed(start < of.latestBar(interval) ? BooleanType.T : BooleanType.F)
                .notional()
                .high(0)
                .low(0);
        of.onData(receiveTimeNs);
        counters.count(FeedCounter.BARS);
    }
}
