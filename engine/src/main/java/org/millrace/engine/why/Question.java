package org.millrace.engine.why;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.SignalDecoder;

/**
 * What is to be explained.
 *
 * @param number of an event in JournalOut, an order or a fill; of signals the newest is meant
 */
public record Question(Kind kind, long number) {
    /** What a number stands for. */
    public enum Kind {
        SEQUENCE,
        ORDER,
        FILL,
        SIGNAL
    }

    /** Tells whether of all that are meant the last counts, not the first. */
    boolean isOfTheNewest() {
        return kind == Kind.SIGNAL;
    }

    /** Tells whether an event of JournalOut is meant; of an order the first that tells of it. */
    boolean means(DirectBuffer buffer, int offset) {
        int template = EventPrefix.templateId(buffer, offset);
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (kind) {
            case SEQUENCE -> EventPrefix.sequence(buffer, offset) == number;
            case ORDER ->
                template == OrderDecoder.TEMPLATE_ID
                        && new OrderDecoder()
                                        .wrapAndApplyHeader(buffer, offset, header)
                                        .orderId()
                                == number;
            case FILL ->
                template == FillDecoder.TEMPLATE_ID
                        && new FillDecoder()
                                        .wrapAndApplyHeader(buffer, offset, header)
                                        .fillId()
                                == number;
            case SIGNAL -> template == SignalDecoder.TEMPLATE_ID;
        };
    }
}
