package org.millrace.feeds.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;

/** Is a ring without end, and tells as text which statuses were published. */
public final class StatusRecorder implements EventPublisher {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final UnsafeBuffer slots = new UnsafeBuffer(new byte[MAX_EVENT_LENGTH * MAX_CLAIM]);
    private final UnsafeBuffer slot = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private int claimed;

    /** Returns the statuses of connections so far, as {@code 1 LIVE SUBSCRIBED}. */
    public List<String> texts() {
        return texts;
    }

    public long count(String text) {
        return texts.stream().filter(line -> line.contains(text)).count();
    }

    @Override
    public boolean tryClaim(int count) {
        claimed = count;
        return true;
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        slot.wrap(slots, index * MAX_EVENT_LENGTH, MAX_EVENT_LENGTH);
        return slot;
    }

    @Override
    public void length(int index, int length) {}

    @Override
    public void commit() {
        for (int i = 0; i < claimed; i++) {
            header.wrap(slots, i * MAX_EVENT_LENGTH);
            if (header.templateId() == FeedStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(slots, i * MAX_EVENT_LENGTH, header);
                if (status.stream() == FeedStream.CONNECTION) {
                    texts.add(status.connectionId() + " " + status.state() + " " + status.reason());
                }
            }
        }
    }
}
