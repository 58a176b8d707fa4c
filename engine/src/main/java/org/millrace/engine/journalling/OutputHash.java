package org.millrace.engine.journalling;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C of all that was ever put out, to be continued after a restart: {@link CRC32C} cannot start from a given value,
 * so the sum up to the restart and the sum since then are combined (zlib's {@code crc32_combine}, by polynomials
 * modulo the Castagnoli polynomial).
 */
final class OutputHash {
    private static final int POLYNOMIAL = 0x82F63B78; // Castagnoli, bits reversed
    private static final int ONE = 1 << 31; // x^0
    private static final int X = 1 << 30; // x^1

    private final CRC32C crc = new CRC32C();
    private int before;
    private long bytes;

    /** Adds the remaining bytes of a direct buffer. */
    void update(ByteBuffer frames) {
        bytes += frames.remaining();
        crc.update(frames);
    }

    /** Returns the sum of all bytes added so far, as an unsigned 32-bit number. */
    long value() {
        int after = (int) crc.getValue();
        return Integer.toUnsignedLong(multiply(powerOfX(bytes), before) ^ after);
    }

    /** Goes on from a sum that {@link #value} returned. */
    void restore(long value) {
        before = (int) value;
        bytes = 0;
        crc.reset();
    }

    /** Returns x to the power of eight times {@code byteCount}, modulo the polynomial, by squaring. */
    private static int powerOfX(long byteCount) {
        int square = X;
        for (int i = 0; i < 3; i++) { // bits of a byte
            square = multiply(square, square);
        }
        int power = ONE;
        for (long n = byteCount; n != 0; n >>>= 1) {
            if ((n & 1) != 0) {
                power = multiply(square, power);
            }
            square = multiply(square, square);
        }
        return power;
    }

    /** Returns the product of two polynomials modulo the polynomial; the highest bit is the lowest power. */
    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }
}
