package org.millrace.feeds.binance;

import org.millrace.feeds.venue.BookRun;

/**
 * Holds the changes of one book while it waits for its snapshot, the newest up to a bound.
 *
 * <pre>
 *   first id | last id | id that it follows, and one | event time | receive time | bids | asks | price, quantity … of each
 * </pre>
 */
final class DeltaBuffer {
    /** Most numbers held: 64,000 levels. */
    static final int CAPACITY = 1 << 17;

    private static final int LAST_ID = 1;
    private static final int CHAIN_FIRST = 2;
    private static final int EVENT_TIME = 3;
    private static final int RECEIVE_TIME = 4;
    private static final int BIDS = 5;
    private static final int ASKS = 6;
    private static final int HEAD_LENGTH = 7;
    private static final int INITIAL_CAPACITY = 1 << 10;

    private long[] values = {};
    private int start;
    private int end;

    void clear() {
        start = 0;
        end = 0;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** Tells whether a change of so many levels takes the place of older ones. */
    boolean isFull(int levels) {
        return end - start + HEAD_LENGTH + 2 * levels > CAPACITY;
    }

    void add(BinanceMessage message, long eventTime, long receiveTime) {
        int levels = message.bids.count() + message.asks.count();
        int length = HEAD_LENGTH + 2 * levels;
        while (!isEmpty() && isFull(levels)) {
            start = next(start);
        }
        if (length > CAPACITY) {
            return; // never seen: no venue sends so many
        }
        makeRoom(length);
        values[end] = message.value('U');
        values[end + LAST_ID] = message.value('u');
        values[end + CHAIN_FIRST] = message.chainFirst();
        values[end + EVENT_TIME] = eventTime;
        values[end + RECEIVE_TIME] = receiveTime;
        values[end + BIDS] = message.bids.count();
        values[end + ASKS] = message.asks.count();
        int bids = 2 * message.bids.count();
        System.arraycopy(message.bids.values(), 0, values, end + HEAD_LENGTH, bids);
        System.arraycopy(message.asks.values(), 0, values, end + HEAD_LENGTH + bids, 2 * message.asks.count());
        end += length;
    }

    /** Returns where the first change lies that ends behind an id; {@link #end()} if none does. */
    int firstBehind(long id) {
        int at = start;
        while (at < end && values[at + LAST_ID] <= id) {
            at = next(at);
        }
        return at;
    }

    int next(int at) {
        return at + HEAD_LENGTH + 2 * (int) (values[at + BIDS] + values[at + ASKS]);
    }

    int end() {
        return end;
    }

    /** Returns the first id that is not missing where this change comes next. */
    long chainFirst(int at) {
        return values[at + CHAIN_FIRST];
    }

    long lastId(int at) {
        return values[at + LAST_ID];
    }

    /** Makes the change at {@code at} what the run publishes next. */
    void fill(int at, BinanceInstrument instrument, BookRun run) {
        run.begin(instrument, values[at], values[at + LAST_ID], 0);
        run.times(values[at + EVENT_TIME], values[at + RECEIVE_TIME]);
        int bids = (int) values[at + BIDS];
        run.bids(values, at + HEAD_LENGTH, bids);
        run.asks(values, at + HEAD_LENGTH + 2 * bids, (int) values[at + ASKS]);
    }

    private void makeRoom(int length) {
        if (end + length <= values.length) {
            return;
        }
        int held = end - start;
        long[] to = values;
        if (held + length > values.length) {
            int doubled = Math.max(INITIAL_CAPACITY, 2 * values.length);
            to = new long[Math.min(CAPACITY, Math.max(doubled, held + length))];
        }
        System.arraycopy(values, start, to, 0, held);
        values = to;
        start = 0;
        end = held;
    }
}
