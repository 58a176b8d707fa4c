package org.millrace.journal.support;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;

/** Keeps the sequences of the events it is given. */
public final class Sequences implements EventConsumer {
    private final List<Long> seen = new ArrayList<>();

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        seen.add(EventPrefix.sequence(buffer, offset));
    }

    /** Returns what was seen. */
    public List<Long> seen() {
        return seen;
    }
}
