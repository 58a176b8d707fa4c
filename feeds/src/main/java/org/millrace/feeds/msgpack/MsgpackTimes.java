package org.millrace.feeds.msgpack;

/**
 * Reads the timestamp extension, type −1, in its three forms.
 *
 * <pre>
 *   D6 FF  seconds 32                    C7 0C FF  nanoseconds 32  seconds 64
 *   D7 FF  nanoseconds 30 | seconds 34
 * </pre>
 */
public final class MsgpackTimes {
    /** Not a time, or none between 1970 and 2261. */
    public static final long INVALID = -1;

    private static final byte TIMESTAMP = -1;
    private static final int LONG_FORM_LENGTH = 12;
    private static final int SECOND_BITS = 34;
    private static final long SECOND_MASK = (1L << SECOND_BITS) - 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long LAST_SECOND = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    private MsgpackTimes() {}

    /** Returns nanoseconds since the epoch of the whole value between the positions, or {@link #INVALID}. */
    public static long parse(byte[] bytes, int start, int end) {
        int head = MsgpackBytes.head(bytes, start);
        if (head == MsgpackBytes.FIXEXT_4 && bytes[start + 1] == TIMESTAMP) {
            return time(BigEndian.intAt(bytes, start + 2) & 0xFFFFFFFFL, 0);
        }
        if (head == MsgpackBytes.FIXEXT_8 && bytes[start + 1] == TIMESTAMP) {
            long both = BigEndian.longAt(bytes, start + 2);
            return time(both & SECOND_MASK, both >>> SECOND_BITS);
        }
        boolean isLongForm =
                head == MsgpackBytes.EXT_8 && end - start == LONG_FORM_LENGTH + 3 && bytes[start + 2] == TIMESTAMP;
        if (!isLongForm) {
            return INVALID;
        }
        long nanos = BigEndian.intAt(bytes, start + 3) & 0xFFFFFFFFL;
        return time(BigEndian.longAt(bytes, start + 3 + Integer.BYTES), nanos);
    }

    private static long time(long seconds, long nanos) {
        boolean isTime = seconds >= 0 && seconds <= LAST_SECOND && nanos < NANOS_PER_SECOND;
        return isTime ? seconds * NANOS_PER_SECOND + nanos : INVALID;
    }
}
