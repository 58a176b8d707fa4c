package org.millrace.feeds.capture;

import org.agrona.concurrent.NanoClock;

/** Tells when recorded times are due. The first time that it is asked for is due at once. */
final class Pace {
    private final PlaybackSpeed speed;
    private final NanoClock clock;
    private boolean started;
    private long startNs;
    private long firstTime;

    Pace(PlaybackSpeed speed, NanoClock clock) {
        this.speed = speed;
        this.clock = clock;
    }

    /**
     * Tells whether what was recorded at a time may be handed over now.
     *
     * @param time 0 = not known: always due
     */
    boolean isDue(long time) {
        if (!speed.isPaced() || time == 0) {
            return true;
        }
        long now = clock.nanoTime();
        if (!started) {
            started = true;
            startNs = now;
            firstTime = time;
        }
        return now - startNs >= speed.after(time - firstTime);
    }
}
