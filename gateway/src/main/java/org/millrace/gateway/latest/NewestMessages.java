package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;

/**
 * The newest message of each thing that a channel tells of, by instrument: of {@value #MOST} things, then the one that was
 * told of first makes room. Allocates only where a thing is seen first.
 */
final class NewestMessages {
    /** Things of one instrument that are kept. */
    static final int MOST = 512;

    private final Int2ObjectHashMap<List<Slot>> byInstrument = new Int2ObjectHashMap<>();

    /** Room for a message, with the two numbers that its thing is known by. */
    private static final class Slot {
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        private long high;
        private long low;
        private int length;
    }

    /** Takes the newest message of a thing. */
    void onMessage(long high, long low, DirectBuffer buffer, int message, int length) {
        Slot slot = slot(EventPrefix.instrumentId(buffer, message), high, low);
        slot.high = high;
        slot.low = low;
        slot.length = length;
        slot.message.putBytes(0, buffer, message, length);
    }

    /** Returns copies of the newest messages of an instrument, each from offset 0. */
    List<UnsafeBuffer> of(int instrumentId) {
        List<UnsafeBuffer> messages = new ArrayList<>();
        List<Slot> slots = byInstrument.get(instrumentId);
        for (int i = 0; slots != null && i < slots.size(); i++) {
            messages.add(Desk.copy(slots.get(i).message, 0, slots.get(i).length));
        }
        return messages;
    }

    /** Forgets all things of one first number. */
    void forget(long high) {
        byInstrument.values().forEach(slots -> slots.removeIf(slot -> slot.high == high));
    }

    void forget() {
        byInstrument.clear();
    }

    private Slot slot(int instrumentId, long high, long low) {
        List<Slot> slots = byInstrument.get(instrumentId);
        if (slots == null) {
            slots = new ArrayList<>();
            byInstrument.put(instrumentId, slots);
        }
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.high == high && slot.low == low) {
                return slot;
            }
        }
        Slot slot = slots.size() < MOST ? new Slot() : slots.remove(0);
        slots.add(slot);
        return slot;
    }
}
