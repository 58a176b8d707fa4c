package org.millrace.engine.cli;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventNames;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;

/** Counts outputs by type, rejections by reason, and closed bars. */
final class EventCounts implements EventConsumer {
    private final EventNames names = new EventNames();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RejectedDecoder rejected = new RejectedDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final Map<String, Long> types = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private long closedBars;

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int templateId = EventPrefix.templateId(buffer, offset);
        types.merge(names.of(templateId), 1L, Long::sum);
        if (templateId == RejectedDecoder.TEMPLATE_ID) {
            rejected.wrapAndApplyHeader(buffer, offset, header);
            reasons.merge(rejected.reason().name(), 1L, Long::sum);
        } else if (templateId == BarDecoder.TEMPLATE_ID) {
            bar.wrapAndApplyHeader(buffer, offset, header);
            closedBars += bar.state() == BarState.CLOSED ? 1 : 0;
        }
    }

    Map<String, Long> types() {
        return types;
    }

    Map<String, Long> reasons() {
        return reasons;
    }

    long closedBars() {
        return closedBars;
    }

    long total() {
        return types.values().stream().mapToLong(Long::longValue).sum();
    }
}
