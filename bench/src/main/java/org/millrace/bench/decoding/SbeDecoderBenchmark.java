package org.millrace.bench.decoding;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.micro.MicroBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Takes one of Binance's SBE messages: the feed makes events of it, the generated decoders only read the same fields. */
public class SbeDecoderBenchmark extends MicroBenchmark {
    @Param({"trade", "quote", "book"})
    private String kind;

    private final VenueFeed feed = new VenueFeed("binance");
    private final SbeMessages generated = new SbeMessages();
    private FrameRing frames;

    @Setup
    public void start() {
        frames = new SbeText().lap(kind);
        UnsafeBuffer frame = frames.next();
        feed.take(frame, frames.length());
        feed.join();
        for (int i = 1; i < FrameRing.FRAMES; i++) {
            feed.take(frames.next(), frames.length());
        }
    }

    @TearDown
    public void check() {
        feed.check();
    }

    @Benchmark
    public boolean feed() {
        return feed.take(frames.next(), frames.length());
    }

    @Benchmark
    public long generated() {
        return generated.read(frames.next());
    }
}
