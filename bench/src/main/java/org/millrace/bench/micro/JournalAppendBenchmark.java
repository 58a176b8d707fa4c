package org.millrace.bench.micro;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.journal.Journal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Appends events of 96 bytes in batches, checksum included and nothing forced: nanoseconds an event. Beside it Chronicle
 * with one document an event, and a bare copy into mapped pages.
 */
public class JournalAppendBenchmark extends MicroBenchmark {
    /** Bytes of an event. */
    static final int LENGTH = 96;

    private static final int EVENTS = 4_096;

    private final UnsafeBuffer event = frames(1);

    /** A journal of our own. */
    @State(Scope.Thread)
    public static class Ours {
        @Param({"16", "256"})
        private int batch;

        private JournalFolder folder;
        private UnsafeBuffer frames;

        @Setup(Level.Iteration)
        public void start() {
            folder = new JournalFolder();
            frames = frames(batch);
        }

        @TearDown(Level.Iteration)
        public void stop() {
            folder.close();
        }
    }

    /** What it is measured beside. */
    @State(Scope.Thread)
    public static class Peers {
        private ChroniclePerEvent chronicle;
        private MappedEvents mapped;

        @Setup(Level.Iteration)
        public void start() {
            chronicle = new ChroniclePerEvent();
            mapped = new MappedEvents();
        }

        @TearDown(Level.Iteration)
        public void stop() {
            chronicle.close();
            mapped.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long append(Ours ours) {
        return append(ours.folder.journal(), ours.frames, ours.batch, EVENTS);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void chroniclePerEvent(Peers peers) {
        for (int i = 0; i < EVENTS; i++) {
            peers.chronicle.append(event, LENGTH);
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void mappedFile(Peers peers) {
        for (int i = 0; i < EVENTS; i++) {
            peers.mapped.append(event, LENGTH);
        }
    }

    /** Makes a batch of equal events. */
    static UnsafeBuffer frames(int batch) {
        int length = EventFrame.frameLength(LENGTH);
        UnsafeBuffer frames = new UnsafeBuffer(new byte[batch * length]);
        for (int i = 0; i < batch; i++) {
            EventFrame.writeHeader(frames, i * length, LENGTH);
        }
        return frames;
    }

    /** Appends a batch over and over; returns the last sequence. */
    static long append(Journal journal, UnsafeBuffer frames, int batch, int events) {
        long sequence = journal.nextSequence();
        for (int i = 0; i < events; i += batch) {
            journal.appender().append(frames, 0, frames.capacity(), batch, sequence);
            sequence += batch;
        }
        return sequence;
    }
}
