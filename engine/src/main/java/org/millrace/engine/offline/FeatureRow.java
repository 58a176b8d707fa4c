package org.millrace.engine.offline;

/**
 * The values of a set at a bar, complete. Valid until the next one.
 */
public final class FeatureRow {
    int instrumentId;
    int setId;
    int setVersion;
    int timeframe;
    long startTime;
    long eventTime;
    long cause;
    int flags;
    int count;
    double[] values = new double[64];

    FeatureRow() {}

    public int instrumentId() {
        return instrumentId;
    }

    public int setId() {
        return setId;
    }

    public int setVersion() {
        return setVersion;
    }

    /** Returns the length of the bar in seconds. */
    public int timeframe() {
        return timeframe;
    }

    /** Returns when the bar began, UTC ns. */
    public long startTime() {
        return startTime;
    }

    /** Returns when the bar ended, UTC ns. */
    public long eventTime() {
        return eventTime;
    }

    /** Returns the sequence of the input that closed the bar. */
    public long cause() {
        return cause;
    }

    /** Returns the quality bits that the values carry. */
    public int flags() {
        return flags;
    }

    /** Returns how many values there are. */
    public int count() {
        return count;
    }

    public double value(int index) {
        return values[index];
    }
}
