package org.millrace.bench.micro;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.conveyor.SegmentSettings;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Hands 96-byte events to another thread: over our ring in claims of some events, over a JDK queue one by one. */
public class RingHopBenchmark extends MicroBenchmark {
    private static final int EVENTS = 1_024;
    private static final int LENGTH = 96;

    @Param({"1", "16"})
    private int claim;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[LENGTH]);
    private Conveyor conveyor;
    private RingPublisher publisher;
    private ArrayBlockingQueue<byte[]> queue;
    private Thread queueReader;

    @Setup
    public void start() {
        SegmentSettings segment = new SegmentSettings(SegmentSettings.ANY_CPU, Waiting.SPIN_YIELD, List.of("sink"));
        ConveyorSettings settings = new ConveyorSettings(Waiting.SPIN_YIELD, 16_384, List.of(segment));
        Line line = new Line(List.of(new Line.Step("sink", Sink::new)));
        conveyor = new Conveyor(line, settings, SnapshotSink.NONE, fault -> {});
        conveyor.start(() -> {});
        publisher = new RingPublisher(conveyor.ring());
        queue = new ArrayBlockingQueue<>(16_384);
        queueReader = new Thread(this::drainQueue);
        queueReader.setDaemon(true);
        queueReader.start();
    }

    @TearDown
    public void stop() {
        conveyor.close();
        queueReader.interrupt();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void ring() {
        for (int sent = 0; sent < EVENTS; sent += claim) {
            while (!publisher.tryClaim(claim)) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < claim; i++) {
                publisher.slot(i).putBytes(0, event, 0, LENGTH);
                publisher.length(i, LENGTH);
            }
            publisher.commit();
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void arrayBlockingQueue() throws InterruptedException {
        for (int sent = 0; sent < EVENTS; sent++) {
            queue.put(event.byteArray().clone());
        }
    }

    private void drainQueue() {
        try {
            long sum = 0;
            while (sum != Long.MIN_VALUE) {
                sum += queue.take()[0];
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads one field of each event. */
    private static final class Sink extends Stage {
        private long sum;

        Sink(EventConsumer next, SnapshotSink snapshots) {
            super(next, snapshots);
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            sum += EventPrefix.sequence(buffer, offset);
        }

        @Override
        public String name() {
            return "sink";
        }

        @Override
        public int formatVersion() {
            return 1;
        }

        @Override
        public void save(SnapshotWriter out) {
            out.putLong(sum);
        }

        @Override
        public void load(SnapshotReader in) {
            sum = in.getLong();
        }
    }
}
