package org.millrace.feeds.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
    private static final long WINDOW_NS = 1_600;

    @Test
    void shouldLetThroughNoMoreThanTheLimitInAnyWindow() {
        RateBudget budget = new RateBudget(5, WINDOW_NS);
        SplittableRandom random = new SplittableRandom(1);
        ArrayDeque<Long> taken = new ArrayDeque<>();
        long nowNs = 0;

        for (int i = 0; i < 100_000; i++) {
            nowNs += random.nextInt(400);
            if (budget.tryTake(1, nowNs)) {
                taken.add(nowNs);
            }
            while (!taken.isEmpty() && nowNs - taken.peek() >= WINDOW_NS) {
                taken.poll();
            }
            assertThat(taken).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void shouldGiveBackWhatWasTakenAWindowAgo() {
        RateBudget budget = new RateBudget(5, WINDOW_NS);

        boolean first = budget.tryTake(5, 0);
        boolean atOnce = budget.tryTake(1, 10);
        boolean later = budget.tryTake(5, 2 * WINDOW_NS);

        assertThat(new boolean[] {first, atOnce, later}).isEqualTo(new boolean[] {true, false, true});
    }
}
