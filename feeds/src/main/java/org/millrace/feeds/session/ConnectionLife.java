package org.millrace.feeds.session;

/** How far one connection has come, and when. */
final class ConnectionLife {
    private static final long NEVER = Long.MIN_VALUE;

    private final Connection connection;
    private final long attemptNs;
    private long openNs = NEVER;
    private long liveNs = NEVER;
    private long heldNs = NEVER;
    private long dataNs;
    private long goodSinceNs;

    ConnectionLife(Connection connection, long nowNs) {
        this.connection = connection;
        attemptNs = nowNs;
    }

    Connection connection() {
        return connection;
    }

    void onOpen(long nowNs) {
        openNs = nowNs;
    }

    void onLive(long nowNs) {
        liveNs = nowNs;
        goodSinceNs = nowNs;
    }

    void onData(long nowNs) {
        dataNs = nowNs;
    }

    /** Holds its data back until it takes over, once all is confirmed; before, the data is superfluous. */
    boolean hold(long nowNs) {
        VenueProtocol protocol = connection.protocol();
        if (heldNs == NEVER && (protocol.isSubscribed() || protocol.isWhole())) {
            heldNs = nowNs;
        }
        return isHeld();
    }

    boolean isOpen() {
        return openNs != NEVER;
    }

    boolean isLive() {
        return liveNs != NEVER;
    }

    boolean isHeld() {
        return heldNs != NEVER;
    }

    boolean isHeldFor(long nowNs, long durationNs) {
        return isHeld() && nowNs - heldNs >= durationNs;
    }

    /** Answers whether it should have been further by now. */
    boolean isLate(long nowNs, SessionSettings settings) {
        if (isLive() || isHeld()) {
            return false;
        }
        return isOpen()
                ? nowNs - openNs >= settings.subscribeTimeout().toNanos()
                : nowNs - attemptNs >= settings.connectTimeout().toNanos();
    }

    boolean isSilent(long nowNs, SessionSettings settings) {
        return isLive() && nowNs - dataNs >= settings.silenceLimit().toNanos();
    }

    /** Answers whether it is to be replaced. */
    boolean isDue(long nowNs, SessionSettings settings) {
        return connection.protocol().endsSoon()
                || nowNs - openNs >= settings.plannedReconnect().toNanos();
    }

    /** Answers, once for each span, whether it has delivered for so long. */
    boolean hasDelivered(long nowNs, long spanNs) {
        if (!isLive() || nowNs - goodSinceNs < spanNs) {
            return false;
        }
        goodSinceNs = nowNs;
        return true;
    }
}
