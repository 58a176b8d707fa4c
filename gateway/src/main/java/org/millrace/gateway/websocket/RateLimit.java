package org.millrace.gateway.websocket;

/** Token bucket: so many at once, then so many a second. */
final class RateLimit {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long lastNs;

    RateLimit(int perSecond, int burst, long nowNs) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.lastNs = nowNs;
    }

    boolean allows(long nowNs) {
        tokens = Math.min(burst, tokens + (nowNs - lastNs) * perSecond / NANOS);
        lastNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
