package org.millrace.gateway.http;

/** Token bucket: so many at once, then so many a second. */
public final class RateLimit {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long lastNs;

    public RateLimit(double perSecond, int burst, long nowNs) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.lastNs = nowNs;
    }

    /** Takes a token if there is one. */
    public boolean allows(long nowNs) {
        tokens = Math.min(burst, tokens + Math.max(0, nowNs - lastNs) * perSecond / NANOS);
        lastNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /** Returns the whole tokens that are left. */
    int left() {
        return (int) tokens;
    }

    /** Returns whole seconds until there is a token; 0 = there is one. */
    int secondsToNext() {
        return tokens >= 1 ? 0 : (int) Math.ceil((1 - tokens) / perSecond);
    }

    /** Returns whole seconds until all tokens are there. */
    int secondsToAll() {
        return (int) Math.ceil((burst - tokens) / perSecond);
    }
}
