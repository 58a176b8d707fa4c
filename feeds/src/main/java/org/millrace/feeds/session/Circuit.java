package org.millrace.feeds.session;

import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;

/** Lets a feed attempt to connect, or not, and publishes what becomes of its circuit. Lives on the feed's event loop. */
final class Circuit {
    private final Breaker breaker;
    private final StatusPublisher statuses;
    private final VenueSession.Shared shared;
    private int connectionId;

    Circuit(BreakerSettings settings, EpochNanoClock clock, StatusPublisher statuses, VenueSession.Shared shared) {
        this.statuses = statuses;
        this.shared = shared;
        breaker = new Breaker(settings, clock, this::onTransition);
    }

    /** Answers whether one more attempt may be made, and takes it. */
    boolean tryAcquire() {
        return breaker.tryAcquire();
    }

    void onSuccess(int id) {
        connectionId = id;
        breaker.onSuccess();
    }

    void onFailure(int id, FeedReason reason) {
        connectionId = id;
        breaker.onFailure(reason);
    }

    private void onTransition(FeedReason reason) {
        switch (reason) {
            case CIRCUIT_OPENED -> tell(SessionCounter.CIRCUIT_OPENED, FeedState.CIRCUIT_OPEN, reason);
            case CIRCUIT_HALF_OPEN -> tell(SessionCounter.CIRCUIT_HALF_OPENED, FeedState.CONNECTING, reason);
            default -> tell(SessionCounter.CIRCUIT_CLOSED, FeedState.LIVE, reason);
        }
    }

    private void tell(SessionCounter counter, FeedState state, FeedReason reason) {
        shared.counters().increment(counter);
        int id = connectionId;
        long nowNs = shared.clock().nanoTime();
        shared.deliveries().deliver(() -> statuses.tryPublish(id, state, reason, nowNs));
    }
}
