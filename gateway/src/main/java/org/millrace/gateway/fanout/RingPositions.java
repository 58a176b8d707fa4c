package org.millrace.gateway.fanout;

import java.util.Arrays;

/**
 * Where in the ring a reader was when it had read up to an event: every so many bytes one note, oldest overwritten. Lets
 * what was read be found again while the ring still has it. Used by one thread.
 */
final class RingPositions {
    private static final int INTERVAL = 4096;

    private final long[] sequences;
    private final long[] positions;
    private long count;
    private long nextPosition;

    RingPositions(int capacity) {
        sequences = new long[capacity / INTERVAL];
        positions = new long[capacity / INTERVAL];
    }

    /** Notes that all frames before {@code position} are of events up to {@code sequence}. */
    void note(long position, long sequence) {
        if (position - nextPosition >= 0) {
            int index = (int) (count++ % sequences.length);
            sequences[index] = sequence;
            positions[index] = position;
            nextPosition = position + INTERVAL;
        }
    }

    /** Returns the newest position noted before which there is nothing newer than an event; −1 = none. */
    long before(long sequence) {
        long low = Math.max(0, count - sequences.length);
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (sequences[(int) (middle % sequences.length)] <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == Math.max(0, count - sequences.length) ? -1 : positions[(int) ((low - 1) % positions.length)];
    }

    /** Forgets all, because events were missed. */
    void forget() {
        count = 0;
        nextPosition = 0;
        Arrays.fill(sequences, 0);
    }
}
