package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.FeedReason;

/**
 * Stops attempts at a venue that keeps failing.
 *
 * <pre>
 *            failures in a row                wait is over
 *   CLOSED ---------------------> OPEN ------------------------> HALF_OPEN
 *      ^                            ^          one failure           |   |
 *      |                            +--------------------------------+   |
 *      +-----------------------------------------------------------------+
 *                                   successes
 * </pre>
 *
 * A connection that delivers is a success; so is each further {@code reset-after} that it goes on delivering.
 */
public final class Breaker {
    private final CircuitBreaker breaker;

    public Breaker(BreakerSettings settings, EpochNanoClock clock, Consumer<FeedReason> listener) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(settings.failures(), settings.failures(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100.0f)
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.successes())
                .clock(new NanoClock(clock))
                .build();
        breaker = CircuitBreaker.of("feed", config);
        breaker.getEventPublisher()
                .onStateTransition(event ->
                        listener.accept(reason(event.getStateTransition().getToState())));
    }

    /** Answers whether one more attempt may be made, and takes it. */
    public boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    /** Notes that an attempt went well. */
    public void onSuccess() {
        if (breaker.getState() != State.OPEN) {
            breaker.onSuccess(0, NANOSECONDS);
        }
    }

    /** Notes that an attempt failed. */
    public void onFailure(FeedReason reason) {
        if (breaker.getState() == State.HALF_OPEN) {
            breaker.transitionToOpenState();
        } else if (breaker.getState() == State.CLOSED) {
            breaker.onError(0, NANOSECONDS, new IllegalStateException(reason.name()));
        }
    }

    private static FeedReason reason(State state) {
        return switch (state) {
            case OPEN -> FeedReason.CIRCUIT_OPENED;
            case HALF_OPEN -> FeedReason.CIRCUIT_HALF_OPEN;
            default -> FeedReason.CIRCUIT_CLOSED;
        };
    }

    /** Shows an engine's clock to a library that wants the JDK's. */
    private static final class NanoClock extends Clock {
        private final EpochNanoClock clock;

        NanoClock(EpochNanoClock clock) {
            this.clock = clock;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public long millis() {
            return clock.nanoTime() / MILLISECONDS.toNanos(1);
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }
    }
}
