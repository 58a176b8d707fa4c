package org.millrace.codecs.support;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventJson;
import org.millrace.codecs.json.EventRow;

/**
 * Keeps copies of the events that reach it, and shows them. A text has the message's name, instrument, time, flags if
 * there are any, and the message's own members that have a value, less the exponents: {@code Trade 1 at=… tradeId=7
 * price=100.5 quantity=2 aggressorSide=BUY}.
 */
public final class RecordingConsumer implements EventConsumer {
    private static final int OWN_MEMBERS = 10; // behind type, prefix, symbol and instrument

    private final List<UnsafeBuffer> events = new ArrayList<>();
    private final EventRow row = new EventRow(id -> null);
    private final EventJson json = new EventJson(id -> null);
    private int flushCount;

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        events.add(new UnsafeBuffer(copy));
    }

    @Override
    public void flush() {
        flushCount++;
    }

    /** Returns the texts of all events, in order. */
    public List<String> all() {
        return events.stream().map(this::text).toList();
    }

    /** Returns the texts of the events of one message. */
    public List<String> textOf(int templateId) {
        return eventsOf(templateId).stream().map(this::text).toList();
    }

    /** Returns the events of one message as JSON, with every member. */
    public List<String> jsonOf(int templateId) {
        return eventsOf(templateId).stream().map(event -> json.print(event, 0)).toList();
    }

    /** Returns copies of all events: each begins at 0 and has the buffer's capacity. */
    public List<UnsafeBuffer> events() {
        return List.copyOf(events);
    }

    /** Returns copies of the events of one message. */
    public List<UnsafeBuffer> eventsOf(int templateId) {
        return events.stream()
                .filter(event -> EventPrefix.templateId(event, 0) == templateId)
                .toList();
    }

    /** Returns how often {@link #flush} was called. */
    public int flushCount() {
        return flushCount;
    }

    /** Forgets everything. */
    public void clear() {
        events.clear();
        flushCount = 0;
    }

    private String text(UnsafeBuffer event) {
        row.wrap(event, 0);
        List<String> names = row.names();
        List<String> values = row.values();
        StringBuilder text = new StringBuilder(values.get(0));
        text.append(' ').append(EventPrefix.instrumentId(event, 0));
        text.append(" at=").append(EventPrefix.eventTime(event, 0));
        if (EventPrefix.flags(event, 0) != 0) {
            text.append(" flags=").append(values.get(names.indexOf("flags")));
        }
        for (int i = OWN_MEMBERS; i < names.size(); i++) {
            if (!values.get(i).isEmpty() && !names.get(i).endsWith("Exponent")) {
                text.append(' ').append(names.get(i)).append('=').append(values.get(i));
            }
        }
        return text.toString();
    }
}
