package org.millrace.engine.pipeline;

import java.time.Duration;
import java.time.Instant;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.gateway.liquidations.LiquidationJson;

/**
 * Which hours a run fetches: those since the newest complete one and three before it, which may have been restated; or all;
 * or those that were asked for. And whether all that is known counts anew.
 *
 * @param fullRefresh all that there is
 * @param startNs     first hour, 0: as above
 * @param endNs       end of the last, 0: the newest hour that should be known
 * @param replay      makes all features again, as a run of its own
 */
public record PipelinePlan(boolean fullRefresh, long startNs, long endNs, boolean replay) {
    /** What is new. */
    public static final PipelinePlan INCREMENTAL = new PipelinePlan(false, 0, 0);

    private static final long FULL_NS = Instant.parse("2021-02-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final long BACK_NS = Duration.ofDays(411).toNanos(); // all windows of the features are full
    private static final long OVERLAP_NS = 3 * Hours.HOUR_NS;

    /** Hours by their starts, the end exclusive. */
    record Span(long fromNs, long toNs) {}

    public PipelinePlan {
        if (startNs != 0 && endNs != 0 && startNs >= endNs) {
            throw new IllegalArgumentException(
                    "--start-date: " + time(startNs) + ", expected a time before --end-date");
        }
    }

    /** Plans to make no features again. */
    public PipelinePlan(boolean fullRefresh, long startNs, long endNs) {
        this(fullRefresh, startNs, endNs, false);
    }

    /**
     * Returns the hours.
     *
     * @param newestCompleteNs that the journal knows, 0: none
     * @param publishDelayNs   from an hour's end until its values should be out
     * @throws IllegalArgumentException if those that were asked for cannot be known, or are known already
     */
    Span span(long newestCompleteNs, long nowNs, long publishDelayNs) {
        long knownEndNs = Hours.newestKnown(nowNs, publishDelayNs) + Hours.HOUR_NS;
        long toNs = endNs == 0 ? knownEndNs : Math.min(Hours.floor(endNs), knownEndNs);
        long fromNs = fromNs(newestCompleteNs, toNs);
        if (fromNs >= toNs && startNs != 0) {
            throw new IllegalArgumentException("--start-date: " + time(startNs)
                    + (toNs == knownEndNs
                            ? ", but the newest hour whose values are out begins at " + time(toNs - Hours.HOUR_NS)
                            : ", expected a whole hour before --end-date"));
        }
        if (fromNs >= toNs && endNs != 0) {
            throw new IllegalArgumentException("--end-date: " + time(endNs)
                    + (fullRefresh
                            ? ", expected a time after " + time(FULL_NS) + ", where --full-refresh begins"
                            : ", but all is known up to " + time(newestCompleteNs + Hours.HOUR_NS)
                                    + "; --start-date says from when to fetch again"));
        }
        return new Span(Math.min(fromNs, toNs - Hours.HOUR_NS), toNs);
    }

    private long fromNs(long newestCompleteNs, long toNs) {
        if (startNs != 0) {
            return Hours.ceil(startNs);
        } else if (fullRefresh) {
            return FULL_NS;
        }
        return newestCompleteNs == 0 ? toNs - BACK_NS : newestCompleteNs + Hours.HOUR_NS - OVERLAP_NS;
    }

    private static String time(long ns) {
        return LiquidationJson.time(ns);
    }
}
