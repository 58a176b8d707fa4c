package org.millrace.gateway.http;

/** Token bucket: so many at once, then so many a second. */
public final class RateLimit {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long lastNs;

    public RateLimit(int perSecond, int burst, long nowNs) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.lastNs = nowNs;
    }

    /** Takes a token if there is one. */
    public boolean allows(long nowNs) {
        tokens = Math.min(burst, tokens + (nowNs - lastNs) * perSecond / NANOS);
        lastNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
