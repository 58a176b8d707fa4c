package org.millrace.engine.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * One-bar returns of an instrument and of the benchmark over bars that end together. A pair is there once both bars have
 * closed: where the benchmark's comes later, at the instrument's next bar. A bar that the other has not is left out.
 */
final class ReturnPairs {
    private final DatedReturns waiting = new DatedReturns();
    private final Window own;
    private final Window benchmark;

    /** Creates pairs for correlations over so many at most. */
    ReturnPairs(int capacity) {
        own = new Window(capacity);
        benchmark = new Window(capacity);
    }

    /**
     * Takes the return of the instrument's next bar, and pairs what can be paired by now.
     *
     * @param value NaN: there is none yet
     * @return the flags of all bars of the benchmark that were paired
     */
    int update(long end, double value, DatedReturns others) {
        if (!Double.isNaN(value)) {
            waiting.add(end, value, 0);
        }
        int flags = 0;
        while (!waiting.isEmpty() && waiting.end(waiting.first()) <= others.newestEnd()) {
            long oldest = waiting.first();
            long other = others.find(waiting.end(oldest));
            if (other != DatedReturns.NONE) {
                own.add(waiting.value(oldest));
                benchmark.add(others.value(other));
                flags |= others.flags(other);
            }
            waiting.removeFirst();
        }
        return flags;
    }

    double correlation(int count) {
        return own.correlation(benchmark, count);
    }

    void save(SnapshotWriter out) {
        waiting.save(out);
        own.save(out);
        benchmark.save(out);
    }

    void load(SnapshotReader in) {
        waiting.load(in);
        own.load(in);
        benchmark.load(in);
    }
}
