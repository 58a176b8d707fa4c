package org.millrace.gateway.replay;

/** Says when a message of the past is due: at a multiple of the speed at which it was live, at once, or step by step. */
final class Pace {
    /** As fast as it is read. */
    static final double UNBOUND = 0;

    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private double speed;
    private long wallNs;
    private long pastNs = NOT_BEGUN;
    private long pausedNs;
    private boolean paused;

    Pace(double speed) {
        this.speed = speed;
    }

    boolean isPaused() {
        return paused;
    }

    /** Returns how long a message must wait yet; less than 1 = it is due. */
    long waitNs(long timeNs, long nowNs) {
        if (speed == UNBOUND || timeNs == Long.MIN_VALUE) {
            return 0;
        }
        if (pastNs == NOT_BEGUN) {
            wallNs = nowNs;
            pastNs = timeNs;
        }
        return wallNs + (long) ((timeNs - pastNs) / speed) - nowNs;
    }

    void pause(long nowNs) {
        if (!paused) {
            paused = true;
            pausedNs = nowNs;
        }
    }

    /** Goes on, at another speed perhaps. */
    void resume(double newSpeed, long nowNs) {
        if (paused) {
            paused = false;
            wallNs += nowNs - pausedNs;
        }
        if (newSpeed != speed) {
            if (speed != UNBOUND && pastNs != NOT_BEGUN) {
                pastNs += (long) ((nowNs - wallNs) * speed);
                wallNs = nowNs;
            } else {
                pastNs = NOT_BEGUN;
            }
            speed = newSpeed;
        }
    }

    /** Begins anew with the next message. */
    void restart() {
        pastNs = NOT_BEGUN;
    }

    double speed() {
        return speed;
    }
}
