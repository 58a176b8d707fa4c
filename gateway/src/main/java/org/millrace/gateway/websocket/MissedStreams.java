package org.millrace.gateway.websocket;

import org.agrona.collections.Long2LongHashMap;

/** What was not sent to a client while it was too slow: of each stream the first and last number. */
final class MissedStreams {
    private static final long NONE = Long.MIN_VALUE;

    private final Long2LongHashMap spans = new Long2LongHashMap(NONE);

    /** Takes the missed numbers of a stream. */
    @FunctionalInterface
    interface Listener {
        void onMissed(int channel, int instrumentId, int first, int last);
    }

    void add(int channel, int instrumentId, int streamSequence) {
        long stream = (long) channel << 32 | instrumentId;
        long span = spans.get(stream);
        long first = span == NONE ? streamSequence : span >>> 32;
        spans.put(stream, first << 32 | (streamSequence & 0xFFFF_FFFFL));
    }

    /** Hands over all spans and forgets them. */
    void drain(Listener listener) {
        spans.forEachLong((stream, span) ->
                listener.onMissed((int) (stream >>> 32), (int) stream, (int) (span >>> 32), (int) span));
        spans.clear();
    }
}
