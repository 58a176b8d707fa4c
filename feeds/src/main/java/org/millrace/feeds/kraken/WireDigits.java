package org.millrace.feeds.kraken;

import org.agrona.MutableDirectBuffer;

/** Prints a mantissa's digits as the venue writes the number: with all its decimals, without point and leading zeros. */
final class WireDigits {
    private static final int MOST_DECIMALS = 18;

    private final int exponent;
    private int decimals = -1;
    private long factor = 1;
    private long divisor = 1;

    WireDigits(int exponent) {
        this.exponent = exponent;
    }

    void clear() {
        decimals = -1;
    }

    /** Learns that a number was written with so many decimals; answers whether those are more than were known. */
    boolean takes(int seen) {
        if (seen <= decimals || seen > MOST_DECIMALS) {
            return false;
        }
        decimals = seen;
        factor = power(seen + exponent);
        divisor = power(-exponent - seen);
        return true;
    }

    /** Prints a mantissa; returns how many bytes. */
    int print(long mantissa, MutableDirectBuffer to, int at) {
        return to.putNaturalLongAscii(at, Math.abs(mantissa / divisor * factor));
    }

    private static long power(int of) {
        long power = 1;
        for (int i = 0; i < of; i++) {
            power *= 10;
        }
        return power;
    }
}
