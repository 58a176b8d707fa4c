package org.millrace.feeds.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.FrameHandler;
import org.millrace.feeds.SnapshotHandler;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.RecordingPublisher;

class RecordedFilesTest {
    @Test
    void shouldHandOverEveryFrameOfEveryRecordingAsItCame() throws Exception {
        int recordings = 0;
        Path root = Captures.file("");
        for (Path file : expectedFiles()) {
            JsonNode expected = Captures.expected(root.relativize(file).toString());
            if (expected.has("payload_bytes")) {
                Tally tally = new Tally();
                play(root.resolve(expected.get("file").asText()), tally);

                assertEquals(expectedOf(expected), tally.text(expected.has("first_recv_ns")), file::toString);
                recordings++;
            }
        }
        assertTrue(recordings > 0, "no recordings of frames");
    }

    private static List<Path> expectedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Captures.file(""))) {
            return files.filter(file -> file.getParent().endsWith("expected")
                            && file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static void play(Path file, Tally to) throws Exception {
        RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {});
        Playback playback = new Playback(List.of(file), PlaybackSpeed.MAX, to, ring, () -> 0);
        while (!playback.isDone()) {
            playback.reader().doWork();
            playback.doWork();
        }
    }

    private static String expectedOf(JsonNode recording) {
        String frames = recording.get("frames").asText() + " frames of "
                + recording.get("payload_bytes").asText() + " bytes, "
                + recording.get("max_frame_bytes").asText() + " at most";
        return recording.has("first_recv_ns")
                ? frames + ", " + recording.get("first_recv_ns").asText() + " to "
                        + recording.get("last_recv_ns").asText() + ", "
                        + recording.get("recv_ns_decreases").asText() + " times back"
                : frames;
    }

    /** Sums up frames as they come. */
    private static final class Tally implements FrameHandler, SnapshotHandler {
        private long frames;
        private long bytes;
        private long mostBytes;
        private long first;
        private long last;
        private long decreases;

        @Override
        public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
            first = frames == 0 ? receiveTimeNs : first;
            decreases += frames > 0 && receiveTimeNs < last ? 1 : 0;
            last = receiveTimeNs;
            bytes += length;
            mostBytes = Math.max(mostBytes, length);
            frames++;
            return true;
        }

        String text(boolean withTimes) {
            String text = frames + " frames of " + bytes + " bytes, " + mostBytes + " at most";
            return withTimes ? text + ", " + first + " to " + last + ", " + decreases + " times back" : text;
        }

        @Override
        public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
            return true;
        }

        @Override
        public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
            return true;
        }

        @Override
        public boolean onDisconnect(long receiveTimeNs) {
            return true;
        }
    }
}
