package org.millrace.journal.chronicle;

import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import org.agrona.concurrent.EpochClock;

/**
 * Tells Chronicle the time so that a new cycle begins with each opening and then on every multiple of the interval,
 * never twice in one minute and never backwards, whatever the wall clock does.
 */
public final class RollClock implements TimeProvider {
    static {
        QuietChronicle.prepare();
    }

    private final EpochClock clock;
    private final long intervalMs;
    private long cycleMs;
    private long nextRollMs;

    /**
     * Sets the clock to the first cycle.
     *
     * @param clock      wall clock
     * @param intervalMs from roll to roll, a multiple of a minute
     * @param lastName   of the newest cycle there is already, without ending; empty if there is none
     */
    public RollClock(EpochClock clock, long intervalMs, String lastName) {
        this.clock = clock;
        this.intervalMs = intervalMs;
        long nowMs = clock.time();
        long earliestMs = lastName.isEmpty() ? 0 : MinuteCycle.startMs(lastName) + MinuteCycle.LENGTH_MS;
        cycleMs = Math.max(floor(nowMs, MinuteCycle.LENGTH_MS), earliestMs);
        nextRollMs = floor(nowMs, intervalMs) + intervalMs;
    }

    /** Returns the clock that Chronicle goes by when it is told nothing else. */
    public static EpochClock wallClock() {
        return SystemTimeProvider.INSTANCE::currentTimeMillis;
    }

    /** Returns when the cycle begins whose file has this name, without ending, in ms since the epoch. */
    public static long startMs(String name) {
        return MinuteCycle.startMs(name);
    }

    /** Returns the beginning of the cycle that is to be written now. */
    @Override
    public long currentTimeMillis() {
        long nowMs = clock.time();
        if (nowMs >= nextRollMs) {
            long floorMs = floor(nowMs, intervalMs);
            cycleMs = Math.max(floorMs, cycleMs + MinuteCycle.LENGTH_MS);
            nextRollMs = floorMs + intervalMs;
        }
        return cycleMs;
    }

    private static long floor(long ms, long unitMs) {
        return ms - Math.floorMod(ms, unitMs);
    }
}
