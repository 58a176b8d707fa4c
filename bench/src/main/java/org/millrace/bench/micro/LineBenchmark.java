package org.millrace.bench.micro;

import java.util.List;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.snapshot.SnapshotSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Puts batches of 256 trades through the whole line with both journals, on one thread and without a ring: nanoseconds
 * a trade. A ClockTick goes with each batch. New journals in each iteration, since a second writes gigabytes.
 */
public class LineBenchmark extends MicroBenchmark {
    private static final int BATCH = 256;

    private final Inputs.Sink sink = new Inputs.Sink();
    private JournalFolder inputs;
    private JournalFolder outputs;
    private EventConsumer first;
    private Inputs trades;

    @Setup(Level.Iteration)
    public void start() {
        inputs = new JournalFolder();
        outputs = new JournalFolder();
        Line line = StandardLine.between(
                inputs.journal().appender(), outputs.journal().appender(), List.of());
        first = sink;
        for (int i = line.steps().size() - 1; i >= 0; i--) {
            first = line.steps().get(i).factory().create(first, SnapshotSink.NONE);
        }
        trades = new Inputs(first);
        trades.define();
    }

    @TearDown(Level.Iteration)
    public void stop() {
        inputs.close();
        outputs.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long trades() {
        for (int i = 0; i < BATCH; i++) {
            trades.trade();
        }
        trades.tick();
        first.flush();
        return sink.events();
    }
}
