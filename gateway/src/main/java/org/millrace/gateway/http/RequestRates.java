package org.millrace.gateway.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.millrace.gateway.settings.LimitSettings;

/** How many requests each address and each user may still make, over all event loops. Used by any thread. */
public final class RequestRates {
    private static final int MOST = 10_000;
    private static final double MINUTE = 60;
    private static final int NETWORK_BYTES = 8;

    private final int ofUser;
    private final int ofAddress;
    private final LongAdder refusals = new LongAdder();
    private final Map<Object, RateLimit> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, RateLimit> eldest) {
            return size() > MOST; // the one that was quiet for longest; its bucket is fullest
        }
    };

    /**
     * What is left to somebody.
     *
     * @param waitSeconds until the next request may be made; 0 = this one may
     */
    record Allowance(int limit, int left, int resetSeconds, int waitSeconds) {}

    public RequestRates(LimitSettings limits) {
        ofUser = limits.requestsPerMinute();
        ofAddress = limits.requestsPerMinutePerAddress();
    }

    /** Returns how many requests were refused. */
    public long refusals() {
        return refusals.sum();
    }

    Allowance ofAddress(InetAddress address, long nowNs) {
        return take(bucketOf(address), ofAddress, nowNs);
    }

    Allowance ofUser(String name, long nowNs) {
        return take(new User(name), ofUser, nowNs);
    }

    private synchronized Allowance take(Object who, int limit, long nowNs) {
        RateLimit bucket = buckets.get(who);
        if (bucket == null) {
            bucket = new RateLimit(limit / MINUTE, limit, nowNs);
            buckets.put(who, bucket);
        }
        boolean allowed = bucket.allows(nowNs);
        if (!allowed) {
            refusals.increment();
        }
        int wait = allowed ? 0 : Math.max(1, bucket.secondsToNext());
        return new Allowance(limit, bucket.left(), bucket.secondsToAll(), wait);
    }

    /** Somebody who has logged in. */
    private record User(String name) {}

    /** Returns the address, of IPv6 the network: whoever has one address there has them all. */
    private static Object bucketOf(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address;
    }
}
