package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

class FeedAllocationTest {
    private static final int CHUNKS = 20;
    private static final int WARM_UP = 60;

    private final RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {});

    @ParameterizedTest
    @CsvSource({"exchange-20210417-a, false", "advtrade-20260809-first60, true"})
    void shouldNotAllocateOnceWarm(String recording, boolean isAdvanced) {
        CoinbaseFeed feed = new CoinbaseFeed(4, isAdvanced, new Instruments(), ring, symbol -> {});
        List<String> lines = Captures.lines("coinbase/" + recording + ".ws.jsonl.gz").stream()
                .filter(line -> line.length() < 100_000)
                .toList();
        UnsafeBuffer[] frames = new UnsafeBuffer[lines.size()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new UnsafeBuffer(
                    lines.get(i).substring(lines.get(i).indexOf('\t') + 1).getBytes(UTF_8));
        }
        for (int i = 0; i < WARM_UP; i++) {
            feed.onConnection(i, 1);
            play(feed, frames, 0, frames.length);
        }

        int chunk = frames.length / CHUNKS;
        int quiet = 0;
        feed.onConnection(WARM_UP, 1);
        for (int i = 0; i < CHUNKS; i++) { // the compiler's own traces come and go
            long before = allocated();
            long own = allocated() - before;
            before = allocated();
            play(feed, frames, i * chunk, (i + 1) * chunk);
            quiet += allocated() - before == own ? 1 : 0;
        }

        assertTrue(quiet >= CHUNKS - 2, "chunks without allocation: " + quiet);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void play(CoinbaseFeed feed, UnsafeBuffer[] frames, int from, int to) {
        for (int i = from; i < to; i++) {
            feed.onFrame(frames[i], 0, frames[i].capacity(), 1);
        }
    }
}
