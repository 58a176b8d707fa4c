package org.millrace.gateway.websocket;

import org.millrace.gateway.settings.SubscriberSettings;

/** Judges how far a client is behind: by the bytes that wait for it, and by the age of the oldest of them. */
final class Backlog {
    private static final int WARN_DIVISOR = 4;

    private final long maxBytes;
    private final long maxLagNs;
    private long written;
    private long markBytes;
    private long markNs;
    private long lagNs;
    private long pending;

    Backlog(SubscriberSettings settings) {
        maxBytes = settings.queueBytes();
        maxLagNs = settings.lag().toNanos();
    }

    void onWritten(int bytes) {
        written += bytes;
    }

    /** Takes how many bytes wait now. */
    void update(long pendingBytes, long nowNs) {
        pending = pendingBytes;
        if (pending == 0 || (markBytes > 0 && written - pending >= markBytes)) {
            markBytes = 0;
        }
        if (pending > 0 && markBytes == 0) {
            markBytes = written;
            markNs = nowNs;
        }
        lagNs = markBytes == 0 ? 0 : nowNs - markNs;
    }

    boolean isWarning() {
        return pending >= maxBytes / WARN_DIVISOR || lagNs >= maxLagNs / WARN_DIVISOR;
    }

    boolean isFull() {
        return pending >= maxBytes || lagNs >= maxLagNs;
    }

    long pending() {
        return pending;
    }

    long lagNs() {
        return lagNs;
    }
}
