package org.millrace.bench.micro;

/** Reads decimals out of the strings that a JSON library makes, with what Java gives and no more. */
final class DecimalText {
    private static final int PLACES = 8;

    private DecimalText() {}

    /** Returns the mantissa of plain notation with eight places or fewer. */
    static long mantissa(String text) {
        long mantissa = 0;
        int places = -1;
        for (int i = 0; i < text.length(); i++) {
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
}
