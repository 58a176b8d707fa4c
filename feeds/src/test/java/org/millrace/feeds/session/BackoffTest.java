package org.millrace.feeds.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldWaitAnyTimeUpToALimitThatDoublesToTheCap() {
        long[] longest = new long[10];
        for (int seed = 0; seed < 2_000; seed++) {
            Backoff backoff = new Backoff(BackoffSettings.DEFAULTS, new SplittableRandom(seed));
            for (int i = 0; i < longest.length; i++) {
                longest[i] = Math.max(longest[i], backoff.nextNs());
            }
        }

        for (int i = 0; i < longest.length; i++) {
            long limit = Math.min(30 * SECOND_NS, (SECOND_NS / 2) << i);
            assertThat(longest[i]).isBetween((long) (0.98 * limit), limit);
        }
    }

    @Test
    void shouldBeginAnewAfterAReset() {
        Backoff backoff = new Backoff(BackoffSettings.DEFAULTS, new SplittableRandom(1));
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.nextNs()).isBetween(0L, Duration.ofSeconds(30).toNanos());
        }

        backoff.reset();

        assertThat(backoff.nextNs()).isLessThanOrEqualTo(SECOND_NS / 2);
    }
}
