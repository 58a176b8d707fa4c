package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

class KrakenAllocationTest {
    private static final int CHUNKS = 20;

    private final RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {});
    private final KrakenFeed feed = new KrakenFeed(6, new Instruments(), ring, SnapshotRequester.NONE);
    private final UnsafeBuffer trade = new UnsafeBuffer(KrakenFrames.TRADE.getBytes(UTF_8));
    private final UnsafeBuffer ticker = new UnsafeBuffer(KrakenFrames.TICKER.getBytes(UTF_8));

    @ParameterizedTest
    @ValueSource(strings = {"v2-book25-btcusd-20260802", "v1-book1000-20210405"})
    void shouldNotAllocateOnceWarm(String name) {
        List<String> lines = Captures.lines("kraken/" + name + ".ws.jsonl.gz");
        UnsafeBuffer[] frames = new UnsafeBuffer[lines.size()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new UnsafeBuffer(
                    lines.get(i).substring(lines.get(i).indexOf('\t') + 1).getBytes(UTF_8));
        }
        play(frames, 0, frames.length / 2);

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
            feed.onFrame(trade, 0, trade.capacity(), 1);
            feed.onFrame(ticker, 0, ticker.capacity(), 1);
        }
    }
}
