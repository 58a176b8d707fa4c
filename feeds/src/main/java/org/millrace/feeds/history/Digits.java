package org.millrace.feeds.history;

import java.math.BigDecimal;
import org.agrona.DirectBuffer;

/** How many digits the prices, or the quantities, of an instrument have: from that follows their exponent. */
final class Digits {
    /** Of an instrument of which nothing else is known. */
    private static final int USUAL_DECIMALS = 8;

    private static final int MOST = 18; // that any mantissa holds

    private int inFront = 1;
    private int behind;

    /** Takes a decimal into account; false if it is none. */
    boolean take(DirectBuffer buffer, int offset, int length) {
        int start = length > 0 && buffer.getByte(offset) == '-' ? 1 : 0;
        int point = length;
        int lastDigit = start - 1; // other than zero
        int firstDigit = length;
        for (int i = start; i < length; i++) {
            int b = buffer.getByte(offset + i);
            if (b == '.' && point == length) {
                point = i;
            } else if (b < '0' || b > '9') {
                return takePower(buffer, offset, length);
            } else if (b != '0') {
                lastDigit = i;
                firstDigit = Math.min(firstDigit, i);
            }
        }
        if (length - start - (point < length ? 1 : 0) < 1) {
            return false;
        }
        inFront = Math.max(inFront, point - Math.min(firstDigit, point));
        behind = Math.max(behind, lastDigit - point);
        return true;
    }

    /** Returns the exponent that holds all that was taken; where none does, the usual one: digits will be missing. */
    int exponent() {
        int usual = Math.max(behind, USUAL_DECIMALS);
        if (inFront + usual <= MOST) {
            return -usual;
        }
        return -(isHeld() ? behind : Math.max(0, Math.min(USUAL_DECIMALS, MOST - inFront)));
    }

    /** Tells whether a mantissa of 64 bits holds all that was taken, by one exponent. */
    boolean isHeld() {
        return inFront + behind <= MOST;
    }

    /** Returns digits before and behind the point, as {@code 3.19}. */
    @Override
    public String toString() {
        return inFront + " digits before the point and " + behind + " behind it";
    }

    /** Takes what is written with a power of ten. */
    private boolean takePower(DirectBuffer buffer, int offset, int length) {
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(buffer.getStringWithoutLengthAscii(offset, length)).stripTrailingZeros();
        } catch (NumberFormatException e) {
            return false;
        }
        inFront = Math.max(inFront, Math.max(1, decimal.precision() - decimal.scale()));
        behind = Math.max(behind, decimal.scale());
        return true;
    }
}
