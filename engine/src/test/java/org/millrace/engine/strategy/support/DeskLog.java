package org.millrace.engine.strategy.support;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.support.RecordingConsumer;

/** What was told of orders and fills, a line each, in units of 1e-8. */
public final class DeskLog {
    private static final long UNIT = 100_000_000L;

    private DeskLog() {}

    /** Returns what was told since the last time. */
    public static List<String> take(RecordingConsumer out) {
        OrderDecoder order = new OrderDecoder();
        FillDecoder fill = new FillDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : out.events()) {
            if (EventPrefix.templateId(event, 0) == OrderDecoder.TEMPLATE_ID) {
                order.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
                all.add(order.orderId() + " " + order.orderType() + " " + order.side() + " " + order.quantity() / UNIT
                        + (order.stopPrice() == 0 ? "" : " " + order.stopPrice() / UNIT + " reduces")
                        + " " + order.state());
            } else if (EventPrefix.templateId(event, 0) == FillDecoder.TEMPLATE_ID) {
                fill.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
                all.add("fill " + fill.orderId() + " " + fill.side() + " " + fill.quantity() / UNIT + " at "
                        + fill.price() / UNIT);
            }
        }
        out.clear();
        return all;
    }
}
