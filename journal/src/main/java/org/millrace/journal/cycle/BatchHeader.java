package org.millrace.journal.cycle;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What stands before the events of a batch. The checksum is a CRC32C of the bytes from 0 to 24 and of the events.
 *
 * <pre>
 *   0             2             4     8             16     20          24  28       32
 *   +-------------+-------------+-----+-------------+------+-----------+---+--------+------------
 *   |formatVersion|schemaVersion|count|firstSequence|length|previousCrc|crc|reserved| events ...
 *   +-------------+-------------+-----+-------------+------+-----------+---+--------+------------
 * </pre>
 */
public final class BatchHeader {
    public static final int LENGTH = 32;
    public static final int SUMMED_LENGTH = 24;
    public static final int FORMAT_VERSION = 1;

    private static final int SCHEMA_VERSION_OFFSET = 2;
    private static final int COUNT_OFFSET = 4;
    private static final int FIRST_SEQUENCE_OFFSET = 8;
    private static final int LENGTH_OFFSET = 16;
    private static final int PREVIOUS_CRC_OFFSET = 20;
    private static final int CRC_OFFSET = 24;
    private static final int RESERVED_OFFSET = 28;

    private BatchHeader() {}

    public static int formatVersion(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset, LITTLE_ENDIAN) & 0xFFFF;
    }

    public static int schemaVersion(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + SCHEMA_VERSION_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    public static int count(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + COUNT_OFFSET, LITTLE_ENDIAN);
    }

    public static long firstSequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + FIRST_SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    public static int length(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    public static int previousCrc(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + PREVIOUS_CRC_OFFSET, LITTLE_ENDIAN);
    }

    public static int crc(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN);
    }

    public static int reserved(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + RESERVED_OFFSET, LITTLE_ENDIAN);
    }

    /** Writes all but checksum and schema version. */
    public static void write(MutableDirectBuffer buffer, int count, long firstSequence, int length, int previousCrc) {
        buffer.putShort(0, (short) FORMAT_VERSION, LITTLE_ENDIAN);
        buffer.putInt(COUNT_OFFSET, count, LITTLE_ENDIAN);
        buffer.putLong(FIRST_SEQUENCE_OFFSET, firstSequence, LITTLE_ENDIAN);
        buffer.putInt(LENGTH_OFFSET, length, LITTLE_ENDIAN);
        buffer.putInt(PREVIOUS_CRC_OFFSET, previousCrc, LITTLE_ENDIAN);
        buffer.putInt(RESERVED_OFFSET, 0, LITTLE_ENDIAN);
    }

    public static void putSchemaVersion(MutableDirectBuffer buffer, int schemaVersion) {
        buffer.putShort(SCHEMA_VERSION_OFFSET, (short) schemaVersion, LITTLE_ENDIAN);
    }

    public static void putCrc(MutableDirectBuffer buffer, int crc) {
        buffer.putInt(CRC_OFFSET, crc, LITTLE_ENDIAN);
    }
}
