package org.millrace.engine.performance;

/**
 * What a year of trading has.
 *
 * @param days  on which there is trading
 * @param hours of them each
 */
public record Year(int days, double hours) {
    /** Markets that never close. */
    public static final Year ALWAYS = new Year(365, 24);
    /** Shares and indices: New York's regular session. */
    public static final Year EXCHANGE = new Year(252, 6.5);
    /** Currencies and futures. */
    public static final Year WEEKDAYS = new Year(252, 24);

    public Year {
        if (days < 1 || days > 366 || !(hours > 0 && hours <= 24)) {
            throw new IllegalArgumentException(
                    "days per year: " + days + " of " + hours + " hours, expected 1 to 366 of at most 24");
        }
    }

    /** Returns it with another number of days; 0 leaves them as they are. */
    public Year days(int other) {
        return other == 0 ? this : new Year(other, hours);
    }
}
