package org.millrace.feeds.simulator.alpaca;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Messages as MessagePack: whole numbers in the shortest form, others as doubles, times as timestamps. */
final class MsgpackForm implements Form {
    private static final int FIX_MAP = 0x80, FIX_LIST = 0x90, FIX_TEXT = 0xA0, MAX_FIX = 15, MAX_FIX_TEXT = 31;
    private static final int TRUE = 0xC3, DOUBLE = 0xCB, UINT_8 = 0xCC, UINT_16 = 0xCD, UINT_32 = 0xCE, UINT_64 = 0xCF;
    private static final int TEXT_8 = 0xD9, LIST_16 = 0xDC, MAP_16 = 0xDE, TIME_32 = 0xD6, TIME_64 = 0xD7;
    private static final int TIMESTAMP = 0xFF;
    private static final int MAX_FIX_INT = 0x7F, MAX_8 = 0xFF, MAX_16 = 0xFFFF;
    private static final long MAX_32 = 0xFFFF_FFFFL;
    private static final int NANO_SHIFT = 34;
    private static final double UNITS = 1e8;
    private static final long WHOLE = 100_000_000L;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4 * 1024);
    private int position;

    @Override
    public Form begin() {
        position = 0;
        return this;
    }

    @Override
    public Form list(int count) {
        return sized(FIX_LIST, LIST_16, count);
    }

    @Override
    public Form endList() {
        return this;
    }

    @Override
    public Form map(int count) {
        return sized(FIX_MAP, MAP_16, count);
    }

    @Override
    public Form endMap() {
        return this;
    }

    @Override
    public Form field(String name) {
        return text(name);
    }

    @Override
    public Form text(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        if (bytes.length <= MAX_FIX_TEXT) {
            put(FIX_TEXT | bytes.length);
        } else {
            put(TEXT_8).put(bytes.length);
        }
        buffer.putBytes(position, bytes);
        position += bytes.length;
        return this;
    }

    @Override
    public Form number(long value) {
        if (value <= MAX_FIX_INT) {
            return put((int) value);
        }
        if (value <= MAX_8) {
            return put(UINT_8).put((int) value);
        }
        if (value <= MAX_16) {
            return put(UINT_16).putShort((int) value);
        }
        return value <= MAX_32 ? put(UINT_32).putInt((int) value) : put(UINT_64).putLong(value);
    }

    @Override
    public Form decimal(long units) {
        return units % WHOLE == 0
                ? number(units / WHOLE)
                : put(DOUBLE).putLong(Double.doubleToRawLongBits(units / UNITS));
    }

    @Override
    public Form time(long timeNs) {
        long seconds = timeNs / SECONDS.toNanos(1);
        long nanos = timeNs % SECONDS.toNanos(1);
        return nanos == 0
                ? put(TIME_32).put(TIMESTAMP).putInt((int) seconds)
                : put(TIME_64).put(TIMESTAMP).putLong((nanos << NANO_SHIFT) | seconds);
    }

    @Override
    public Form yes() {
        return put(TRUE);
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int length() {
        return position;
    }

    private Form sized(int fix, int head, int count) {
        return count <= MAX_FIX ? put(fix | count) : put(head).putShort(count);
    }

    private MsgpackForm put(int value) {
        buffer.putByte(position, (byte) value);
        position++;
        return this;
    }

    private MsgpackForm putShort(int value) {
        buffer.putShort(position, (short) value, BIG_ENDIAN);
        position += Short.BYTES;
        return this;
    }

    private MsgpackForm putInt(int value) {
        buffer.putInt(position, value, BIG_ENDIAN);
        position += Integer.BYTES;
        return this;
    }

    private MsgpackForm putLong(long value) {
        buffer.putLong(position, value, BIG_ENDIAN);
        position += Long.BYTES;
        return this;
    }
}
