package org.millrace.bench.decoding;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPublisher;

/** A ring without a ring: an array of slots, written over by the next claim. */
final class ArrayPublisher implements EventPublisher {
    private final UnsafeBuffer[] slots = new UnsafeBuffer[MAX_CLAIM];
    private final int[] lengths = new int[MAX_CLAIM];
    private int claimed;

    ArrayPublisher() {
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new UnsafeBuffer(new byte[MAX_EVENT_LENGTH]);
        }
    }

    /** Returns the events of the last claim, each as its bytes in hexadecimal digits. */
    List<String> events() {
        return IntStream.range(0, claimed)
                .filter(i -> lengths[i] > 0)
                .mapToObj(i -> HexFormat.of().formatHex(Arrays.copyOf(slots[i].byteArray(), lengths[i])))
                .toList();
    }

    @Override
    public boolean tryClaim(int count) {
        Arrays.fill(lengths, 0, count, 0);
        claimed = count;
        return count <= slots.length;
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        return slots[index];
    }

    @Override
    public void length(int index, int length) {
        lengths[index] = length;
    }

    @Override
    public void commit() {
        // what was claimed stays where it is
    }
}
