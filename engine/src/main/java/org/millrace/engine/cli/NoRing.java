package org.millrace.engine.cli;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPublisher;

/** Takes events and forgets them: a capture keeps frames, not what they mean. */
final class NoRing implements EventPublisher {
    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[MAX_EVENT_LENGTH]);

    @Override
    public boolean tryClaim(int slots) {
        return true;
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        return slot;
    }

    @Override
    public void length(int index, int length) {}

    @Override
    public void commit() {}
}
