package org.millrace.bench.micro;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.journal.JournalReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Reads a journal of 96-byte events from its beginning to its end, verifying each batch: nanoseconds an event. Beside it
 * Chronicle with one document an event, and a mapped file.
 */
public class JournalReadBenchmark extends MicroBenchmark {
    private static final int EVENTS = 262_144;
    private static final int POLLED = 64;

    private final Inputs.Sink sink = new Inputs.Sink();
    private long lengths;

    /** A journal of our own. */
    @State(Scope.Thread)
    public static class Ours {
        @Param({"16", "256"})
        private int batch;

        private JournalFolder folder;
        private JournalReader reader;

        @Setup
        public void start() {
            folder = new JournalFolder();
            JournalAppendBenchmark.append(folder.journal(), JournalAppendBenchmark.frames(batch), batch, EVENTS);
            reader = folder.journal().reader();
        }

        @TearDown
        public void stop() {
            reader.close();
            folder.close();
        }
    }

    /** What it is measured beside. */
    @State(Scope.Thread)
    public static class Peers {
        private ChroniclePerEvent chronicle;
        private MappedEvents mapped;

        @Setup
        public void start() {
            chronicle = new ChroniclePerEvent();
            mapped = new MappedEvents();
            UnsafeBuffer event = JournalAppendBenchmark.frames(1);
            for (int i = 0; i < EVENTS; i++) {
                chronicle.append(event, JournalAppendBenchmark.LENGTH);
                mapped.append(event, JournalAppendBenchmark.LENGTH);
            }
        }

        @TearDown
        public void stop() {
            chronicle.close();
            mapped.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long poll(Ours ours) {
        ours.reader.seek(1);
        int events = 0;
        while (events < EVENTS) {
            events += ours.reader.poll(sink, POLLED);
        }
        return sink.sum();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long pollBatches(Ours ours) {
        ours.reader.seek(1);
        int events = 0;
        while (events < EVENTS) {
            events += ours.reader.pollBatches((frames, offset, length, count, first) -> lengths += length, POLLED);
        }
        return lengths;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long chroniclePerEvent(Peers peers) {
        if (peers.chronicle.readAll(sink) != EVENTS) {
            throw new IllegalStateException("expected " + EVENTS + " events");
        }
        return sink.sum();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long mappedFile(Peers peers) {
        peers.mapped.readAll(sink);
        return sink.sum();
    }
}
