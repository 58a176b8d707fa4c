package org.millrace.gateway.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FrameConsumer;

/** Counts how often alerts fire, by condition. */
public final class AlertMetrics implements FrameConsumer {
    private final Map<AlertCondition, Count> counts = new EnumMap<>(AlertCondition.class);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertTriggeredDecoder triggered = new AlertTriggeredDecoder();

    public AlertMetrics(Metrics metrics) {
        for (AlertCondition condition : AlertCondition.values()) {
            Count count = new Count();
            counts.put(condition, count);
            if (condition != AlertCondition.NULL_VAL) {
                metrics.counter(
                        "alerts_fired_total",
                        "Times that an alert's condition came true",
                        count::get,
                        "condition",
                        condition.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            int message = FanOutFrame.messageOffset(offset);
            if (EventPrefix.templateId(frames, message) == AlertTriggeredDecoder.TEMPLATE_ID) {
                triggered.wrapAndApplyHeader(frames, message, header);
                counts.get(triggered.condition()).increment();
            }
        }
    }

    @Override
    public void onLoss() {
        // what was lost is not counted
    }
}
