package org.millrace.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.binance.BinanceFeed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Takes one frame: the feed makes events of it, the libraries only read the same fields, and {@code sbe} reads the events
 * that were made of it.
 */
public class BinanceDecoderBenchmark extends MicroBenchmark {
    private static final int SBE_FRAMES = 999; // one lap, with the first

    @Param({"trade", "bookTicker", "depth"})
    private String kind;

    private final JacksonFrames jackson = new JacksonFrames();
    private final FastjsonFrames fastjson = new FastjsonFrames();
    private final SbeEvents events = new SbeEvents();
    private final ArrayPublisher published = new ArrayPublisher();
    private final BinanceFeed feed =
            new BinanceFeed(Venue.BINANCE.value(), new OneInstrument(), published, SnapshotRequester.NONE);
    private DatabindFrames databind;
    private FrameRing frames;

    @Setup
    public void start() throws IOException {
        frames = new FrameRing(kind);
        UnsafeBuffer frame = frames.next();
        if (jackson.read(frame.byteArray(), frames.length()) != fastjson.read(frame.byteArray(), frames.length())) {
            throw new IllegalStateException("the peers do not read the same fields");
        }
        take(frame);
        UnsafeBuffer snapshot = new UnsafeBuffer(FrameRing.SNAPSHOT.getBytes(US_ASCII));
        feed.onSnapshot("BTCUSDT", snapshot, 0, snapshot.capacity(), 0);
        databind = new DatabindFrames(kind);
        events.collect(frames, SBE_FRAMES, feed, published);
    }

    /** Holds that no frame was refused and no hole found. */
    @TearDown
    public void check() {
        if (feed.counters().get(FeedCounter.REJECTED) != 0
                || feed.counters().get(FeedCounter.TRADE_GAPS) != 0
                || feed.counters().get(FeedCounter.UNKNOWN) != 0) {
            throw new IllegalStateException("the feed did not take every frame");
        }
    }

    @Benchmark
    public boolean feed() {
        return take(frames.next());
    }

    @Benchmark
    public long jackson() throws IOException {
        return jackson.read(frames.next().byteArray(), frames.length());
    }

    @Benchmark
    public long fastjson2() {
        return fastjson.read(frames.next().byteArray(), frames.length());
    }

    @Benchmark
    public Object databind() throws IOException {
        UnsafeBuffer frame = frames.next();
        return databind.read(frame.byteArray(), frames.length());
    }

    @Benchmark
    public long sbe() {
        return events.readNext();
    }

    private boolean take(UnsafeBuffer frame) {
        return feed.onFrame(frame, 0, frames.length(), 0);
    }
}
