package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

class FeedAllocationTest {
    private static final int CHUNKS = 20;

    private final RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {});
    private final BinanceFeed feed = new BinanceFeed(1, new Instruments(), ring, symbol -> {});

    @Test
    void shouldNotAllocateOnceWarm() {
        List<String> lines = Captures.lines("binance/spot-btcusdt-20240808.ws.jsonl.gz");
        String rest =
                Captures.lines("binance/spot-btcusdt-20240808.rest.jsonl.gz").get(0);
        UnsafeBuffer[] frames = new UnsafeBuffer[lines.size()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new UnsafeBuffer(
                    lines.get(i).substring(lines.get(i).indexOf('\t') + 1).getBytes(UTF_8));
        }
        play(frames, 0, 10);
        UnsafeBuffer body =
                new UnsafeBuffer(rest.substring(rest.lastIndexOf('\t') + 1).getBytes(UTF_8));
        feed.onSnapshot("BTCUSDT", body, 0, body.capacity(), 1);
        play(frames, 10, frames.length / 2);

        int chunk = frames.length / 2 / CHUNKS;
        int quiet = 0;
        for (int i = 0; i < CHUNKS; i++) { // the compiler's own traces come and go
            int from = frames.length / 2 + i * chunk;
            long before = allocated();
            long own = allocated() - before;
            before = allocated();
            play(frames, from, from + chunk);
            quiet += allocated() - before == own ? 1 : 0;
        }

        assertTrue(quiet >= CHUNKS - 2, "chunks without allocation: " + quiet);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private void play(UnsafeBuffer[] frames, int from, int to) {
        for (int i = from; i < to; i++) {
            feed.onFrame(frames[i], 0, frames[i].capacity(), 1);
        }
    }
}
