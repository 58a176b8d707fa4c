package org.millrace.bench.micro;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Three stages that take the time: as the last message of a bar's features comes to the models, as the prediction leaves them, and
 * as it has been published. Where they run on two threads, the ring between them makes visible what the first has noted.
 */
final class PredictionTimes {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int NOTED = 1 << 16; // more than are ever under way

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Histogram predicting = new Histogram(1, LONGEST_NS, 3);
    private final Histogram processing = new Histogram(1, LONGEST_NS, 3);
    private final Histogram publishing = new Histogram(1, LONGEST_NS, 3);
    private final long[] askedNs = new long[NOTED];
    private final long[] processorNs = new long[NOTED];
    private final AtomicLong told = new AtomicLong();
    private Thread askedBy;

    /** Returns nanoseconds from a bar's features to the prediction that leaves the models stage. */
    Histogram predicting() {
        return predicting;
    }

    /** Returns the same by the time that the thread had a processor; nothing where two threads share the work. */
    Histogram processing() {
        return processing;
    }

    /** Returns nanoseconds from a bar's features to the published prediction. */
    Histogram publishing() {
        return publishing;
    }

    /** Returns how many predictions have been published. */
    long toldCount() {
        return told.get();
    }

    /** Forgets all times. */
    void reset() {
        predicting.reset();
        processing.reset();
        publishing.reset();
    }

    /** Returns the stage before the models. */
    Line.Step asked() {
        return new Line.Step("asked", (next, snapshots) -> new Probe("asked", FeaturesDecoder.TEMPLATE_ID, next) {
            private long count;

            @Override
            void pass() {
                int at = (int) count++ & NOTED - 1;
                processorNs[at] = THREADS.getCurrentThreadCpuTime();
                askedBy = Thread.currentThread();
                askedNs[at] = System.nanoTime();
            }
        });
    }

    /** Returns the stage behind the models. */
    Line.Step predicted() {
        return new Line.Step(
                "predicted", (next, snapshots) -> new Probe("predicted", PredictionDecoder.TEMPLATE_ID, next) {
                    private long count;

                    @Override
                    void pass() {
                        int at = (int) count++ & NOTED - 1;
                        predicting.recordValue(System.nanoTime() - askedNs[at]);
                        if (askedBy == Thread.currentThread()) {
                            processing.recordValue(THREADS.getCurrentThreadCpuTime() - processorNs[at]);
                        }
                    }
                });
    }

    /** Returns the stage behind JournalOut. */
    Line.Step published() {
        return new Line.Step(
                "published", (next, snapshots) -> new Probe("published", PredictionDecoder.TEMPLATE_ID, next) {
                    private long count;

                    @Override
                    void pass() {
                        publishing.recordValue(System.nanoTime() - askedNs[(int) count++ & NOTED - 1]);
                        told.lazySet(count);
                    }
                });
    }

    /** Notices the last message of what it looks for. */
    private abstract static class Probe extends Stage {
        private final String name;
        private final int template;

        Probe(String name, int template, EventConsumer next) {
            super(next, SnapshotSink.NONE);
            this.name = name;
            this.template = template;
        }

        abstract void pass();

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            if (EventPrefix.templateId(buffer, offset) == template && isLast(buffer, offset)) {
                pass();
            }
            next.onEvent(buffer, offset, length);
        }

        /** A prediction is one message. */
        private boolean isLast(DirectBuffer buffer, int offset) {
            return template == PredictionDecoder.TEMPLATE_ID
                    || (EventPrefix.flags(buffer, offset) & EventPrefix.LAST) != 0;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int formatVersion() {
            return 1;
        }

        @Override
        public void save(SnapshotWriter out) {}

        @Override
        public void load(SnapshotReader in) {}
    }
}
