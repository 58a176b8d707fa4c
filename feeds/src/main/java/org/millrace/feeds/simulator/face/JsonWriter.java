package org.millrace.feeds.simulator.face;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes text of known shape into a buffer, piece by piece. */
public final class JsonWriter {
    private static final int DECIMALS = 8;
    private static final long UNITS = 100_000_000L;

    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");

    private final TimeText times = new TimeText();
    private MutableDirectBuffer buffer;
    private int start;
    private int position;

    public JsonWriter begin(MutableDirectBuffer buffer, int offset) {
        this.buffer = buffer;
        start = offset;
        position = offset;
        return this;
    }

    public int length() {
        return position - start;
    }

    public JsonWriter text(byte[] text) {
        buffer.putBytes(position, text);
        position += text.length;
        return this;
    }

    public JsonWriter number(long value) {
        position += buffer.putLongAscii(position, value);
        return this;
    }

    public JsonWriter bool(boolean value) {
        return text(value ? TRUE : FALSE);
    }

    /** Writes a number of 10^−8ths with its eight decimals. */
    public JsonWriter decimal(long units) {
        position += buffer.putLongAscii(position, units / UNITS);
        buffer.putByte(position, (byte) '.');
        buffer.putNaturalPaddedIntAscii(position + 1, DECIMALS, (int) (units % UNITS));
        position += 1 + DECIMALS;
        return this;
    }

    /** Writes a number of 10^−8ths with so many decimals, 0 to 8; what they do not hold is cut. */
    public JsonWriter fixed(long units, int decimals) {
        position += buffer.putLongAscii(position, units / UNITS);
        if (decimals > 0) {
            long fraction = units % UNITS;
            for (int i = DECIMALS; i > decimals; i--) {
                fraction /= 10;
            }
            buffer.putByte(position, (byte) '.');
            buffer.putNaturalPaddedIntAscii(position + 1, decimals, (int) fraction);
            position += 1 + decimals;
        }
        return this;
    }

    /** Writes a number of 10^−8ths with no more decimals than it needs. */
    public JsonWriter trimmed(long units) {
        if (units < 0) {
            buffer.putByte(position++, (byte) '-');
        }
        long size = Math.abs(units);
        int decimals = DECIMALS;
        for (long rest = size; decimals > 0 && rest % 10 == 0; rest /= 10) {
            decimals--;
        }
        return fixed(size, decimals);
    }

    /** Writes a point and a fraction of so many digits. */
    public JsonWriter fraction(int value, int digits) {
        buffer.putByte(position, (byte) '.');
        buffer.putNaturalPaddedIntAscii(position + 1, digits, value);
        position += 1 + digits;
        return this;
    }

    /** Writes a time with a fraction of so many digits. */
    public JsonWriter time(long timeNs, int digits) {
        position += times.put(buffer, position, timeNs, digits, false);
        return this;
    }

    /** Writes a time with a fraction of so many digits at most: zeros at its end are left out. */
    public JsonWriter trimmedTime(long timeNs, int digits) {
        position += times.put(buffer, position, timeNs, digits, true);
        return this;
    }

    /** Returns a number of 10^−8ths as text, with its eight decimals. */
    public static String toText(long units) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        int length = new JsonWriter().begin(buffer, 0).decimal(units).length();
        return buffer.getStringWithoutLengthAscii(0, length);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
