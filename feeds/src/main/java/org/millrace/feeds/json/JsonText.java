package org.millrace.feeds.json;

/** Replaces the escapes of a JSON string by what they stand for, in UTF-8. */
public final class JsonText {
    private static final int UNICODE_LENGTH = 4;
    private static final int FIRST_HIGH_SURROGATE = 0xD800;
    private static final int FIRST_LOW_SURROGATE = 0xDC00;
    private static final int LAST_LOW_SURROGATE = 0xDFFF;

    private JsonText() {}

    /**
     * Writes a string's text.
     *
     * @param to takes up to {@code length} bytes, from 0
     * @return bytes written, or {@link JsonBytes#NONE} where an escape is none
     */
    public static int unescape(byte[] bytes, int offset, int length, byte[] to) {
        int end = offset + length;
        int written = 0;
        int i = offset;
        while (i < end) {
            byte b = bytes[i++];
            if (b != '\\') {
                to[written++] = b;
                continue;
            }
            if (i == end) {
                return JsonBytes.NONE;
            }
            byte kind = bytes[i++];
            if (kind != 'u') {
                int plain = plain(kind);
                if (plain == JsonBytes.NONE) {
                    return JsonBytes.NONE;
                }
                to[written++] = (byte) plain;
                continue;
            }
            int codePoint = codePoint(bytes, i, end);
            if (codePoint == JsonBytes.NONE) {
                return JsonBytes.NONE;
            }
            i += codePoint > Character.MAX_VALUE ? 2 * UNICODE_LENGTH + 2 : UNICODE_LENGTH;
            written += putUtf8(codePoint, to, written);
        }
        return written;
    }

    private static int plain(byte kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> JsonBytes.NONE;
        };
    }

    /** Reads what stands behind a backslash and {@code u}; a pair of surrogates is one code point. */
    private static int codePoint(byte[] bytes, int position, int end) {
        int unit = unit(bytes, position, end);
        if (unit < FIRST_HIGH_SURROGATE || unit > LAST_LOW_SURROGATE) {
            return unit;
        }
        int second = position + UNICODE_LENGTH;
        if (unit >= FIRST_LOW_SURROGATE || second + 1 >= end || bytes[second] != '\\' || bytes[second + 1] != 'u') {
            return JsonBytes.NONE;
        }
        int low = unit(bytes, second + 2, end);
        if (low < FIRST_LOW_SURROGATE || low > LAST_LOW_SURROGATE) {
            return JsonBytes.NONE;
        }
        return Character.toCodePoint((char) unit, (char) low);
    }

    private static int unit(byte[] bytes, int position, int end) {
        if (position + UNICODE_LENGTH > end) {
            return JsonBytes.NONE;
        }
        int unit = 0;
        for (int i = 0; i < UNICODE_LENGTH; i++) {
            int digit = Character.digit(bytes[position + i], 16);
            if (digit < 0) {
                return JsonBytes.NONE;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static int putUtf8(int codePoint, byte[] to, int offset) {
        if (codePoint < 0x80) {
            to[offset] = (byte) codePoint;
            return 1;
        }
        int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        int rest = codePoint;
        for (int i = length - 1; i > 0; i--) {
            to[offset + i] = (byte) (0x80 | (rest & 0x3F));
            rest >>>= 6;
        }
        to[offset] = (byte) (0xF00 >> length | rest);
        return length;
    }
}
