package org.millrace.engine.why;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;

/** What came of one input so far: the newest. Its buffers are used again for the next. */
final class Row {
    private final List<UnsafeBuffer> events = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private int count;
    private long cause;

    void take(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.cause(buffer, offset) != cause) {
            cause = EventPrefix.cause(buffer, offset);
            count = 0;
        }
        if (count == events.size()) {
            events.add(new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]));
            lengths.add(0);
        }
        events.get(count).putBytes(0, buffer, offset, length);
        lengths.set(count, length);
        count++;
    }

    /** Returns copies of some of them, in their order. */
    List<UnsafeBuffer> of(Predicate<UnsafeBuffer> which) {
        List<UnsafeBuffer> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (which.test(events.get(i))) {
                copies.add(Seen.copy(events.get(i), 0, lengths.get(i)));
            }
        }
        return copies;
    }
}
