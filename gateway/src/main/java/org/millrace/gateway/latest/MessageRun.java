package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;

/** Messages of one run, in rooms that are used again for the next. */
final class MessageRun {
    private final List<UnsafeBuffer> rooms = new ArrayList<>();
    private int[] lengths = new int[4];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void add(DirectBuffer buffer, int message, int length) {
        if (size == rooms.size()) {
            rooms.add(new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]));
            lengths = Arrays.copyOf(lengths, Math.max(lengths.length, rooms.size()));
        }
        rooms.get(size).putBytes(0, buffer, message, length);
        lengths[size++] = length;
    }

    /** Returns a message from offset 0; valid until the run is used again. */
    UnsafeBuffer get(int index) {
        return rooms.get(index);
    }

    int length(int index) {
        return lengths[index];
    }
}
