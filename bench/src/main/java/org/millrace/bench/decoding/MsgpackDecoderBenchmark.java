package org.millrace.bench.decoding;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.micro.MicroBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Takes one of Alpaca's frames in MessagePack: the feed makes events of it, msgpack-core only reads the same fields. */
public class MsgpackDecoderBenchmark extends MicroBenchmark {
    @Param({"trade", "quote", "book"})
    private String kind;

    private final VenueFeed feed = new VenueFeed("alpaca-msgpack");
    private final MsgpackCoreFrames msgpackCore = new MsgpackCoreFrames(Roles.of("alpaca"));
    private FrameRing frames;

    /** Holds that the library reads the same as another does in the same frames as text. */
    @Setup
    public void start() throws IOException {
        FrameText text = FrameText.of("alpaca");
        String greeting = text.greeting(kind);
        if (!greeting.isEmpty()) {
            feed.take(MsgpackText.of(greeting));
        }
        var lap = text.lap(kind);
        FrameRing texts = FrameRing.ofText(lap);
        frames = FrameRing.ofMessages(MsgpackText.of(lap));
        JacksonFrames jackson = new JacksonFrames(Roles.of("alpaca"));
        for (int i = 0; i < FrameRing.FRAMES; i++) {
            UnsafeBuffer frame = frames.next();
            feed.take(frame, frames.length());
            long sum = msgpackCore.read(frame.byteArray(), frames.length());
            if (sum != jackson.read(texts.next().byteArray(), texts.length())) {
                throw new IllegalStateException("the peer does not read the same fields");
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
    public long msgpackCore() throws IOException {
        return msgpackCore.read(frames.next().byteArray(), frames.length());
    }
}
