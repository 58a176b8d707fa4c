package org.millrace.engine.performance;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;

/** How often equity is looked at: at whole minutes, hours or days of UTC. */
public enum Sampling {
    /** Daily from 30 days on, hourly from 30 hours on, else by the minute. */
    AUTO(0),
    MINUTE(MINUTES.toNanos(1)),
    HOUR(HOURS.toNanos(1)),
    DAY(DAYS.toNanos(1));

    private static final int LEAST_PERIODS = 30;

    private final long lengthNs;

    Sampling(long lengthNs) {
        this.lengthNs = lengthNs;
    }

    public long lengthNs() {
        return lengthNs;
    }

    /** Returns what is meant for a span of time: never {@link #AUTO}. */
    public Sampling over(long spanNs) {
        if (this != AUTO) {
            return this;
        }
        if (spanNs >= LEAST_PERIODS * DAY.lengthNs) {
            return DAY;
        }
        return spanNs >= LEAST_PERIODS * HOUR.lengthNs ? HOUR : MINUTE;
    }

    /** Returns how many of them a year has, of so many days of so many hours on which there is trading. */
    public double perYear(int daysPerYear, double hoursPerDay) {
        return this == DAY ? daysPerYear : daysPerYear * hoursPerDay * HOUR.lengthNs / lengthNs;
    }
}
