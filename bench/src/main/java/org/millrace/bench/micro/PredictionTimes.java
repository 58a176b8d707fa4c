package org.millrace.bench.micro;

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
 * Two stages that take the time: as the last message of a bar's features passes the one, and as the prediction passes the other.
 * Where they run on two threads, the ring between them makes what the first has noted visible to the second.
 */
final class PredictionTimes {
    private static final int NOTED = 1 << 16; // more than are ever under way

    private final long[] askedNs = new long[NOTED];
    private final Histogram latencies;
    private final AtomicLong told;

    /**
     * Makes them.
     *
     * @param latencies takes nanoseconds, on the thread of the second stage
     * @param told      counts predictions
     */
    PredictionTimes(Histogram latencies, AtomicLong told) {
        this.latencies = latencies;
        this.told = told;
    }

    /** Returns the stage before the models. */
    Line.Step asked() {
        return new Line.Step("asked", (next, snapshots) -> new Probe("asked", FeaturesDecoder.TEMPLATE_ID, next) {
            private long count;

            @Override
            void pass() {
                askedNs[(int) count++ & NOTED - 1] = System.nanoTime();
            }
        });
    }

    /** Returns the stage behind JournalOut. */
    Line.Step told() {
        return new Line.Step("told", (next, snapshots) -> new Probe("told", PredictionDecoder.TEMPLATE_ID, next) {
            private long count;

            @Override
            void pass() {
                latencies.recordValue(System.nanoTime() - askedNs[(int) count++ & NOTED - 1]);
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
