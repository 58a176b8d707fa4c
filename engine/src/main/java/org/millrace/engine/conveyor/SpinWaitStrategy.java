package org.millrace.engine.conveyor;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.locks.LockSupport;

/** Spins, then yields, then parks for a while at a time. */
final class SpinWaitStrategy implements WaitStrategy {
    private final int spins;
    private final long yields;
    private final long parkNs;

    SpinWaitStrategy(int spins, long yields, long parkNs) {
        this.spins = spins;
        this.yields = yields;
        this.parkNs = parkNs;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // that is what the settings ask for
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException {
        long available = dependent.get();
        for (long turn = 0; available < sequence; turn++) {
            barrier.checkAlert();
            if (turn < spins) {
                Thread.onSpinWait();
            } else if (turn - spins < yields) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(parkNs);
            }
            available = dependent.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {} // nobody sleeps longer than parkNs
}
