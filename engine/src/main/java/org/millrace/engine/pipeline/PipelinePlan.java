package org.millrace.engine.pipeline;

import java.time.Duration;
import java.time.Instant;
import org.millrace.gateway.liquidations.Hours;

/**
 * Which hours a run fetches: those since the newest complete one and three before it, which may have been restated; or all;
 * or those that were asked for.
 *
 * @param fullRefresh all that there is
 * @param startNs     first hour, 0: as above
 * @param endNs       end of the last, 0: the newest hour that should be known
 */
public record PipelinePlan(boolean fullRefresh, long startNs, long endNs) {
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
                    "--start-date: " + Instant.ofEpochSecond(0, startNs) + ", expected a time before --end-date");
        }
    }

    /**
     * Returns the hours.
     *
     * @param newestCompleteNs that the journal knows, 0: none
     * @param publishDelayNs   from an hour's end until its values should be out
     */
    Span span(long newestCompleteNs, long nowNs, long publishDelayNs) {
        long knownEndNs = Hours.newestKnown(nowNs, publishDelayNs) + Hours.HOUR_NS;
        long toNs = endNs == 0 ? knownEndNs : Math.min(Hours.floor(endNs), knownEndNs);
        long fromNs;
        if (startNs != 0) {
            fromNs = Hours.ceil(startNs);
        } else if (fullRefresh) {
            fromNs = FULL_NS;
        } else if (newestCompleteNs == 0) {
            fromNs = toNs - BACK_NS;
        } else {
            fromNs = newestCompleteNs + Hours.HOUR_NS - OVERLAP_NS;
        }
        return new Span(Math.min(fromNs, toNs - Hours.HOUR_NS), toNs);
    }
}
