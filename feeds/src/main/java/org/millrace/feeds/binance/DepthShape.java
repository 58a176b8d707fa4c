package org.millrace.feeds.binance;

import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.Words;
import org.millrace.feeds.venue.LevelReader;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads a {@code depthUpdate} that is written as the venue has always written it, straight through:
 *
 * <pre>
 *   {"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":50013444998,"u":50013445001,
 *    "b":[["61837.63000000","3.78826000"]],"a":[]}
 * </pre>
 *
 * Futures have {@code "T":1721347022504} behind E, and {@code "pu":4984028367494} behind u.
 */
final class DepthShape {
    static final long HEAD_1 = Words.of("{\"e\":\"de");
    private static final long HEAD_2 = Words.of("pthUpdat");
    private static final long HEAD_3 = Words.of("e\",\"E\":");
    private static final int HEAD_LENGTH = 23;
    private static final int TIME_LENGTH = 13;
    private static final long SYMBOL = Words.of(",\"s\":\"");
    private static final long FIRST = Words.of("\",\"U\":");
    private static final long LAST = Words.of(",\"u\":");
    private static final long TRANSACTION = Words.of(",\"T\":");
    private static final long PREVIOUS = Words.of(",\"pu\":");
    private static final long BIDS = Words.of(",\"b\":[");
    private static final long ASKS = Words.of("],\"a\":[");
    private static final long TAIL = Words.of("]}");
    private static final long TWO = Words.first(2);
    private static final long FIVE = Words.first(5);
    private static final long SIX = Words.first(6);
    private static final long SEVEN = Words.first(7);

    private final SymbolTable<BinanceInstrument> symbols;
    private final LevelReader levels = new LevelReader();

    DepthShape(SymbolTable<BinanceInstrument> symbols) {
        this.symbols = symbols;
    }

    /** Reads a frame; false if it is written otherwise, or a value needs a closer look. */
    boolean read(byte[] frame, int position, int end, BinanceMessage to) {
        int i = position + HEAD_LENGTH;
        if (!Words.is(frame, position, HEAD_1)
                || !Words.is(frame, position + Long.BYTES, HEAD_2)
                || !Words.is(frame, position + 2 * Long.BYTES, HEAD_3, SEVEN)) {
            return false;
        }
        long time = JsonBytes.naturalIfDigits(frame, i, TIME_LENGTH);
        i += TIME_LENGTH;
        if (Words.is(frame, i, TRANSACTION, FIVE)) {
            i += 5 + TIME_LENGTH;
            if (!JsonBytes.areDigits(frame, i - TIME_LENGTH, TIME_LENGTH)) {
                return false;
            }
        }
        if (!Words.is(frame, i, SYMBOL, SIX)) {
            return false;
        }
        i += 6;
        BinanceInstrument of = symbols.findQuoted(frame, i, end);
        if (time < 0 || of == null) {
            return false;
        }
        i += of.symbolLength();
        to.instrument(of);
        to.value('E', Times.toNanos(time));
        return Words.is(frame, i, FIRST, SIX) && ids(frame, i + 6, end, of, to);
    }

    private boolean ids(byte[] frame, int position, int end, BinanceInstrument of, BinanceMessage to) {
        int i = position;
        int length = JsonBytes.digitCount(frame, i, ',', of.updateIdLength);
        long first = JsonBytes.naturalIfDigits(frame, i, length);
        i += length;
        if (first < 0 || i > end || !Words.is(frame, i, LAST, FIVE)) {
            return false;
        }
        i += 5;
        length = JsonBytes.digitCount(frame, i, ',', length);
        long last = JsonBytes.naturalIfDigits(frame, i, length);
        i += length;
        if (last < 0 || i > end) {
            return false;
        }
        of.updateIdLength = length;
        to.value('U', first);
        to.value('u', last);
        if (Words.is(frame, i, PREVIOUS, SIX)) {
            i = previous(frame, i + 6, length, to);
        }
        return i > 0 && i <= end && levels(frame, i, end, of, to);
    }

    /** Reads the id that the change follows on; returns where it ends, less than 0 if it is not as expected. */
    private static int previous(byte[] frame, int i, int likely, BinanceMessage to) {
        int length = JsonBytes.digitCount(frame, i, ',', likely);
        long id = JsonBytes.naturalIfDigits(frame, i, length);
        to.previousId(id);
        return id < 0 ? JsonBytes.NONE : i + length;
    }

    private boolean levels(byte[] frame, int position, int end, BinanceInstrument of, BinanceMessage to) {
        if (!Words.is(frame, position, BIDS, SIX)) {
            return false;
        }
        int i = levels.strict(frame, position + 6, end, of, to.bids);
        if (i < 0 || i > end || !Words.is(frame, i, ASKS, SEVEN)) {
            return false;
        }
        i = levels.strict(frame, i + 7, end, of, to.asks);
        return i + 2 == end && Words.is(frame, i, TAIL, TWO);
    }
}
