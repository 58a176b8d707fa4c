package org.millrace.feeds.venue;

import org.millrace.codecs.LittleEndian;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.Literal;
import org.millrace.feeds.json.Rfc3339;

/**
 * Reads a text that is written as its venue has always written it, from left to right. Once something is otherwise, or a
 * value cannot be read, it has failed, and what it answers means nothing until it is wrapped again. Whoever reads to
 * {@link #isAtEnd} has read nothing behind the end. Loads reach up to {@link #SLACK} bytes behind it.
 */
public final class StraightReader<I extends VenueInstrument> {
    /** Bytes behind a text that loads may touch. */
    public static final int SLACK = 4 * JsonBytes.SLACK;

    private final SymbolTable<I> symbols;
    private final Rfc3339 times = new Rfc3339();
    private byte[] bytes;
    private int position;
    private int end;
    private int start; // of the text that came last
    private boolean failed;

    public StraightReader(SymbolTable<I> symbols) {
        this.symbols = symbols;
    }

    public void wrap(byte[] of, int from, int to) {
        bytes = of;
        position = from;
        end = to;
        failed = false;
    }

    /** Steps over a text if it is there; answers whether it was. */
    public boolean skips(Literal text) {
        if (position >= end || !text.isAt(bytes, position)) {
            return false;
        }
        position += text.length();
        return true;
    }

    /** Steps over what is expected, or fails. */
    public void expect(Literal text) {
        if (!skips(text)) {
            failed = true;
        }
    }

    /** Steps over one of two texts, or fails; answers whether it was the first. */
    public boolean isFirst(Literal first, Literal second) {
        boolean isFirst = skips(first);
        if (!isFirst) {
            expect(second);
        }
        return isFirst;
    }

    /** Steps over a key and a string's text, which is of no concern. */
    public void pass(Literal key) {
        expect(key);
        text();
    }

    /** Steps over a string's text up to its quote, which no backslash stands before; returns where it begins. */
    public int text() {
        start = position;
        position = Math.min(JsonBytes.quote(bytes, position, end), end);
        failed |= position > start && bytes[position - 1] == '\\';
        return start;
    }

    /** Steps over a number without quotes; returns where it begins. */
    public int bare() {
        start = position;
        position = Math.min(JsonBytes.bareEnd(bytes, position, end), end);
        return start;
    }

    /** Returns the length of what was stepped over last. */
    public int length() {
        return position - start;
    }

    /** Steps over a symbol up to its quote; fails, and returns null, if it is none of ours. */
    public I instrument() {
        int from = text();
        I found = failed ? null : symbols.findQuoted(bytes, from, end);
        failed |= found == null;
        return found;
    }

    /** Steps over a time up to its quote; returns nanoseconds since the epoch. */
    public long time() {
        if (end - position > Rfc3339.LONGEST) {
            long time = times.parseQuoted(bytes, position);
            if (time != Rfc3339.INVALID) {
                start = position;
                position += times.quotedLength();
                return time;
            }
        }
        int from = text();
        long time = times.parse(bytes, from, position - from);
        failed |= time == Rfc3339.INVALID;
        return time;
    }

    /** Steps over a decimal up to its quote; returns its mantissa. Mostly it is in the two words that it begins. */
    public long decimal(int exponent) {
        if (position < end) {
            long head = LittleEndian.longAt(bytes, position);
            long tail = LittleEndian.longAt(bytes, position + Long.BYTES);
            int length = JsonBytes.quoteIn(head, tail);
            long mantissa = front(head, tail, length, exponent);
            if (!Decimals.isError(mantissa)) {
                return stepped(length, mantissa);
            }
        }
        return longDecimal(exponent);
    }

    /** Steps over a decimal without quotes; returns its mantissa. */
    public long bareDecimal(int exponent) {
        if (position < end) {
            long head = LittleEndian.longAt(bytes, position);
            long tail = LittleEndian.longAt(bytes, position + Long.BYTES);
            int length = JsonBytes.bareEndIn(head, tail);
            long mantissa = front(head, tail, length, exponent);
            if (!Decimals.isError(mantissa)) {
                return stepped(length, mantissa);
            }
        }
        return longBareDecimal(exponent);
    }

    /** Returns the mantissa of a decimal that was stepped over. */
    public long decimal(int from, int length, int exponent) {
        long mantissa = Decimals.parse(bytes, from, length, exponent);
        failed |= Decimals.isError(mantissa);
        return mantissa;
    }

    /** Steps over an integer of whatever digits and returns it; fails where there is none that a number holds. */
    public long integer() {
        int digits = position < end ? JsonBytes.digitCount(bytes, position) : 0;
        if (digits <= JsonBytes.MAX_DIGITS) {
            return natural();
        }
        start = position;
        position += digits;
        return decimal(start, digits, 0);
    }

    /** Steps over an integer and returns it; fails where there is none, or one of more than 18 digits. */
    public long natural() {
        int digits = position < end ? JsonBytes.digitCount(bytes, position) : 0;
        if (digits < 1 || digits > JsonBytes.MAX_DIGITS) {
            failed = true;
            return JsonBytes.NONE;
        }
        long number = JsonBytes.natural(bytes, position, digits);
        position += digits;
        return number;
    }

    /** Steps over an integer of 24 digits or fewer, which is of no concern; fails where there is none. */
    public void digits() {
        int digits = position < end ? JsonBytes.digitCount(bytes, position) : 0;
        failed |= digits == 0;
        position += digits;
    }

    /** Returns how many digits stand behind the point of the decimal stepped over last; fails where a power of ten does. */
    public int decimals() {
        for (int i = position - 1; i >= start; i--) {
            byte b = bytes[i];
            if (b == '.') {
                return position - 1 - i;
            }
            failed |= b < '0' || b > '9';
        }
        return 0;
    }

    /** Tells whether so many digits stand behind the point of the decimal stepped over last. */
    public boolean hasDecimals(int count) {
        int point = position - 1 - count;
        return point >= start && bytes[point] == '.';
    }

    /** Steps over the levels of one side, up to the bracket that ends them. */
    public void levels(LevelReader reader, I of, Levels to) {
        int next = failed || position >= end ? JsonBytes.NONE : reader.strict(bytes, position, end, of, to);
        failed |= next == JsonBytes.NONE;
        position = next == JsonBytes.NONE ? end : next;
    }

    public boolean hasFailed() {
        return failed;
    }

    private long longDecimal(int exponent) {
        int from = text();
        return decimal(from, position - from, exponent);
    }

    private long longBareDecimal(int exponent) {
        int from = bare();
        return decimal(from, position - from, exponent);
    }

    /** Reads a decimal in the words that it begins in; an error: it is not in them, or written otherwise. */
    private long front(long head, long tail, int length, int exponent) {
        boolean isIn = length >= 1 && length < 2 * Long.BYTES && length <= end - position;
        return isIn ? Decimals.parseFront(head, tail, length, exponent) : Decimals.MALFORMED;
    }

    private long stepped(int length, long value) {
        start = position;
        position += length;
        return value;
    }

    /** Notes that what was read cannot be so. */
    public void fail() {
        failed = true;
    }

    /** Answers whether all was as expected, up to the end and no further. */
    public boolean isAtEnd() {
        return !failed && position == end;
    }
}
