package org.millrace.feeds.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.codecs.sbe.FeedReason.CIRCUIT_CLOSED;
import static org.millrace.codecs.sbe.FeedReason.CIRCUIT_HALF_OPEN;
import static org.millrace.codecs.sbe.FeedReason.CIRCUIT_OPENED;
import static org.millrace.codecs.sbe.FeedReason.TIMEOUT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.support.TestClock;

class BreakerTest {
    private final TestClock clock = new TestClock();
    private final List<FeedReason> transitions = new ArrayList<>();
    private final Breaker breaker = new Breaker(BreakerSettings.DEFAULTS, clock, transitions::add);

    @Test
    void shouldStayClosedWhileASuccessComesBetweenFailures() {
        for (int i = 0; i < 20; i++) {
            fail(4);
            breaker.onSuccess();
        }

        assertThat(breaker.tryAcquire()).isTrue();
        assertThat(transitions).isEmpty();
    }

    @Test
    void shouldOpenAtTheFifthFailureAndHalfOpenAfterAMinute() {
        fail(5);
        boolean atOnce = breaker.tryAcquire();
        clock.advance(Duration.ofSeconds(60));
        boolean tooSoon = breaker.tryAcquire();
        clock.advance(Duration.ofMillis(1));
        boolean later = breaker.tryAcquire();

        assertThat(List.of(atOnce, tooSoon, later)).isEqualTo(List.of(false, false, true));
        assertThat(transitions).isEqualTo(List.of(CIRCUIT_OPENED, CIRCUIT_HALF_OPEN));
    }

    @Test
    void shouldCloseAfterTwoSuccesses() {
        halfOpen();

        breaker.onSuccess();
        int afterOne = transitions.size();
        breaker.onSuccess();
        fail(4);

        assertThat(afterOne).isEqualTo(2);
        assertThat(transitions).isEqualTo(List.of(CIRCUIT_OPENED, CIRCUIT_HALF_OPEN, CIRCUIT_CLOSED));
    }

    @Test
    void shouldOpenAgainAtTheFirstFailureWhileHalfOpen() {
        halfOpen();

        breaker.onSuccess();
        fail(1);

        assertThat(breaker.tryAcquire()).isFalse();
        assertThat(transitions).isEqualTo(List.of(CIRCUIT_OPENED, CIRCUIT_HALF_OPEN, CIRCUIT_OPENED));
    }

    private void halfOpen() {
        fail(5);
        clock.advance(Duration.ofMillis(60_001));
        assertThat(breaker.tryAcquire()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.onFailure(TIMEOUT);
        }
    }
}
