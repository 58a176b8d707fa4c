package org.millrace.gateway.http;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Names requests: those of one run of the program have the same beginning. */
final class RequestIds {
    private static final int RADIX = 36;
    private static final String RUN = Long.toString(new SecureRandom().nextLong() >>> 24, RADIX);
    private static final AtomicLong LAST = new AtomicLong();

    private RequestIds() {}

    static String next() {
        return RUN + '-' + Long.toString(LAST.incrementAndGet(), RADIX);
    }
}
