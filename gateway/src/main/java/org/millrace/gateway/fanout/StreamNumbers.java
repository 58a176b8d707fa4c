package org.millrace.gateway.fanout;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;

/**
 * Counts the messages of each stream: of each channel and instrument. Allocates only where an instrument is seen first.
 * Single-threaded.
 */
public final class StreamNumbers {
    private static final int INITIAL_INSTRUMENTS = 64;

    private final int[][] numbers = new int[Channels.LIMIT][INITIAL_INSTRUMENTS];

    /** Counts a message and returns its streamSequence, from 1. */
    public int next(int channel, int instrumentId) {
        int[] streams = numbers[channel];
        if (instrumentId >= streams.length) {
            streams = grow(channel, instrumentId);
        }
        return ++streams[instrumentId];
    }

    /** Counts an event on its channels without sending it. */
    public void count(DirectBuffer event, int offset) {
        int channel = Channels.of(event, offset);
        if (channel == Channels.NONE) {
            return;
        }
        int instrumentId = EventPrefix.instrumentId(event, offset);
        next(channel, instrumentId);
        int second = Channels.secondOf(channel, event, offset);
        if (second != Channels.NONE) {
            next(second, instrumentId);
        }
    }

    /** Returns the streamSequence of the newest message; 0 = none yet. */
    public int get(int channel, int instrumentId) {
        int[] streams = numbers[channel];
        return instrumentId < streams.length ? streams[instrumentId] : 0;
    }

    /** Sets the streamSequence of the newest message. */
    public void set(int channel, int instrumentId, int streamSequence) {
        int[] streams = numbers[channel];
        if (instrumentId >= streams.length) {
            streams = grow(channel, instrumentId);
        }
        streams[instrumentId] = streamSequence;
    }

    /** Returns a number above every instrument id of a channel that was counted. */
    public int instrumentLimit(int channel) {
        int[] streams = numbers[channel];
        int limit = streams.length;
        while (limit > 0 && streams[limit - 1] == 0) {
            limit--;
        }
        return limit;
    }

    /** Takes over all numbers of another. */
    public void copyFrom(StreamNumbers other) {
        for (int channel = 0; channel < Channels.LIMIT; channel++) {
            numbers[channel] = other.numbers[channel].clone();
        }
    }

    /** Goes back by what another has counted. */
    public void subtract(StreamNumbers other) {
        for (int channel = 0; channel < Channels.LIMIT; channel++) {
            for (int instrumentId = other.instrumentLimit(channel) - 1; instrumentId >= 0; instrumentId--) {
                set(channel, instrumentId, get(channel, instrumentId) - other.get(channel, instrumentId));
            }
        }
    }

    private int[] grow(int channel, int instrumentId) {
        int[] streams = numbers[channel];
        numbers[channel] =
                Arrays.copyOf(streams, Math.max(streams.length * 2, Integer.highestOneBit(instrumentId) * 2));
        return numbers[channel];
    }
}
