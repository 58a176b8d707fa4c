package org.millrace.bench.micro;

import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.replay.ReplayResult;
import org.millrace.engine.replay.ReplayVerifier;
import org.millrace.journal.JournalReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Replays a million recorded trades: nanoseconds a trade. {@code verify} runs all stages and compares with JournalOut,
 * {@code scan} only reads and verifies JournalIn, batch by batch.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
public class ReplayBenchmark extends MicroBenchmark {
    private static final int TRADES = 1 << 20;
    private static final int POLLED = 64;

    private RecordedRun recorded;
    private long lengths;

    @Setup
    public void start() {
        recorded = new RecordedRun(TRADES);
    }

    @TearDown
    public void stop() {
        recorded.close();
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public long verify() {
        ReplayResult result = new ReplayVerifier(recorded.data()).verify(ConveyorSettings.DEFAULTS);
        if (!result.isIdentical() || result.inputs() < TRADES) {
            throw new IllegalStateException(result.text());
        }
        return result.outputs();
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public long scan() {
        long events = 0;
        try (JournalReader reader = JournalReader.open(recorded.inputs())) {
            int count;
            do {
                count = reader.pollBatches((frames, offset, length, batch, first) -> lengths += length, POLLED);
                events += count;
            } while (count > 0);
        }
        if (events < TRADES) {
            throw new IllegalStateException(events + " events, expected " + TRADES);
        }
        return lengths;
    }
}
