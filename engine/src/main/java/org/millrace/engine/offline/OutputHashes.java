package org.millrace.engine.offline;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** A number of 64 bits for each output, by which two runs are compared: 8 bytes instead of the event. */
final class OutputHashes {
    private static final int CHUNK = 1 << 17;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L; // 2^64 / golden ratio, as SplittableRandom has it

    private final List<long[]> chunks = new ArrayList<>();
    private long count;

    void add(DirectBuffer buffer, int offset, int length) {
        if ((int) (count % CHUNK) == 0) {
            chunks.add(new long[CHUNK]);
        }
        chunks.get((int) (count / CHUNK))[(int) (count % CHUNK)] = of(buffer, offset, length);
        count++;
    }

    long count() {
        return count;
    }

    long get(long index) {
        return chunks.get((int) (index / CHUNK))[(int) (index % CHUNK)];
    }

    static long of(DirectBuffer buffer, int offset, int length) {
        long hash = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = (hash ^ buffer.getLong(offset + at)) * PRIME;
            hash ^= hash >>> 32;
        }
        for (; at < length; at++) {
            hash = (hash ^ buffer.getByte(offset + at)) * PRIME;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
