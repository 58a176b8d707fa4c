package org.millrace.engine.journalling;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventJson;

/** Shows a framed event to a person. */
final class EventText {
    private EventText() {}

    static String of(DirectBuffer buffer, int frame) {
        int length = EventFrame.length(buffer, frame);
        int message = EventFrame.messageOffset(frame);
        if (length < EventPrefix.LENGTH || length > EventFrame.MAX_LENGTH || message + length > buffer.capacity()) {
            return "not an event: length " + length;
        }
        try {
            return new EventJson(id -> null).print(buffer, message);
        } catch (RuntimeException e) { // its bytes may be anything: what differs is shown because it may be damaged
            return "not an event: " + e.getMessage();
        }
    }
}
