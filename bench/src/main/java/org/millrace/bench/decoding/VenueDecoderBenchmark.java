package org.millrace.bench.decoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.micro.MicroBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Takes one text frame: the feed makes events of it, the libraries only read the same fields. */
public class VenueDecoderBenchmark extends MicroBenchmark {
    @Param({"coinbase-exchange", "coinbase-advanced", "kraken", "alpaca"})
    private String venue;

    @Param({"trade", "quote", "book"})
    private String kind;

    private VenueFeed feed;
    private JacksonFrames jackson;
    private FastjsonFrames fastjson;
    private DslJsonFrames dslJson;
    private FrameRing frames;

    /** Holds that all libraries read the same. */
    @Setup
    public void start() throws IOException {
        FrameText text = FrameText.of(venue);
        feed = new VenueFeed(venue);
        feed.take(FrameRing.unmarked(text.greeting(kind)).getBytes(US_ASCII));
        frames = FrameRing.ofText(text.lap(kind));
        Roles roles = Roles.of(venue);
        jackson = new JacksonFrames(roles);
        fastjson = new FastjsonFrames(roles);
        dslJson = new DslJsonFrames(roles);
        for (int i = 0; i < FrameRing.FRAMES; i++) {
            UnsafeBuffer frame = frames.next();
            feed.take(frame, frames.length());
            long sum = jackson.read(frame.byteArray(), frames.length());
            if (sum != fastjson.read(frame.byteArray(), frames.length())
                    || sum != dslJson.read(frame.byteArray(), frames.length())) {
                throw new IllegalStateException("the peers do not read the same fields");
            }
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
}
