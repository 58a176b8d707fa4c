package org.millrace.bench.micro;

import java.util.List;
import org.millrace.bench.conditions.Conditions;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.snapshot.SnapshotSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Puts trades on the inbound ring in claims of 16, as a socket's read does; one other thread runs the whole line with
 * both journals: nanoseconds a trade at the most that can be sustained, since a full ring holds the claims back. The hop
 * from core to core is printed before and after each iteration: read the figure against it.
 */
public class RingLineBenchmark extends MicroBenchmark {
    private static final int BATCH = 256;
    private static final int CLAIM = 16;

    private JournalFolder inputs;
    private JournalFolder outputs;
    private Conveyor conveyor;
    private ClaimedInputs claims;
    private Inputs trades;
    private Conditions before;

    @Setup(Level.Iteration)
    public void start() {
        before = Conditions.now();
        inputs = new JournalFolder();
        outputs = new JournalFolder();
        conveyor = new Conveyor(
                StandardLine.between(
                        inputs.journal().appender(), outputs.journal().appender(), List.of()),
                new ConveyorSettings(Waiting.SPIN_YIELD, ConveyorSettings.DEFAULTS.ringSlots(), List.of()),
                SnapshotSink.NONE,
                fault -> fault.printStackTrace());
        conveyor.start(() -> {});
        claims = new ClaimedInputs(new RingPublisher(conveyor.ring()), CLAIM);
        trades = new Inputs(claims);
        trades.define();
    }

    @TearDown(Level.Iteration)
    public void stop() {
        conveyor.drain();
        conveyor.close();
        inputs.close();
        outputs.close();
        System.out.println(before.until(Conditions.now()));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void trades() {
        for (int i = 0; i < BATCH; i++) {
            trades.trade();
        }
        trades.tick();
        claims.flush();
    }
}
