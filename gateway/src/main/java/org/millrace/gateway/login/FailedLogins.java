package org.millrace.gateway.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Remembers who failed to log in, by address and by key, and has each failure answered later than the one before. Whoever
 * shows something good is not kept waiting. Used by any thread.
 */
final class FailedLogins {
    private static final int MOST = 10_000;
    private static final int DOUBLINGS = 6;
    private static final long FORGET_NS = TimeUnit.MINUTES.toNanos(15);
    private static final Duration FIRST = Duration.ofMillis(100);

    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    private record Failures(int count, long lastNs) {}

    /** Notes a failure; returns how long its answer is to wait. */
    synchronized Duration onFailure(String address, String key, long nowNs) {
        int count = Math.max(count("address " + address, nowNs), key.isEmpty() ? 0 : count("key " + key, nowNs));
        return FIRST.multipliedBy(1L << Math.min(count - 1, DOUBLINGS));
    }

    private int count(String who, long nowNs) {
        Failures before = failures.get(who);
        int count = before == null || nowNs - before.lastNs() > FORGET_NS ? 1 : before.count() + 1;
        failures.put(who, new Failures(count, nowNs));
        return count;
    }
}
