package org.millrace.feeds.msgpack;

/** Steps over the values of a MessagePack text. Nothing is read behind its end. */
public final class MsgpackBytes {
    /** Answers that there is no such position, or no such length. */
    public static final int NONE = -1;

    static final int NIL = 0xC0, FALSE = 0xC2, TRUE = 0xC3;
    static final int EXT_8 = 0xC7, FLOAT_32 = 0xCA, FLOAT_64 = 0xCB;
    static final int UINT_8 = 0xCC, UINT_64 = 0xCF, INT_8 = 0xD0, INT_64 = 0xD3;
    static final int FIXEXT_4 = 0xD6, FIXEXT_8 = 0xD7;
    private static final int UNUSED = 0xC1, BIN_8 = 0xC4, EXT_32 = 0xC9, FIXEXT_1 = 0xD4, FIXEXT_16 = 0xD8;
    private static final int STR_8 = 0xD9, STR_32 = 0xDB, ARRAY_16 = 0xDC, ARRAY_32 = 0xDD;
    private static final int MAP_16 = 0xDE, MAP_32 = 0xDF;
    private static final int FIX_MAP = 0x80, FIX_ARRAY = 0x90, FIX_STR = 0xA0;
    private static final int FIX_SIZE = 0x0F;
    private static final int FIX_STR_SIZE = 0x1F;
    private static final int MAX_DEPTH = 64;

    private MsgpackBytes() {}

    /** Returns the byte that tells a value's kind. */
    public static int head(byte[] bytes, int position) {
        return bytes[position] & 0xFF;
    }

    public static boolean isNil(byte[] bytes, int position) {
        return head(bytes, position) == NIL;
    }

    /** Returns 1 for true, 0 for false, {@link #NONE} for all else. */
    public static int flag(byte[] bytes, int position) {
        int head = head(bytes, position);
        return head == TRUE ? 1 : head == FALSE ? 0 : NONE;
    }

    /** Returns where the elements of the array or map at {@code position} begin, or {@link #NONE}. */
    public static int elements(byte[] bytes, int position, int end) {
        return behindHead(bytes, position, end);
    }

    /** Returns how many elements an array has, {@link #NONE} if there is none at {@code position}. */
    public static int arraySize(byte[] bytes, int position, int end) {
        int head = position < end ? head(bytes, position) : NIL;
        if ((head & 0xF0) == FIX_ARRAY) {
            return head & FIX_SIZE;
        }
        return head == ARRAY_16 || head == ARRAY_32 ? size(bytes, position + 1, 2 << (head - ARRAY_16), end) : NONE;
    }

    /** Tells whether a value that begins with this byte is a map, and not an empty one. */
    public static boolean isMap(byte head) {
        int kind = head & 0xFF;
        return ((kind & 0xF0) == FIX_MAP && kind != FIX_MAP) || kind == MAP_16 || kind == MAP_32;
    }

    /** Returns how many keys a map has, {@link #NONE} if there is none at {@code position}. */
    public static int mapSize(byte[] bytes, int position, int end) {
        int head = position < end ? head(bytes, position) : NIL;
        if ((head & 0xF0) == FIX_MAP) {
            return head & FIX_SIZE;
        }
        return head == MAP_16 || head == MAP_32 ? size(bytes, position + 1, 2 << (head - MAP_16), end) : NONE;
    }

    /** Returns how many bytes a text has, {@link #NONE} if there is none, or not all of it. */
    public static int textLength(byte[] bytes, int position, int end) {
        int head = position < end ? head(bytes, position) : NIL;
        int length = NONE;
        int start = position + 1;
        if ((head & 0xE0) == FIX_STR) {
            length = head & FIX_STR_SIZE;
        } else if (head >= STR_8 && head <= STR_32) {
            int width = 1 << (head - STR_8);
            length = size(bytes, start, width, end);
            start += width;
        }
        return length <= end - start ? length : NONE;
    }

    /** Returns where the bytes of a text begin, given that there is one. */
    public static int textStart(byte[] bytes, int position) {
        int head = head(bytes, position);
        return position + 1 + ((head & 0xE0) == FIX_STR ? 0 : 1 << (head - STR_8));
    }

