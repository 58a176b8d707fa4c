package org.millrace.feeds.venue;

import org.millrace.codecs.LittleEndian;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.JsonBytes;

/**
 * Reads arrays of {@code ["price","quantity"]}. The strict way knows only how the venue writes them, without white
 * space; the lenient one takes all that JSON allows but escapes inside numbers, and says what was wrong.
 */
public final class LevelReader {
    private static final int QUOTE = '"';
    private static final int OPEN = '[' | QUOTE << 8; // ["
    private static final long BETWEEN = QUOTE | ',' << 8 | QUOTE << 16; // ","
    private static final long NEXT = QUOTE | ']' << 8 | ',' << 16 | (long) '[' << 24 | (long) QUOTE << 32; // "],["
    private static final long LAST = QUOTE | ']' << 8 | ']' << 16; // "]]
    private static final long THREE_BYTES = 0xFFFFFFL;
    private static final long FIVE_BYTES = 0xFFFFFFFFFFL;
    private static final int LONGEST_EXPECTED = JsonBytes.SLACK - 1;

    private int priceLength; // of the last level, which the next is expected to have
    private int quantityLength;
    private long price; // of the level being read
    private long quantity;
    private long error; // one of the Decimals' answers
    private int errorStart;
    private int errorLength;

    /**
     * Reads levels up to the bracket that ends them.
     *
     * @param position behind the opening bracket
     * @return where the closing bracket stands, or {@link JsonBytes#NONE}: the other way will know
     */
    public int strict(byte[] bytes, int position, int end, VenueInstrument of, Levels to) {
        if (bytes[position] == ']') {
            return position;
        }
        if ((LittleEndian.shortAt(bytes, position) & 0xFFFF) != OPEN) {
            return JsonBytes.NONE;
        }
        int i = position + 2;
        while (i < end) {
            int quote = price(bytes, i, end, of);
            if ((LittleEndian.longAt(bytes, quote) & THREE_BYTES) != BETWEEN) {
                return JsonBytes.NONE;
            }
            quote = quantity(bytes, quote + 3, end, of);
            if (Decimals.isError(price) || Decimals.isError(quantity)) {
                return JsonBytes.NONE;
            }
            to.add(price, quantity);
            long next = LittleEndian.longAt(bytes, quote);
            if ((next & FIVE_BYTES) != NEXT) {
                return (next & THREE_BYTES) == LAST ? quote + 2 : JsonBytes.NONE;
            }
            i = quote + 5;
        }
        return JsonBytes.NONE;
    }

    /** Reads a price of the length that the last one had, or else up to its quote; returns where that stands. */
    private int price(byte[] bytes, int i, int end, VenueInstrument of) {
        int quote = i + priceLength;
        if (bytes[quote] == QUOTE) {
            price = Decimals.parse(bytes, i, priceLength, of.priceExponent());
            if (price != Decimals.MALFORMED) {
                return quote;
            }
        }
        quote = JsonBytes.quote(bytes, i, end);
        priceLength = Math.min(quote - i, LONGEST_EXPECTED);
        price = Decimals.parse(bytes, i, quote - i, of.priceExponent());
        return quote;
    }

    private int quantity(byte[] bytes, int i, int end, VenueInstrument of) {
        int quote = i + quantityLength;
        if (bytes[quote] == QUOTE) {
            quantity = Decimals.parse(bytes, i, quantityLength, of.quantityExponent());
            if (quantity != Decimals.MALFORMED) {
                return quote;
            }
        }
        quote = JsonBytes.quote(bytes, i, end);
        quantityLength = Math.min(quote - i, LONGEST_EXPECTED);
        quantity = Decimals.parse(bytes, i, quote - i, of.quantityExponent());
        return quote;
    }

    /**
     * Reads levels up to the end of the array, whatever the white space.
     *
     * @param position behind the opening bracket
     * @param end      behind the closing one
     * @return whether all could be read; otherwise the error tells why and where
     */
    public boolean lenient(byte[] bytes, int position, int end, VenueInstrument of, Levels to) {
        fail(Decimals.MALFORMED, position, end - position);
        int i = JsonBytes.skipSpace(bytes, position, end);
        if (i < end && bytes[i] == ']') {
            return i + 1 == end;
        }
        while (true) {
            i = level(bytes, i, end, of, to);
            if (i == JsonBytes.NONE || i >= end) {
                return false;
            }
            byte next = bytes[i];
            if (next == ']') {
                return i + 1 == end;
            }
            if (next != ',') {
                return false;
            }
            i = JsonBytes.skipSpace(bytes, i + 1, end);
        }
    }

    /** Returns what was wrong with the number that offended, as {@link Decimals} says it. */
    public long error() {
        return error;
    }

    public int errorStart() {
        return errorStart;
    }

    public int errorLength() {
        return errorLength;
    }

    /** Reads one level; returns where what follows it begins. */
    private int level(byte[] bytes, int position, int end, VenueInstrument of, Levels to) {
        if (position >= end || bytes[position] != '[') {
            return JsonBytes.NONE;
        }
        int start = JsonBytes.skipSpace(bytes, position + 1, end);
        int stop = numberEnd(bytes, start, end);
        if (stop == JsonBytes.NONE) {
            return JsonBytes.NONE;
        }
        price = number(bytes, start, stop, of.priceExponent());
        int comma = JsonBytes.skipSpace(bytes, stop, end);
        if (Decimals.isError(price) || comma >= end || bytes[comma] != ',') {
            return JsonBytes.NONE;
        }
        start = JsonBytes.skipSpace(bytes, comma + 1, end);
        stop = numberEnd(bytes, start, end);
        if (stop == JsonBytes.NONE) {
            return JsonBytes.NONE;
        }
        quantity = number(bytes, start, stop, of.quantityExponent());
        int bracket = JsonBytes.skipSpace(bytes, skipEmpty(bytes, stop, end), end);
        if (Decimals.isError(quantity) || bracket >= end || bytes[bracket] != ']') {
            return JsonBytes.NONE;
        }
        to.add(price, quantity);
        return JsonBytes.skipSpace(bytes, bracket + 1, end);
    }

    /** Skips the empty array that Binance wrote behind the quantity until 2019. */
    private static int skipEmpty(byte[] bytes, int position, int end) {
        boolean isThere = position + 2 < end
                && bytes[position] == ','
                && bytes[position + 1] == '['
                && bytes[position + 2] == ']';
        return isThere ? position + 3 : position;
    }

    /** Returns where a number, with quotes or without, ends. */
    private static int numberEnd(byte[] bytes, int start, int end) {
        if (start >= end) {
            return JsonBytes.NONE;
        }
        if (bytes[start] == QUOTE) {
            int quote = JsonBytes.quote(bytes, start + 1, end);
            return quote >= end ? JsonBytes.NONE : quote + 1;
        }
        return JsonBytes.numberEnd(bytes, start, end);
    }

    private long number(byte[] bytes, int start, int stop, int exponent) {
        int quotes = bytes[start] == QUOTE ? 1 : 0;
        int length = stop - start - 2 * quotes;
        long number = Decimals.parse(bytes, start + quotes, length, exponent);
        if (Decimals.isError(number)) {
            fail(number, start + quotes, length);
        }
        return number;
    }

    private void fail(long with, int start, int length) {
        error = with;
        errorStart = start;
        errorLength = length;
    }
}
