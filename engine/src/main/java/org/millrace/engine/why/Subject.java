package org.millrace.engine.why;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.PrefixDecoder;
import org.millrace.codecs.sbe.SignalDecoder;

/** What is explained: a Signal, an Order or a Fill. */
final class Subject {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final int template;
    private final int instrumentId;
    private final long sequence;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is something else
     */
    Subject(DirectBuffer message) {
        template = EventPrefix.templateId(message, 0);
        instrumentId = EventPrefix.instrumentId(message, 0);
        sequence = EventPrefix.sequence(message, 0);
        switch (template) {
            case SignalDecoder.TEMPLATE_ID -> signal.wrapAndApplyHeader(message, 0, header);
            case OrderDecoder.TEMPLATE_ID -> order.wrapAndApplyHeader(message, 0, header);
            case FillDecoder.TEMPLATE_ID -> fill.wrapAndApplyHeader(message, 0, header);
            default ->
                throw new IllegalArgumentException(
                        "event " + sequence + " is neither a signal, an order, a refusal nor a fill");
        }
    }

    long sequence() {
        return sequence;
    }

    int instrumentId() {
        return instrumentId;
    }

    /** Returns the number of its order; 0: it has none. */
    long orderId() {
        return switch (template) {
            case OrderDecoder.TEMPLATE_ID -> order.orderId();
            case FillDecoder.TEMPLATE_ID -> fill.orderId();
            default -> 0;
        };
    }

    /** Tells whether its order ends with it. */
    boolean isEnd() {
        return template == OrderDecoder.TEMPLATE_ID
                && switch (order.state()) {
                    case REFUSED, FILLED, CANCELLED, EXPIRED -> true;
                    default -> false;
                };
    }

    /** Returns whose it is; 0: somebody's who orders by hand. */
    int strategyId() {
        return switch (template) {
            case OrderDecoder.TEMPLATE_ID -> order.strategyId();
            case FillDecoder.TEMPLATE_ID -> fill.strategyId();
            default -> signal.strategyId();
        };
    }

    /** Returns what decided it. */
    String verdict() {
        return switch (template) {
            case SignalDecoder.TEMPLATE_ID ->
                "strategy %d says %s, since %s: %s and %s"
                        .formatted(signal.strategyId(), signal.side(), signal.rule(), signal.left(), signal.right());
            case FillDecoder.TEMPLATE_ID ->
                "order %d was executed as %s: the market showed that price".formatted(fill.orderId(), fill.liquidity());
            default -> verdictOfOrder();
        };
    }

    /** Returns what its prefix says against the data that it rests on. */
    List<String> quality() {
        PrefixDecoder prefix =
                switch (template) {
                    case SignalDecoder.TEMPLATE_ID -> signal.prefix();
                    case OrderDecoder.TEMPLATE_ID -> order.prefix();
                    default -> fill.prefix();
                };
        List<String> names = new ArrayList<>();
        add(names, prefix.flags().gAP_OPEN(), "GAP_OPEN");
        add(names, prefix.flags().lATE(), "LATE");
        add(names, prefix.flags().rEVISED(), "REVISED");
        add(names, prefix.flags().pARTIAL(), "PARTIAL");
        add(names, prefix.flags().bOOK_STALE(), "BOOK_STALE");
        add(names, prefix.flags().cHECKSUM_FAILED(), "CHECKSUM_FAILED");
        add(names, prefix.flags().aNOMALY(), "ANOMALY");
        return names;
    }

    private static void add(List<String> names, boolean isSet, String name) {
        if (isSet) {
            names.add(name);
        }
    }

    private String verdictOfOrder() {
        if (order.state() == OrderState.REFUSED) {
            return order.bound() == order.value()
                    ? "refused by the rule " + order.reason()
                    : "refused by the rule %s: %s, the limit is %s"
                            .formatted(order.reason(), order.value(), order.bound());
        }
        String whose = order.strategyId() == 0 ? "somebody, by hand" : "strategy " + order.strategyId();
        return switch (order.state()) {
            case PENDING -> "ordered by " + whose + "; no rule of risk refused it";
            case CANCELLED, EXPIRED -> "ended because " + order.reason();
            default -> "became " + order.state();
        };
    }
}
