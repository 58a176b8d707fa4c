package org.millrace.feeds.capture;

import java.util.concurrent.TimeUnit;

/**
 * The clock's beat in a playback: it follows the receive times. Every 100 ms while frames come; over a gap of more than
 * a second once a second, over one of more than an hour once; and once at the end, late enough to close a day's bar.
 */
final class Beat {
    /** Answers that no tick is due. */
    static final long NONE = 0;

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long AFTER_END = TimeUnit.HOURS.toNanos(25); // a day and what clocks may differ by

    private long lastTick;
    private long lastTime;

    /** Returns the tick that comes before what was received at {@code time}, or {@link #NONE}. */
    long before(long time) {
        if (lastTime == 0 || time < lastTick + INTERVAL) {
            return NONE;
        }
        long gap = time - lastTime;
        long tick = lastTick + INTERVAL;
        if (gap > HOUR) {
            tick = time - time % INTERVAL;
        } else if (gap > SECOND) {
            tick = lastTick - lastTick % SECOND + SECOND;
        }
        return tick <= time ? tick : NONE;
    }

    /** Returns the tick that ends a playback, or {@link #NONE} where no line had a time. */
    long last() {
        return lastTime == 0 ? NONE : lastTime - lastTime % INTERVAL + AFTER_END;
    }

    void onTick(long tick) {
        lastTick = tick;
    }

    /** Takes the time of what was handed over; 0 = not known. */
    void onTime(long time) {
        if (lastTime == 0 && time != 0) {
            lastTick = time - time % INTERVAL;
        }
        lastTime = Math.max(lastTime, time);
    }
}
