package org.millrace.feeds.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Stands between a market and its subscribers, and loses, doubles, swaps or spoils what it was told to. */
final class Mischief implements FrameSink {
    private static final long STALE_NS = SECONDS.toNanos(10);
    private static final int FIRST_PRINTABLE = ' ';
    private static final int PRINTABLE_COUNT = 95;
    private static final int SPOILT_BYTES = 3;

    private final FrameSink next;
    private final SeededRandom random;
    private final long[] staleUntilNs;
    private final Misbehaviour[] armed;
    private final byte[][] held;
    private final UnsafeBuffer copy = new UnsafeBuffer(0, 0);
    private long nowNs;

    Mischief(FrameSink next, SimulatedStreams streams, long seed) {
        this.next = next;
        random = new SeededRandom(seed);
        staleUntilNs = new long[SimulatedStreams.instrument(streams.count() - 1) + 1];
        armed = new Misbehaviour[streams.count()];
        held = new byte[streams.count()][];
    }

    /** Tells the time of the market. */
    void now(long nowNs) {
        this.nowNs = nowNs;
    }

    /** Prepares a misbehaviour for the next payload that it concerns. */
    void arm(Misbehaviour kind, int instrument) {
        if (kind == Misbehaviour.STALE) {
            staleUntilNs[instrument] = nowNs + STALE_NS;
            return;
        }
        if (kind != Misbehaviour.TRADE_GAP) {
            armed[SimulatedStreams.id(instrument, SimulatedStreams.DEPTH)] = kind;
            armed[SimulatedStreams.id(instrument, SimulatedStreams.SLOW_DEPTH)] = kind;
        }
        if (kind != Misbehaviour.GAP && kind != Misbehaviour.GARBAGE) {
            armed[SimulatedStreams.id(instrument, SimulatedStreams.TRADE)] = kind;
            armed[SimulatedStreams.id(instrument, SimulatedStreams.AGGREGATE_TRADE)] = kind;
        }
    }

    @Override
    public boolean wants(int stream) {
        return next.wants(stream);
    }

    @Override
    public void onPayload(int stream, DirectBuffer buffer, int offset, int length) {
        if (nowNs < staleUntilNs[SimulatedStreams.instrument(stream)]) {
            return;
        }
        Misbehaviour kind = armed[stream];
        if (kind == null) {
            next.onPayload(stream, buffer, offset, length);
            release(stream);
            return;
        }
        armed[stream] = null;
        switch (kind) {
            case GAP, TRADE_GAP -> {}
            case OUT_OF_ORDER -> held[stream] = bytes(buffer, offset, length);
            case GARBAGE -> spoil(stream, buffer, offset, length);
            default -> {
                next.onPayload(stream, buffer, offset, length);
                next.onPayload(stream, buffer, offset, length);
            }
        }
    }

    private void release(int stream) {
        byte[] late = held[stream];
        if (late != null) {
            held[stream] = null;
            copy.wrap(late);
            next.onPayload(stream, copy, 0, late.length);
        }
    }

    private void spoil(int stream, DirectBuffer buffer, int offset, int length) {
        byte[] spoilt = bytes(buffer, offset, 1 + random.nextInt(length - 1));
        for (int i = 0; i < SPOILT_BYTES; i++) {
            spoilt[random.nextInt(spoilt.length)] = (byte) (FIRST_PRINTABLE + random.nextInt(PRINTABLE_COUNT));
        }
        copy.wrap(spoilt);
        next.onPayload(stream, copy, 0, spoilt.length);
        next.onPayload(stream, buffer, offset, length);
    }

    private static byte[] bytes(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
