package org.millrace.feeds.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClockEstimateTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long START = 3_000 * SECOND;

    private final ClockEstimate clock = new ClockEstimate();

    @Test
    void shouldTakeWhatCameTheQuickestWay() {
        clock.isNews(START);
        clock.observe(START - 80 * MS, START);
        clock.observe(START - 30 * MS, START);
        clock.observe(START - 500 * MS, START);
        clock.observe(START, START); // no time of the venue's
        clock.observe(START, 0); // no time of ours

        assertFalse(clock.isNews(START + 29 * SECOND));
        assertTrue(clock.isNews(START + 30 * SECOND));
        assertEquals(-30 * MS, clock.offsetNs());
        assertFalse(clock.isSuspect());
    }

    @Test
    void shouldBeNewsAgainOnlyWhereItChanged() {
        half(0, -30 * MS);
        assertTrue(clock.isNews(START + 30 * SECOND));
        clock.onTold(START + 30 * SECOND);
        half(1, -35 * MS);
        assertFalse(clock.isNews(START + 60 * SECOND));
        half(2, 1_300 * MS);

        assertTrue(clock.isNews(START + 90 * SECOND));
        assertEquals(1_300 * MS, clock.offsetNs());
        assertTrue(clock.isSuspect());
    }

    @Test
    void shouldKnowNothingAfterAMinuteOfSilence() {
        half(0, -30 * MS);
        clock.isNews(START + 30 * SECOND);
        clock.onTold(START + 30 * SECOND);

        assertFalse(clock.isNews(START + 60 * SECOND));
        assertFalse(clock.isNews(START + 90 * SECOND));
    }

    private void half(int index, long aheadNs) {
        long nowNs = START + index * 30L * SECOND;
        if (index == 0) {
            clock.isNews(nowNs);
        }
        clock.observe(nowNs + aheadNs, nowNs);
    }
}