    /** Returns where the value at {@code position} ends, or {@link #NONE} if it does not end in time. */
    public static int skip(byte[] bytes, int position, int end) {
        return skip(bytes, position, end, 0);
    }

    private static int skip(byte[] bytes, int position, int end, int depth) {
        int size = arraySize(bytes, position, end);
        int values = size;
        if (size == NONE) {
            size = mapSize(bytes, position, end);
            values = 2 * size;
        }
        if (size == NONE) {
            return skipPlain(bytes, position, end);
        }
        if (depth == MAX_DEPTH || size > end - position) { // each element has a byte at least
            return NONE;
        }
        int i = behindHead(bytes, position, end);
        for (int n = 0; n < values && i != NONE; n++) {
            i = skip(bytes, i, end, depth + 1);
        }
        return i;
    }

    private static int skipPlain(byte[] bytes, int position, int end) {
        int behind = behindHead(bytes, position, end);
        if (behind == NONE) {
            return NONE;
        }
        int length = contentLength(bytes, position, end);
        return length == NONE || length > end - behind ? NONE : behind + length;
    }

    /** Returns how many bytes follow the head of a value that holds no others. */
    private static int contentLength(byte[] bytes, int position, int end) {
        int head = head(bytes, position);
        if (head < FIX_MAP || head >= 0xE0) {
            return 0;
        }
        if (head < NIL) {
            return head & FIX_STR_SIZE; // maps and arrays are none of these
        }
        return switch (head) {
            case NIL, FALSE, TRUE -> 0;
            case BIN_8, BIN_8 + 1, BIN_8 + 2 -> size(bytes, position + 1, 1 << (head - BIN_8), end);
            case EXT_8, EXT_8 + 1, EXT_32 -> extLength(bytes, position, end);
            case FLOAT_32 -> Float.BYTES;
            case FLOAT_64 -> Double.BYTES;
            case UINT_8, UINT_8 + 1, UINT_8 + 2, UINT_64 -> 1 << (head - UINT_8);
            case INT_8, INT_8 + 1, INT_8 + 2, INT_64 -> 1 << (head - INT_8);
            case FIXEXT_1, FIXEXT_1 + 1, FIXEXT_4, FIXEXT_8, FIXEXT_16 -> 1 + (1 << (head - FIXEXT_1));
            case STR_8, STR_8 + 1, STR_32 -> size(bytes, position + 1, 1 << (head - STR_8), end);
            default -> NONE; // 0xC1 is never used
        };
    }

    private static int extLength(byte[] bytes, int position, int end) {
        int length = size(bytes, position + 1, 1 << (head(bytes, position) - EXT_8), end);
        return length == NONE || length == Integer.MAX_VALUE ? NONE : length + 1; // and its type
    }

    /** Returns where what a head announces begins. */
    private static int behindHead(byte[] bytes, int position, int end) {
        if (position >= end) {
            return NONE;
        }
        int head = head(bytes, position);
        int size = 0;
        if (head >= STR_8 && head <= STR_32) {
            size = 1 << (head - STR_8);
        } else if (head >= BIN_8 && head < EXT_8) {
            size = 1 << (head - BIN_8);
        } else if (head >= EXT_8 && head <= EXT_32) {
            size = 1 << (head - EXT_8);
        } else if (head >= ARRAY_16 && head <= MAP_32) {
            size = 2 << ((head - ARRAY_16) & 1);
        }
        return head == UNUSED || size >= end - position ? NONE : position + 1 + size;
    }

    /** Returns a size of 1, 2 or 4 bytes, {@link #NONE} if it is cut, or beyond any frame. */
    private static int size(byte[] bytes, int position, int width, int end) {
        if (width > end - position) {
            return NONE;
        }
        int size =
                switch (width) {
                    case 1 -> bytes[position] & 0xFF;
                    case 2 -> BigEndian.shortAt(bytes, position) & 0xFFFF;
                    default -> BigEndian.intAt(bytes, position);
                };
        return size < 0 ? NONE : size;
    }
}
