package org.millrace.engine.performance;

import org.agrona.collections.LongArrayList;

/** Values at times. */
public final class Curve {
    private final LongArrayList times = new LongArrayList();
    private final Doubles values = new Doubles();

    /** Adds a value; returns this. */
    public Curve add(long timeNs, double value) {
        times.addLong(timeNs);
        values.add(value);
        return this;
    }

    public int size() {
        return values.size();
    }

    /** Returns the last value. */
    public double last() {
        return values.get(values.size() - 1);
    }

    /** Returns the times, UTC ns. */
    public long[] times() {
        return times.toLongArray();
    }

    public double[] values() {
        return values.toArray();
    }
}
