package org.millrace.codecs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What every event begins with, read and written at fixed offsets, so that a stage can route without decoding.
 * {@code offset} is always that of the SBE message header.
 *
 * <pre>
 *   0           2          4        6       8        16    24        32          40           44    46    47
 *   +-----------+----------+--------+-------+--------+-----+---------+-----------+------------+-----+-----+---+
 *   |blockLength|templateId|schemaId|version|sequence|cause|eventTime|receiveTime|instrumentId|flags|venue| 0 |
 *   +-----------+----------+--------+-------+--------+-----+---------+-----------+------------+-----+-----+---+
 * </pre>
 */
public final class EventPrefix {
    /** Bytes of message header and prefix together: where a message's own fields begin. */
    public static final int LENGTH = 48;

    /** Bit of the first event of a run. */
    public static final int FIRST = 1;
    /** Bit of the last event of a run. */
    public static final int LAST = 1 << 1;
    /** Bit of a book's snapshot. */
    public static final int SNAPSHOT = 1 << 2;
    /** Bit: something before it was lost. */
    public static final int GAP_OPEN = 1 << 3;
    /** Bit: came after its bar was closed. */
    public static final int LATE = 1 << 4;
    /** Bit: replaces a value published before. */
    public static final int REVISED = 1 << 5;
    /** Bit: made up to fill a hole. */
    public static final int FILLED = 1 << 6;
    /** Bit: does not cover its whole interval. */
    public static final int PARTIAL = 1 << 7;
    /** Bit: the book it rests on was not whole. */
    public static final int BOOK_STALE = 1 << 8;
    /** Bit: the venue's checksum disagreed. */
    public static final int CHECKSUM_FAILED = 1 << 9;
    /** Bit: suspect, or resting on a suspect value. */
    public static final int ANOMALY = 1 << 10;
    /** Bit: tells what the venue's book is, to check ours by, and changes nothing. */
    public static final int CHECK = 1 << 11;
    /** Bit: the venue's checksum agreed with the book as it is after this run. */
    public static final int VERIFIED = 1 << 12;
    /** The bits that what is derived from an event inherits. */
    public static final int QUALITY_MASK =
            GAP_OPEN | LATE | REVISED | FILLED | PARTIAL | BOOK_STALE | CHECKSUM_FAILED | ANOMALY;

    private static final int NOT_INHERITED = ~QUALITY_MASK;
    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final int SEQUENCE_OFFSET = 8;
    private static final int CAUSE_OFFSET = 16;
    private static final int EVENT_TIME_OFFSET = 24;
    private static final int RECEIVE_TIME_OFFSET = 32;
    private static final int INSTRUMENT_ID_OFFSET = 40;
    private static final int FLAGS_OFFSET = 44;
    private static final int VENUE_OFFSET = 46;

    private EventPrefix() {}

    public static int templateId(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + TEMPLATE_ID_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    public static long sequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    public static void sequence(MutableDirectBuffer buffer, int offset, long sequence) {
        buffer.putLong(offset + SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
    }

    public static long cause(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CAUSE_OFFSET, LITTLE_ENDIAN);
    }

    public static void cause(MutableDirectBuffer buffer, int offset, long cause) {
        buffer.putLong(offset + CAUSE_OFFSET, cause, LITTLE_ENDIAN);
    }

    public static long eventTime(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + EVENT_TIME_OFFSET, LITTLE_ENDIAN);
    }

    public static void eventTime(MutableDirectBuffer buffer, int offset, long eventTime) {
        buffer.putLong(offset + EVENT_TIME_OFFSET, eventTime, LITTLE_ENDIAN);
    }

    public static long receiveTime(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + RECEIVE_TIME_OFFSET, LITTLE_ENDIAN);
    }

    public static int instrumentId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + INSTRUMENT_ID_OFFSET, LITTLE_ENDIAN);
    }

    public static void instrumentId(MutableDirectBuffer buffer, int offset, int instrumentId) {
        buffer.putInt(offset + INSTRUMENT_ID_OFFSET, instrumentId, LITTLE_ENDIAN);
    }

    public static int flags(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + FLAGS_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    public static void flags(MutableDirectBuffer buffer, int offset, int flags) {
        buffer.putShort(offset + FLAGS_OFFSET, (short) flags, LITTLE_ENDIAN);
    }

    /** Returns the number of the venue in the schema's enum {@code Venue}. */
    public static int venue(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + VENUE_OFFSET) & 0xFF;
    }

    /** Writes the whole prefix of an input: no sequence yet, no cause. */
    public static void writeInput(
            MutableDirectBuffer buffer,
            int offset,
            long eventTime,
            long receiveTime,
            int instrumentId,
            int venueFlags) {
        buffer.putLong(offset + SEQUENCE_OFFSET, 0L, LITTLE_ENDIAN);
        buffer.putLong(offset + CAUSE_OFFSET, 0L, LITTLE_ENDIAN);
        buffer.putLong(offset + EVENT_TIME_OFFSET, eventTime, LITTLE_ENDIAN);
        buffer.putLong(offset + RECEIVE_TIME_OFFSET, receiveTime, LITTLE_ENDIAN);
        buffer.putInt(offset + INSTRUMENT_ID_OFFSET, instrumentId, LITTLE_ENDIAN);
        buffer.putInt(offset + FLAGS_OFFSET, venueFlags, LITTLE_ENDIAN);
    }

    /** Packs venue and flags as {@link #writeInput} takes them. */
    public static int venueFlags(int venue, int flags) {
        return ((venue & 0xFF) << 16) | (flags & 0xFFFF);
    }

    /**
     * Writes the prefix of a derived event: sequence of the causing input, receive time, instrument and venue of its
     * cause, and of the cause's flags the quality bits.
     */
    public static void writeDerived(
            MutableDirectBuffer buffer, int offset, DirectBuffer cause, int causeOffset, long eventTime) {
        sequence(buffer, offset, sequence(cause, causeOffset));
        cause(buffer, offset, cause(cause, causeOffset));
        eventTime(buffer, offset, eventTime);
        buffer.putLong(offset + RECEIVE_TIME_OFFSET, receiveTime(cause, causeOffset), LITTLE_ENDIAN);
        buffer.putInt(offset + INSTRUMENT_ID_OFFSET, instrumentId(cause, causeOffset), LITTLE_ENDIAN);
        int venueFlags = cause.getInt(causeOffset + FLAGS_OFFSET, LITTLE_ENDIAN);
        buffer.putInt(offset + FLAGS_OFFSET, venueFlags & ~(NOT_INHERITED & 0xFFFF), LITTLE_ENDIAN);
    }

    /**
     * Writes the prefix of a derived event that speaks of another instrument than its cause, or of none: the rest, event
     * time too, is that of its cause.
     *
     * @param instrumentId 0: none
     * @param venue        number in the schema's enum {@code Venue}; 0: the engine itself
     */
    public static void writeDerived(
            MutableDirectBuffer buffer, int offset, DirectBuffer cause, int causeOffset, int instrumentId, int venue) {
        writeDerived(buffer, offset, cause, causeOffset, eventTime(cause, causeOffset));
        instrumentId(buffer, offset, instrumentId);
        buffer.putByte(offset + VENUE_OFFSET, (byte) venue);
    }
}
