package org.millrace.codecs.decimal;

/** Reads a decimal byte by byte: any length, sign and power of ten. Judges what the fast path does not recognise. */
final class DecimalScanner {
    private static final long TOO_LONG = -1;
    private static final int NO_POINT = -1;
    private static final int NOT_A_POWER = Integer.MIN_VALUE;
    private static final int MOST_POWER = 1_000_000; // far beyond any mantissa: more digits make no difference

    private DecimalScanner() {}

    static long parse(byte[] bytes, int offset, int length, int exponent) {
        int end = offset + length;
        boolean negative = length > 0 && bytes[offset] == '-';
        int i = negative ? offset + 1 : offset;
        long number = 0; // digits so far, without the zeros at their end
        int zeros = 0; // at their end: not yet known to matter
        int digitCount = 0;
        int point = NO_POINT;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit == 0) {
                digitCount++;
                zeros++;
            } else if (digit > 0 && digit <= 9) {
                digitCount++;
                number = append(number, zeros, digit);
                zeros = 0;
            } else if (digit == '.' - '0' && point == NO_POINT) {
                point = digitCount;
            } else {
                break;
            }
        }
        int power = i == end ? 0 : power(bytes, i, end);
        if (digitCount == 0 || power == NOT_A_POWER) {
            return Decimals.MALFORMED;
        }
        int decimals = point == NO_POINT ? 0 : digitCount - point;
        long mantissa = scale(number, (long) zeros - decimals + power - exponent);
        return negative ? negate(mantissa) : mantissa;
    }

    private static long append(long number, int zeros, int digit) {
        if (number == 0) {
            return digit;
        }
        int places = zeros + 1;
        if (number == TOO_LONG || places > PowersOfTen.MAX_POWER || number > PowersOfTen.limit(places)) {
            return TOO_LONG;
        }
        long raised = number * PowersOfTen.power(places);
        return raised <= Long.MAX_VALUE - digit ? raised + digit : TOO_LONG;
    }

    /** Reads {@code e}, an optional sign, and digits up to the end. */
    private static int power(byte[] bytes, int offset, int end) {
        if ((bytes[offset] | 0x20) != 'e' || offset + 1 == end) {
            return NOT_A_POWER;
        }
        byte sign = bytes[offset + 1];
        int start = sign == '-' || sign == '+' ? offset + 2 : offset + 1;
        int power = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_POWER;
            }
            power = Math.min(power * 10 + digit, MOST_POWER);
        }
        if (start == end) {
            return NOT_A_POWER;
        }
        return sign == '-' ? -power : power;
    }

    private static long scale(long number, long power) {
        if (number == 0) {
            return 0;
        }
        if (power < 0) {
            return Decimals.PRECISION; // its last digit is not zero
        }
        if (number == TOO_LONG || power > PowersOfTen.MAX_POWER || number > PowersOfTen.limit((int) power)) {
            return Decimals.OVERFLOW;
        }
        return number * PowersOfTen.power((int) power);
    }

    private static long negate(long result) {
        if (Decimals.isError(result)) {
            return result;
        }
        return Decimals.isError(-result) ? Decimals.OVERFLOW : -result;
    }
}
