package org.millrace.gateway.notify;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.millrace.gateway.metrics.Metrics;

/** Counts what became of notices, by channel. */
final class DeliveryCounters {
    private final Map<Channel, AtomicLong> sent = zeros();
    private final Map<Channel, AtomicLong> retried = zeros();
    private final Map<Channel, AtomicLong> dead = zeros();

    void register(Metrics metrics) {
        register(metrics, sent, "delivered");
        register(metrics, retried, "retried");
        register(metrics, dead, "dead");
    }

    void sent(Channel channel) {
        sent.get(channel).incrementAndGet();
    }

    void retried(Channel channel) {
        retried.get(channel).incrementAndGet();
    }

    void dead(Channel channel) {
        dead.get(channel).incrementAndGet();
    }

    private static void register(Metrics metrics, Map<Channel, AtomicLong> counts, String result) {
        counts.forEach((channel, count) -> metrics.counter(
                "alert_deliveries_total",
                "Attempts to tell of alerts, by what became of them",
                count::get,
                "channel",
                channel.label(),
                "result",
                result));
    }

    private static Map<Channel, AtomicLong> zeros() {
        Map<Channel, AtomicLong> counts = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            counts.put(channel, new AtomicLong());
        }
        return counts;
    }
}
