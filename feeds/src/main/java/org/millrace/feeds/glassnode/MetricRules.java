package org.millrace.feeds.glassnode;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.millrace.codecs.sbe.RejectReason;

/** What observations cannot be: prices of nothing, negative volumes, shares of more than the whole, times to come. */
public final class MetricRules {
    private static final double TOLERANCE = 1e-9;

    private MetricRules() {}

    /** Judges a value. {@code NULL_VAL}: accepted. */
    static RejectReason judge(MetricRequest request, MetricPoint point, long receiveTimeNs) {
        boolean isAhead = receiveTimeNs != 0 && SECONDS.toNanos(point.start()) > receiveTimeNs;
        if (isAhead || !request.resolution().isStart(point.start())) {
            return RejectReason.TIME_INVALID;
        }
        return judge(request.path(), point.value());
    }

    /**
     * Judges a value by its metric alone. {@code NULL_VAL}: accepted.
     *
     * @param path of the metric, as {@code market/price_usd_close}
     */
    public static RejectReason judge(String path, double value) {
        if (path.startsWith("market/price_usd") && value <= 0) {
            return RejectReason.PRICE_NOT_POSITIVE;
        }
        if (!path.startsWith("derivatives/futures_liquidated_volume_")) {
            return RejectReason.NULL_VAL;
        }
        if (path.endsWith("_relative")) {
            boolean isShare = value >= -TOLERANCE && value <= 1 + TOLERANCE;
            return isShare ? RejectReason.NULL_VAL : RejectReason.INCONSISTENT;
        }
        return value < 0 ? RejectReason.QUANTITY_NOT_POSITIVE : RejectReason.NULL_VAL;
    }
}
