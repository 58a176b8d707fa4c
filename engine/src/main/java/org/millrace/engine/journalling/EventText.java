package org.millrace.engine.journalling;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;

/** Shows a framed event to a person. */
final class EventText {
    private EventText() {}

    static String of(DirectBuffer buffer, int frame) {
        int length = EventFrame.length(buffer, frame);
        int message = EventFrame.messageOffset(frame);
        if (length < EventPrefix.LENGTH || length > EventFrame.MAX_LENGTH || message + length > buffer.capacity()) {
            return "not an event: length " + length;
        }
        StringBuilder text = new StringBuilder("template " + EventPrefix.templateId(buffer, message) + " ");
        for (int i = 0; i < length; i++) {
            text.append(String.format("%02x", buffer.getByte(message + i)));
        }
        return text.toString();
    }
}
