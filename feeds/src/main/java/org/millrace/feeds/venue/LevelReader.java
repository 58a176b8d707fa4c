package org.millrace.feeds.venue;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
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
    public int strict(DirectBuffer buffer, int position, int end, VenueInstrument of, Levels to) {
        if (buffer.getByte(position) == ']') {
            return position;
        }
        if ((buffer.getShort(position, LITTLE_ENDIAN) & 0xFFFF) != OPEN) {
            return JsonBytes.NONE;
        }
        int i = position + 2;
        while (i < end) {
            int quote = price(buffer, i, end, of);
            if ((buffer.getLong(quote, LITTLE_ENDIAN) & THREE_BYTES) != BETWEEN) {
                return JsonBytes.NONE;
            }
            quote = quantity(buffer, quote + 3, end, of);
            if (Decimals.isError(price) || Decimals.isError(quantity)) {
                return JsonBytes.NONE;
            }
            to.add(price, quantity);
            long next = buffer.getLong(quote, LITTLE_ENDIAN);
            if ((next & FIVE_BYTES) != NEXT) {
                return (next & THREE_BYTES) == LAST ? quote + 2 : JsonBytes.NONE;
            }
            i = quote + 5;
        }
        return JsonBytes.NONE;
    }

    /** Reads a price of the length that the last one had, or else up to its quote; returns where that stands. */
    private int price(DirectBuffer buffer, int i, int end, VenueInstrument of) {
        int quote = i + priceLength;
        if (buffer.getByte(quote) == QUOTE) {
            price = Decimals.parse(buffer, i, priceLength, of.priceExponent());
            if (price != Decimals.MALFORMED) {
                return quote;
            }
        }
        quote = JsonBytes.quote(buffer, i, end);
        priceLength = Math.min(quote - i, LONGEST_EXPECTED);
        price = Decimals.parse(buffer, i, quote - i, of.priceExponent());
        return quote;
    }

    private int quantity(DirectBuffer buffer, int i, int end, VenueInstrument of) {
        int quote = i + quantityLength;
        if (buffer.getByte(quote) == QUOTE) {
            quantity = Decimals.parse(buffer, i, quantityLength, of.quantityExponent());
            if (quantity != Decimals.MALFORMED) {
                return quote;
            }
        }
        quote = JsonBytes.quote(buffer, i, end);
        quantityLength = Math.min(quote - i, LONGEST_EXPECTED);
        quantity = Decimals.parse(buffer, i, quote - i, of.quantityExponent());
        return quote;
    }

    /**
     * Reads levels up to the end of the array, whatever the white space.
     *
     * @param position behind the opening bracket
     * @param end      behind the closing one
     * @return whether all could be read; otherwise the error tells why and where
     */
    public boolean lenient(DirectBuffer buffer, int position, int end, VenueInstrument of, Levels to) {
        fail(Decimals.MALFORMED, position, end - position);
        int i = JsonBytes.skipSpace(buffer, position, end);
        if (i < end && buffer.getByte(i) == ']') {
            return i + 1 == end;
        }
        while (true) {
            i = level(buffer, i, end, of, to);
            if (i == JsonBytes.NONE || i >= end) {
                return false;
            }
            byte next = buffer.getByte(i);
            if (next == ']') {
                return i + 1 == end;
            }
            if (next != ',') {
                return false;
            }
            i = JsonBytes.skipSpace(buffer, i + 1, end);
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
    private int level(DirectBuffer buffer, int position, int end, VenueInstrument of, Levels to) {
        if (position >= end || buffer.getByte(position) != '[') {
            return JsonBytes.NONE;
        }
        int start = JsonBytes.skipSpace(buffer, position + 1, end);
        int stop = numberEnd(buffer, start, end);
        if (stop == JsonBytes.NONE) {
            return JsonBytes.NONE;
        }
        price = number(buffer, start, stop, of.priceExponent());
        int comma = JsonBytes.skipSpace(buffer, stop, end);
        if (Decimals.isError(price) || comma >= end || buffer.getByte(comma) != ',') {
            return JsonBytes.NONE;
        }
        start = JsonBytes.skipSpace(buffer, comma + 1, end);
        stop = numberEnd(buffer, start, end);
        if (stop == JsonBytes.NONE) {
            return JsonBytes.NONE;
        }
        quantity = number(buffer, start, stop, of.quantityExponent());
        int bracket = JsonBytes.skipSpace(buffer, skipEmpty(buffer, stop, end), end);
        if (Decimals.isError(quantity) || bracket >= end || buffer.getByte(bracket) != ']') {
            return JsonBytes.NONE;
        }
        to.add(price, quantity);
        return JsonBytes.skipSpace(buffer, bracket + 1, end);
    }

    /** Skips the empty array that Binance wrote behind the quantity until 2019. */
    private static int skipEmpty(DirectBuffer buffer, int position, int end) {
        boolean isThere = position + 2 < end
                && buffer.getByte(position) == ','
                && buffer.getByte(position + 1) == '['
                && buffer.getByte(position + 2) == ']';
        return isThere ? position + 3 : position;
    }

    /** Returns where a number, with quotes or without, ends. */
    private static int numberEnd(DirectBuffer buffer, int start, int end) {
        if (start >= end) {
            return JsonBytes.NONE;
        }
        if (buffer.getByte(start) == QUOTE) {
            int quote = JsonBytes.quote(buffer, start + 1, end);
            return quote >= end ? JsonBytes.NONE : quote + 1;
        }
        return JsonBytes.numberEnd(buffer, start, end);
    }

    private long number(DirectBuffer buffer, int start, int stop, int exponent) {
        int quotes = buffer.getByte(start) == QUOTE ? 1 : 0;
        int length = stop - start - 2 * quotes;
        long number = Decimals.parse(buffer, start + quotes, length, exponent);
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
