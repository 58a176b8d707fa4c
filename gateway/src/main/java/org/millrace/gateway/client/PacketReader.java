package org.millrace.gateway.client;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.millrace.codecs.EventPrefix;

/**
 * Takes packets apart, sees by each stream's numbers that nothing is missing, and remembers how far each channel has
 * come. Allocates only where a stream is seen first. Used by any thread.
 */
final class PacketReader {
    private static final int HEADER_LENGTH = 16;
    private static final int FRAME_HEADER_LENGTH = 8;
    private static final long UNKNOWN = -1;
    private static final String ALERTS = "alerts"; // whose holes are alerts of others

    private final StreamListener listener;
    private final StreamEvent event = new StreamEvent();
    private final Long2LongHashMap numbers = new Long2LongHashMap(UNKNOWN);
    private final Long2LongHashMap sequences = new Long2LongHashMap(UNKNOWN);
    private final Int2ObjectHashMap<String> names = new Int2ObjectHashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();

    PacketReader(StreamListener listener) {
        this.listener = listener;
    }

    /** Takes the numbers of the channels from a hello. */
    synchronized void channels(ControlMessage numbersByName) {
        names.clear();
        byName.clear();
        numbersByName.members().forEach((name, number) -> {
            int channel = ((Number) number).intValue();
            names.put(channel, name);
            byName.put(name, channel);
        });
    }

    /** Takes a packet. */
    synchronized void onPacket(DirectBuffer packet, int length) {
        event.ofPacket(packet.getByte(1), packet.getLong(8, LITTLE_ENDIAN));
        for (int offset = HEADER_LENGTH; offset + FRAME_HEADER_LENGTH <= length; ) {
            int frameLength = packet.getShort(offset, LITTLE_ENDIAN) & 0xFFFF;
            if (frameLength < FRAME_HEADER_LENGTH || offset + frameLength > length) {
                throw new IllegalStateException("a frame of " + frameLength + " bytes at " + offset);
            }
            onFrame(packet, offset, frameLength);
            offset += frameLength;
        }
    }

    /** Returns the newest event of a channel, or −1. */
    synchronized long sequence(String channel) {
        return sequences.get(number(channel));
    }

    /** Takes word that all up to an event was sent. */
    synchronized void onHeartbeat(String channel, long sequence) {
        long number = number(channel);
        sequences.put(number, Math.max(sequence, sequences.get(number)));
    }

    /** Takes word that messages of a stream up to a number are missing, and why. */
    synchronized void onGap(String channel, int instrumentId, long last) {
        numbers.put(stream(number(channel), instrumentId), last);
    }

    /** Forgets the numbers of all streams of a channel: what comes next begins anew. */
    synchronized void forget(String channel) {
        long number = number(channel);
        numbers.keySet().removeIf(stream -> stream >>> 32 == number);
    }

    private long number(String channel) {
        return byName.getOrDefault(channel, 0);
    }

    private void onFrame(DirectBuffer packet, int offset, int frameLength) {
        int channel = packet.getShort(offset + 2, LITTLE_ENDIAN) & 0xFFFF;
        long number = packet.getInt(offset + 4, LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        int message = offset + FRAME_HEADER_LENGTH;
        String name = names.get(channel);
        if (name == null) {
            return; // of a later version
        }
        event.of(name, number, frameLength - FRAME_HEADER_LENGTH);
        check(channel, name, EventPrefix.instrumentId(packet, message), number);
        listener.onEvent(event, packet, message);
        long sequence = EventPrefix.sequence(packet, message);
        if (sequence > sequences.get(channel)) {
            sequences.put(channel, sequence);
        }
    }

    private void check(int channel, String name, int instrumentId, long number) {
        long stream = stream(channel, instrumentId);
        long before = numbers.get(stream);
        boolean isExplained = event.isSnapshot() || event.isConflated() || before == UNKNOWN || name.equals(ALERTS);
        if (!isExplained && number > before + 1) {
            listener.onLoss(name, instrumentId, before + 1, number - 1);
        }
        numbers.put(stream, event.isReplay() ? Math.max(number, before) : number); // one may have come again
    }

    private static long stream(long channel, int instrumentId) {
        return channel << 32 | instrumentId;
    }
}
