package org.millrace.engine.liquidations;

/** What is told of an hour. Each is a metric of Glassnode, by the CRC-32 of its path. */
enum HourlyMetric {
    /** {@code market/price_usd_close}. */
    PRICE(0, 0xD06CDA2AL, 0xD06CDA2AL),
    /** {@code derivatives/futures_liquidated_volume_long_relative}. */
    LONG_DOMINANCE(1, 0xD9FAA372L, 0xD9FAA372L),
    /** {@code derivatives/futures_liquidated_volume_long_sum}, or {@code …_mean}. */
    LONGS(2, 0xCC34D133L, 0xC7413AC5L),
    /** {@code derivatives/futures_liquidated_volume_short_sum}, or {@code …_mean}. */
    SHORTS(3, 0x08AE51F2L, 0x2BE65263L);

    static final int RESOLUTION_SECONDS = 3_600;

    private static final HourlyMetric[] ALL = values();
    private static final double TOLERANCE = 1e-9;

    private final int place;
    private final long ofSums;
    private final long ofMeans;

    HourlyMetric(int place, long ofSums, long ofMeans) {
        this.place = place;
        this.ofSums = ofSums;
        this.ofMeans = ofMeans;
    }

    /** Returns the metric of a number, or null: it is none of these. */
    static HourlyMetric of(long metricId, boolean isMean) {
        for (HourlyMetric metric : ALL) {
            if ((isMean ? metric.ofMeans : metric.ofSums) == metricId) {
                return metric;
            }
        }
        return null;
    }

    /** Returns its place among the values of an hour. */
    int place() {
        return place;
    }

    /** Returns whether there can be such a value. */
    boolean canBe(double value) {
        return switch (this) {
            case PRICE -> value > 0 && value < Double.POSITIVE_INFINITY;
            case LONG_DOMINANCE -> value >= -TOLERANCE && value <= 1 + TOLERANCE;
            case LONGS, SHORTS -> value >= 0 && value < Double.POSITIVE_INFINITY;
        };
    }
}
