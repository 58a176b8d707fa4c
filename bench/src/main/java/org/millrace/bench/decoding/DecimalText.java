package org.millrace.bench.decoding;

/** Reads decimals out of the texts that a library makes, with what Java gives and no more. */
final class DecimalText {
    private static final int PLACES = 8;

    private DecimalText() {}

    /** Returns the mantissa of plain notation with eight places or fewer. */
    static long mantissa(CharSequence text, int length) {
        long mantissa = 0;
        int places = -1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                places = 0;
            } else {
                mantissa = mantissa * 10 + (c - '0');
                places += places < 0 ? 0 : 1;
            }
        }
        for (int i = Math.max(0, places); i < PLACES; i++) {
            mantissa *= 10;
        }
        return mantissa;
    }

    static long mantissa(String text) {
        return mantissa(text, text.length());
    }

    /** Returns an integer of digits. */
    static long integer(CharSequence text, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
