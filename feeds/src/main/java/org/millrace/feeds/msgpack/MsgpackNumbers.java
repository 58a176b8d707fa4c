package org.millrace.feeds.msgpack;

import org.millrace.codecs.decimal.Decimals;

/** Reads numbers; what cannot be read is answered by {@link Decimals}' results. */
public final class MsgpackNumbers {
    private static final int FIX_POSITIVE_END = 0x80;
    private static final int FIX_NEGATIVE = 0xE0;
    private static final int MAX_POWER = 18;
    private static final long[] POWERS = new long[MAX_POWER + 1];
    private static final long[] LIMITS = new long[MAX_POWER + 1];

    static {
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            LIMITS[i] = Long.MAX_VALUE / power;
            power *= 10;
        }
    }

    private MsgpackNumbers() {}

    /** Returns the mantissa of the number at {@code position}, which is whole. */
    public static long decimal(byte[] bytes, int position, int exponent) {
        int head = MsgpackBytes.head(bytes, position);
        if (head == MsgpackBytes.FLOAT_64) {
            return FloatDecimals.of(Double.longBitsToDouble(BigEndian.longAt(bytes, position + 1)), exponent);
        }
        if (head == MsgpackBytes.FLOAT_32) {
            return FloatDecimals.of(Float.intBitsToFloat(BigEndian.intAt(bytes, position + 1)), exponent);
        }
        long number = integer(bytes, position);
        return Decimals.isError(number) ? number : scale(number, -exponent);
    }

    /** Returns how many bytes the number at {@code position} has; 0 = there is none. */
    public static int length(byte[] bytes, int position) {
        int head = MsgpackBytes.head(bytes, position);
        if (head < FIX_POSITIVE_END || head >= FIX_NEGATIVE) {
            return 1;
        }
        return switch (head) {
            case MsgpackBytes.FLOAT_64, MsgpackBytes.UINT_64, MsgpackBytes.INT_64 -> 1 + Long.BYTES;
            case MsgpackBytes.FLOAT_32, MsgpackBytes.UINT_8 + 2, MsgpackBytes.INT_8 + 2 -> 1 + Integer.BYTES;
            case MsgpackBytes.UINT_8 + 1, MsgpackBytes.INT_8 + 1 -> 1 + Short.BYTES;
            case MsgpackBytes.UINT_8, MsgpackBytes.INT_8 -> 2;
            default -> 0;
        };
    }

    /** Returns a number times a power of ten, 0 to 18. */
    static long scale(long number, int power) {
        long limit = LIMITS[power];
        return number > limit || number < -limit ? Decimals.OVERFLOW : number * POWERS[power];
    }

    /** Returns the integer at {@code position}, which is whole. A float is none. */
    public static long integer(byte[] bytes, int position) {
        int head = MsgpackBytes.head(bytes, position);
        if (head < FIX_POSITIVE_END) {
            return head;
        }
        if (head >= FIX_NEGATIVE) {
            return (byte) head;
        }
        int at = position + 1;
        return switch (head) {
            case MsgpackBytes.UINT_8 -> bytes[at] & 0xFF;
            case MsgpackBytes.UINT_8 + 1 -> BigEndian.shortAt(bytes, at) & 0xFFFF;
            case MsgpackBytes.UINT_8 + 2 -> BigEndian.intAt(bytes, at) & 0xFFFFFFFFL;
            case MsgpackBytes.UINT_64 -> {
                long number = BigEndian.longAt(bytes, at);
                yield number < 0 ? Decimals.OVERFLOW : number;
            }
            case MsgpackBytes.INT_8 -> bytes[at];
            case MsgpackBytes.INT_8 + 1 -> BigEndian.shortAt(bytes, at);
            case MsgpackBytes.INT_8 + 2 -> BigEndian.intAt(bytes, at);
            case MsgpackBytes.INT_64 -> Math.max(Decimals.OVERFLOW, BigEndian.longAt(bytes, at));
            default -> Decimals.MALFORMED;
        };
    }
}
