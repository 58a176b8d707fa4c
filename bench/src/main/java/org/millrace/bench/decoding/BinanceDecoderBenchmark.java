package org.millrace.bench.decoding;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.micro.MicroBenchmark;
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

    @Param({"trade", "quote", "book"})
    private String kind;

    private final Roles roles = Roles.of("binance");
    private final JacksonFrames jackson = new JacksonFrames(roles);
    private final FastjsonFrames fastjson = new FastjsonFrames(roles);
    private final SbeEvents events = new SbeEvents();
    private final VenueFeed feed = new VenueFeed("binance");
    private DslJsonFrames dslJson;
    private DatabindFrames databind;
    private FrameRing frames;

    @Setup
    public void start() throws IOException {
        dslJson = new DslJsonFrames(roles);
        frames = FrameRing.ofText(new BinanceText().lap(kind));
        UnsafeBuffer frame = frames.next();
        long sum = jackson.read(frame.byteArray(), frames.length());
        if (sum != fastjson.read(frame.byteArray(), frames.length())
                || sum != dslJson.read(frame.byteArray(), frames.length())) {
            throw new IllegalStateException("the peers do not read the same fields");
        }
        feed.take(frame, frames.length());
        feed.join();
        databind = new DatabindFrames(kind);
        events.collect(frames, SBE_FRAMES, feed);
    }

    /** Holds that no frame was refused and no hole found. */
    @TearDown
    public void check() {
        feed.check();
    }

    @Benchmark
    public boolean feed() {
        return feed.take(frames.next(), frames.length());
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
    public long dslJson() throws IOException {
        return dslJson.read(frames.next().byteArray(), frames.length());
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
}
