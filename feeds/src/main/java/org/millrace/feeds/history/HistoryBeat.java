package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * The clock's beat of the past: it follows the rows' times, at whole seconds. One tick follows each row by a second at
 * most; over a longer pause there is one a minute, over one of more than an hour none but the last before the next row.
 */
final class HistoryBeat {
    /** Answers that no tick is due. */
    static final long NONE = Long.MIN_VALUE;

    private static final long SECOND = SECONDS.toNanos(1);
    private static final long MINUTE = MINUTES.toNanos(1);
    private static final long HOUR = HOURS.toNanos(1);
    private static final long DAY = DAYS.toNanos(1);

    private long lastTick = NONE;
    private long lastTime = NONE;

    /** Returns the tick that comes before a row of {@code time}, or {@link #NONE}. */
    long before(long time) {
        if (lastTime == NONE) {
            return NONE;
        }
        long tick = next(lastTime, SECOND);
        if (tick <= lastTick) {
            tick = time - lastTime > HOUR ? time - Math.floorMod(time, SECOND) : next(lastTick, MINUTE);
        }
        return tick <= time && tick > lastTick ? tick : NONE;
    }

    /** Returns the end of the day (UTC) of the last row: all bars that can be closed are closed then. */
    long endOfDay() {
        return lastTime == NONE ? NONE : next(lastTime - 1, DAY);
    }

    /** Returns the time of the last row. */
    long lastTime() {
        return lastTime;
    }

    void onTick(long tick) {
        lastTick = tick;
    }

    void onRow(long time) {
        lastTime = Math.max(lastTime, time);
    }

    private static long next(long time, long step) {
        return time - Math.floorMod(time, step) + step;
    }
}
