package org.millrace.feeds.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VenueBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final VenueBudgets budgets = new VenueBudgets();

    @Test
    void shouldBeOneForAllThatAskAHost() {
        assertSame(budgets.of("https://a.example"), budgets.of("https://a.example"));
        assertNotSame(budgets.of("https://a.example"), budgets.of("https://b.example"));
    }

    @Test
    void shouldEndWithTheMinutesWeight() {
        VenueBudget budget = budgets.of("https://a.example");

        int taken = 0;
        while (budget.tryTakeWeight(250, SECOND)) {
            taken++;
        }

        assertEquals(12, taken);
        assertTrue(budget.tryTakeWeight(250, 70 * SECOND));
    }

    @Test
    void shouldPauseForAllAsLongAsTheVenueSaid() {
        VenueBudget budget = budgets.of("https://a.example");

        budget.pauseUntil(30 * SECOND);
        budget.pauseUntil(20 * SECOND);

        assertFalse(budget.tryTakeWeight(1, 29 * SECOND));
        assertTrue(budget.tryTakeWeight(1, 30 * SECOND));
    }

    @Test
    void shouldCountAttempts() {
        VenueBudget budget = budgets.of("https://a.example");

        for (int i = 0; i < 300; i++) {
            assertTrue(budget.hasAttempt(SECOND));
            budget.takeAttempt(SECOND);
        }

        assertFalse(budget.hasAttempt(SECOND));
        assertTrue(budget.hasAttempt(400 * SECOND));
    }
}
