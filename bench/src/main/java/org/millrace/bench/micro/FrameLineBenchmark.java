package org.millrace.bench.micro;

import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.binance.BinanceFeed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Takes the bytes of the simulator's frames through the feed to the end of the line with both journals, on one thread:
 * nanoseconds a frame. {@code feed} ends at the events. Every frame is a new one; a ClockTick goes with 256, a flush
 * with 16.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 15)
@Measurement(iterations = 10)
public class FrameLineBenchmark extends MicroBenchmark {
    private static final int FRAMES = 200_000;
    private static final int AVERAGE_LENGTH = 240;
    private static final int JOINING = 5_000;
    private static final int READ = 16;
    private static final int BEAT = 256;
    private static final List<FeedCounter> FAULTS =
            List.of(FeedCounter.REJECTED, FeedCounter.TRADE_GAPS, FeedCounter.BOOK_GAPS, FeedCounter.UNKNOWN);
    private static final List<FeedCounter> SHARES = List.of(
            FeedCounter.FRAMES,
            FeedCounter.TRADES,
            FeedCounter.QUOTES,
            FeedCounter.BOOK_UPDATES,
            FeedCounter.FALL_BACKS);

    @Param({"line", "feed"})
    private String until;

    private final Inputs.Sink sink = new Inputs.Sink();
    private final SimulatedMix mix = new SimulatedMix(FRAMES, AVERAGE_LENGTH);
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private JournalFolder inputs;
    private JournalFolder outputs;
    private EventConsumer first;
    private BinanceFeed feed;

    @Setup
    public void start() {
        inputs = new JournalFolder();
        outputs = new JournalFolder();
        first = until.equals("line") ? line() : sink;
        for (int id = 1; id <= mix.instruments(); id++) {
            Inputs.define(first, mix.instrument(id));
        }
        feed = new BinanceFeed(Venue.SIMULATOR.value(), mix, new LinePublisher(first), mix);
        mix.join(feed, JOINING);
    }

    @Setup(Level.Invocation)
    public void refill() {
        mix.refill();
    }

    /** Says what the frames were, and holds that none was refused and no hole found. */
    @TearDown
    public void stop() {
        inputs.close();
        outputs.close();
        System.out.println(counts(SHARES));
        if (FAULTS.stream().anyMatch(fault -> feed.counters().get(fault) != 0)) {
            throw new IllegalStateException("the feed did not take every frame: " + counts(FAULTS));
        }
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long frames() {
        for (int i = 0; i < FRAMES; i++) {
            feed.onFrame(mix.frames(), mix.offset(i), mix.length(i), mix.timeNs(i));
            if (i % READ == READ - 1) {
                if (i % BEAT == BEAT - 1) {
                    beat(mix.timeNs(i));
                }
                first.flush();
            }
        }
        return sink.events();
    }

    private EventConsumer line() {
        Line stages = StandardLine.between(
                inputs.journal().appender(), outputs.journal().appender(), List.of());
        EventConsumer next = sink;
        for (int i = stages.steps().size() - 1; i >= 0; i--) {
            next = stages.steps().get(i).factory().create(next, SnapshotSink.NONE);
        }
        return next;
    }

    private void beat(long nowNs) {
        new ClockTickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        EventPrefix.writeInput(tick, 0, nowNs, nowNs, 0, EventPrefix.venueFlags(0, 0));
        first.onEvent(tick, 0, MessageHeaderEncoder.ENCODED_LENGTH + ClockTickEncoder.BLOCK_LENGTH);
    }

    private String counts(List<FeedCounter> counters) {
        return counters.stream()
                .map(counter -> counter + "=" + feed.counters().get(counter))
                .collect(Collectors.joining(" "));
    }
}
