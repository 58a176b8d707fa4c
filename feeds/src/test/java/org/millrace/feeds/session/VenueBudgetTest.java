package org.millrace.feeds.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;

class VenueBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final VenueBudgets budgets = new VenueBudgets();

    @Test
    void shouldLetEachVenueDoWhatItSays() {
        VenueLimits tight = new VenueLimits(2, Duration.ofMinutes(10), 1, 1);
        VenueBudget kraken = budgets.of(Venue.KRAKEN, "https://a.example", tight);
        kraken.takeAttempt(SECOND);
        kraken.takeAttempt(SECOND);

        assertFalse(kraken.hasAttempt(590 * SECOND));
        assertTrue(kraken.hasAttempt(700 * SECOND));
        assertTrue(kraken.tryTakeMessage(SECOND));
        assertFalse(kraken.tryTakeMessage(SECOND));
        assertTrue(kraken.tryTakeMessage(3 * SECOND));
        assertTrue(of("https://a.example").hasAttempt(SECOND));
    }

    @Test
    void shouldNumberConnectionsOfAVenueOverAllFeeds() {
        assertEquals(1, budgets.connectionIds(Venue.KRAKEN).getAsInt());
        assertEquals(2, budgets.connectionIds(Venue.KRAKEN).getAsInt());
        assertEquals(1, budgets.connectionIds(Venue.BINANCE).getAsInt());
    }

    @Test
    void shouldBeOneForAllThatAskAHost() {
        assertSame(of("https://a.example"), of("https://a.example"));
        assertNotSame(of("https://a.example"), of("https://b.example"));
    }

    @Test
    void shouldEndWithTheMinutesWeight() {
        VenueBudget budget = of("https://a.example");

        int taken = 0;
        while (budget.tryTakeWeight(250, SECOND)) {
            taken++;
        }

        assertEquals(12, taken);
        assertTrue(budget.tryTakeWeight(250, 70 * SECOND));
    }

    @Test
    void shouldKeepHalfOfItFreeOfWhatCanWait() {
        VenueBudget budget = of("https://a.example");

        int taken = 0;
        while (budget.tryTakeSpareWeight(250, SECOND)) {
            taken++;
        }

        assertEquals(6, taken);
        assertTrue(budget.tryTakeWeight(250, SECOND));
        assertTrue(budget.tryTakeSpareWeight(250, 70 * SECOND));
    }

    @Test
    void shouldPauseForAllAsLongAsTheVenueSaid() {
        VenueBudget budget = of("https://a.example");

        budget.onAnswer(418, 25, 5 * SECOND);
        budget.onAnswer(429, 10, 10 * SECOND);
        budget.onAnswer(503, 100, 10 * SECOND);

        assertFalse(budget.tryTakeWeight(1, 29 * SECOND));
        assertTrue(budget.tryTakeWeight(1, 30 * SECOND));
    }

    @Test
    void shouldPauseAttemptsAsLongAsTheVenueSaid() {
        VenueBudget budget = of("https://a.example");

        budget.onRefusal(403, 0, SECOND);
        assertTrue(budget.hasAttempt(SECOND));

        budget.onRefusal(503, 5, SECOND);
        assertFalse(budget.hasAttempt(5 * SECOND));
        assertTrue(budget.hasAttempt(6 * SECOND));

        budget.onRefusal(429, 0, 6 * SECOND);
        assertFalse(budget.hasAttempt(65 * SECOND));
        assertTrue(budget.hasAttempt(66 * SECOND));
        assertTrue(budget.tryTakeWeight(1, 6 * SECOND));
    }

    @Test
    void shouldCountAttempts() {
        VenueBudget budget = of("https://a.example");

        for (int i = 0; i < 300; i++) {
            assertTrue(budget.hasAttempt(SECOND));
            budget.takeAttempt(SECOND);
        }

        assertFalse(budget.hasAttempt(SECOND));
        assertTrue(budget.hasAttempt(400 * SECOND));
    }

    private VenueBudget of(String url) {
        return budgets.of(Venue.BINANCE, url, new VenueLimits(300, Duration.ofMinutes(5), 3_000, 0));
    }
}
