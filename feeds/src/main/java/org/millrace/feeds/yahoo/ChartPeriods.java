package org.millrace.feeds.yahoo;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

/**
 * Says to which period a chart's rows belong, and whether it has ended.
 *
 * <pre>
 *   rows    09:30  09:35  09:40  09:43:12       the last has the market's time: it is live,
 *   periods 09:30  09:35  09:40  09:40          and of the period of the row before
 *   closed  yes    yes    no
 * </pre>
 */
final class ChartPeriods {
    /** How far shares are behind at most where their quotes are delayed, and some more. */
    private static final long DELAY_SECONDS = MINUTES.toSeconds(20);

    private final ChartAnswer answer;
    private final ChartInterval interval;
    private final long knownUntil; // seconds: nothing before it will come any more

    ChartPeriods(ChartAnswer answer, ChartInterval interval, long receiveTimeNs) {
        this.answer = answer;
        this.interval = interval;
        long received = receiveTimeNs == 0 ? 0 : NANOSECONDS.toSeconds(receiveTimeNs) - DELAY_SECONDS;
        knownUntil = Math.max(answer.meta().marketTime(), received);
    }

    /** Returns when a row's period begins. */
    long start(int row) {
        long time = answer.time(row);
        if (!interval.isIntraday()) {
            return interval.periodStart(time, answer.meta().zone());
        }
        boolean isLive = row == answer.rows() - 1 && time == answer.meta().marketTime();
        return isLive ? time - Math.floorMod(time - anchor(row), (long) interval.seconds()) : time;
    }

    /** Answers whether a period has ended. */
    boolean isClosed(long start) {
        return knownUntil >= end(start);
    }

    private long end(long start) {
        long end = interval.periodEnd(start, answer.meta().zone());
        long sessionStart = answer.meta().sessionStart();
        long sessionEnd = answer.meta().sessionEnd();
        boolean endsWithSession = interval == ChartInterval.DAY
                ? sessionStart >= start && sessionStart < end
                : interval.isIntraday() && start >= sessionStart && start < sessionEnd;
        return endsWithSession ? Math.min(end, sessionEnd) : end;
    }

    /** Returns a moment at which one of the session's periods begins. */
    private long anchor(int row) {
        long sessionStart = answer.meta().sessionStart();
        if (sessionStart != 0 && answer.time(row) >= sessionStart) {
            return sessionStart;
        }
        return row > 0 ? answer.time(row - 1) : 0;
    }
}
