package org.millrace.engine.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

class VenueClocksTest {
    private static final int VENUE = 1;
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_767_268_800L * SECOND;

    private final VenueClocks clocks = new VenueClocks();

    @Test
    void shouldKnowNothingBeforeTheFirstEvent() {
        assertFalse(clocks.isKnown(VENUE));
        assertEquals(0, clocks.offset(VENUE));
        assertEquals(0, clocks.age(VENUE, NOON - 3600 * SECOND, NOON));
    }

    @Test
    void shouldTakeTheQuickestEventAsOffset() {
        clocks.observe(VENUE, NOON + 1300, NOON);
        clocks.observe(VENUE, NOON + SECOND + 1500, NOON + SECOND);
        clocks.observe(VENUE, NOON + 2 * SECOND + 900, NOON + 2 * SECOND);

        assertEquals(1500, clocks.offset(VENUE));
        assertEquals(600, clocks.age(VENUE, NOON + 3 * SECOND + 900, NOON + 3 * SECOND));
    }

    @Test
    void shouldKeepVenuesApart() {
        clocks.observe(VENUE, NOON + 100, NOON);
        clocks.observe(VENUE + 1, NOON - 100, NOON);

        assertEquals(100, clocks.offset(VENUE));
        assertEquals(-100, clocks.offset(VENUE + 1));
    }

    @Test
    void shouldForgetWithinAMinute() {
        clocks.observe(VENUE, NOON + 900, NOON);
        clocks.observe(VENUE, NOON + 30 * SECOND + 500, NOON + 30 * SECOND);
        assertEquals(900, clocks.offset(VENUE));

        clocks.observe(VENUE, NOON + 60 * SECOND + 400, NOON + 60 * SECOND);

        assertEquals(500, clocks.offset(VENUE));
    }

    @Test
    void shouldNotJudgeByAnEstimateFromBeforeALongPause() {
        clocks.observe(VENUE, NOON, NOON + 1);

        assertEquals(0, clocks.age(VENUE, NOON - 600 * SECOND, NOON + 61 * SECOND));
        assertEquals(-1, clocks.offset(VENUE), "but for lack of a better one it still tells the time");
    }

    @Test
    void shouldBeginAnewWhenTheReceiversClockWasSetBack() {
        clocks.observe(VENUE, NOON, NOON + 5);
        clocks.observe(VENUE, NOON + 7, NOON - 3600 * SECOND);

        assertEquals(3600 * SECOND + 7, clocks.offset(VENUE));
    }

    @Test
    void shouldPassOverEventsWithoutTwoTimes() {
        clocks.observe(VENUE, NOON, 0);
        clocks.observe(VENUE, NOON, NOON);

        assertFalse(clocks.isKnown(VENUE));
    }

    @Test
    void shouldComeBackFromASnapshot() {
        clocks.observe(VENUE, NOON + 900, NOON);
        SnapshotWriter out = new SnapshotWriter(64);
        clocks.save(out);

        VenueClocks restored = new VenueClocks();
        SnapshotReader in = new SnapshotReader(out.buffer(), 0, out.length());
        restored.load(in);

        assertEquals(0, in.remaining());
        assertEquals(900, restored.offset(VENUE));
    }
}
