package org.millrace.engine.pipeline;

import java.time.Duration;

/**
 * When a pipeline runs next: at each interval of the wall clock and some minutes, when an hour's values should be out. Slots
 * that pass during a run are skipped; after failures it waits 1, 2, 4 … 30 minutes.
 */
public final class PipelineSchedule {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST_MINUTES = 30;
    private static final int MOST_DOUBLINGS = 5;

    private final long intervalNs;
    private final long publishDelayNs;
    private int failures;

    /**
     * Makes a schedule.
     *
     * @param interval     between two slots, a minute to a month
     * @param publishDelay from an hour's end until its values should be out
     */
    public PipelineSchedule(Duration interval, Duration publishDelay) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--interval: " + interval.toSeconds() + ", expected "
                    + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds());
        }
        intervalNs = interval.toNanos();
        publishDelayNs = publishDelay.toNanos();
    }

    /** Notes how a run went. */
    public void onRun(boolean hasFailed) {
        failures = hasFailed ? failures + 1 : 0;
    }

    /** Returns when to run next, later than now. */
    public long nextNs(long nowNs) {
        if (failures > 0) {
            int minutes = Math.min(MOST_MINUTES, 1 << Math.min(MOST_DOUBLINGS, failures - 1));
            return nowNs + minutes * MINUTE_NS;
        }
        long sinceNs = nowNs - publishDelayNs;
        return Math.floorDiv(sinceNs, intervalNs) * intervalNs + intervalNs + publishDelayNs;
    }
}
