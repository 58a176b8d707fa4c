package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

class AlpacaAllocationTest {
    private static final int CHUNKS = 20;
    private static final int ROUNDS = 500;

    private final RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {});

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotAllocateOnceWarm(boolean isBinary) {
        AlpacaFeed feed = isBinary
                ? AlpacaFeed.msgpack(7, new Instruments(), ring, SnapshotRequester.NONE)
                : AlpacaFeed.json(7, new Instruments(), ring, SnapshotRequester.NONE);
        List<UnsafeBuffer> frames = AlpacaFrames.ALL.stream()
                .map(frame -> new UnsafeBuffer(isBinary ? MsgpackOfJson.bytes(frame) : frame.getBytes(UTF_8)))
                .toList();
        UnsafeBuffer[] buffers = frames.toArray(UnsafeBuffer[]::new);
        play(feed, buffers, 10 * ROUNDS);

        int quiet = 0;
        for (int i = 0; i < CHUNKS; i++) { // the compiler's own traces come and go
            long before = allocated();
            long own = allocated() - before;
            before = allocated();
            play(feed, buffers, ROUNDS);
            quiet += allocated() - before == own ? 1 : 0;
        }

        assertTrue(quiet >= CHUNKS - 2, "chunks without allocation: " + quiet);
    }

    private static void play(AlpacaFeed feed, UnsafeBuffer[] frames, int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (UnsafeBuffer frame : frames) {
                feed.onFrame(frame, 0, frame.capacity(), 1);
            }
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
