package org.millrace.feeds.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.feeds.FrameHandler;
import org.millrace.feeds.SnapshotHandler;
import org.millrace.feeds.support.RecordingPublisher;

class CaptureTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private final List<String> played = new ArrayList<>();
    private final RecordingPublisher ring = new RecordingPublisher(
            (buffer, offset, length) -> played.add("tick " + EventPrefix.eventTime(buffer, offset)));
    private final Script script = new Script();
    private long nowNs;
    private String counts;

    @Test
    void shouldReadBackBinaryFramesAsTheyCame() throws IOException {
        CaptureWriter writer = new CaptureWriter(folder, "a", CaptureForm.BINARY, 1 << 16, () -> nowNs);
        byte[] frame = {'\n', '{', '\r', 0x7F, 0};
        writer.frame(new UnsafeBuffer(frame), 0, frame.length, 5);
        writer.onClose();

        assertEquals(
                "frame 5 \n{\r\u007F\0", play(folder.resolve("a.bin.jsonl.gz")).get(0));
    }

    @Test
    void shouldNameALineThatIsNotHexadecimal() throws IOException {
        assertEquals(
                "b.bin.jsonl:2: expected a frame in pairs of hexadecimal digits",
                failure("b.bin.jsonl", "1\t7b7d\n2\t7b7\n"));
        assertEquals(
                "c.bin.jsonl:1: expected a frame in pairs of hexadecimal digits", failure("c.bin.jsonl", "1\t7b{}\n"));
    }

    @Test
    void shouldPlayWhatWasCaptured() throws IOException {
        CaptureWriter writer = new CaptureWriter(folder, "a", CaptureForm.TEXT, 1 << 16, () -> nowNs);
        UnsafeBuffer text = new UnsafeBuffer("{\"a\":1}\n{\"lastUpdateId\":7}".getBytes(UTF_8));

        assertTrue(writer.frame(text, 0, 7, 5 * SECOND));
        assertTrue(writer.answer("https://x/api/v3/depth?limit=5&symbol=BTC%C3%9C", text, 8, 18, 5 * SECOND + 1));
        assertTrue(writer.frame(text, 0, 8, 5 * SECOND + 2));
        writer.onClose();

        assertEquals(
                List.of(
                        "frame 5000000000 {\"a\":1}",
                        "snapshot BTCÜ 5000000001 {\"lastUpdateId\":7}",
                        "frame 5000000002 {\"a\":1} ",
                        "tick " + 90_005 * SECOND),
                play(folder.resolve("a.ws.jsonl.gz")));
    }

    @Test
    void shouldBeReadableBeforeItIsClosed() throws IOException {
        CaptureWriter writer = new CaptureWriter(folder, "a", CaptureForm.TEXT, 1 << 16, () -> nowNs);
        writer.frame(new UnsafeBuffer("{}".getBytes(UTF_8)), 0, 2, 5);
        nowNs = 2 * SECOND;
        writer.doWork();

        CaptureException cut = assertThrows(CaptureException.class, () -> play(folder.resolve("a.ws.jsonl.gz")));

        assertEquals(List.of("frame 5 {}"), played);
        assertTrue(cut.getMessage().endsWith("a.ws.jsonl.gz:2: gzip ends early"), cut.getMessage());
    }

    @Test
    void shouldPlayAnswersWithoutFrames() throws IOException {
        List<String> lines = List.of(
                "7\tGET https://x/api/v3/depth?symbol=BTCUSDT&limit=5\t{}",
                "",
                "0\tGET https://x/api/v3/exchangeInfo\t[1]",
                "8\tGET https://x/api/v3/klines?symbol=BTCUSDT\t[2]");
        Path file = Files.write(folder.resolve("b.rest.jsonl"), lines);

        assertEquals(
                List.of(
                        "GET https://x/api/v3/exchangeInfo [1]",
                        "snapshot BTCUSDT 7 {}",
                        "GET https://x/api/v3/klines?symbol=BTCUSDT [2]",
                        "tick " + 90_000 * SECOND),
                play(file));
        assertEquals("3 answers, 1 of no use, 0 frames", counts);
    }

    @Test
    void shouldPassOverWhatTheRecorderSent() throws IOException {
        assertEquals(List.of(), play(Files.writeString(folder.resolve("b.sent.jsonl"), "7\t{}\n")));
        assertEquals("0 answers, 0 of no use, 0 frames", counts);
    }

    @Test
    void shouldRefuseToOverwrite() throws IOException {
        Files.createFile(folder.resolve("a.ws.jsonl.gz"));

        assertThrows(
                CaptureException.class, () -> new CaptureWriter(folder, "a", CaptureForm.TEXT, 1 << 16, () -> nowNs));
    }

    @Test
    void shouldCaptureFrameOnceHoweverOftenItIsHandedOver() throws IOException {
        CaptureWriter writer = new CaptureWriter(folder, "a", CaptureForm.TEXT, 1 << 16, () -> nowNs);
        CapturingHandler handler = new CapturingHandler(script, writer);
        UnsafeBuffer frame = new UnsafeBuffer("{}".getBytes(UTF_8));

        script.refusals = 1;
        assertTrue(!handler.onFrame(frame, 0, 2, 5));
        assertTrue(handler.onFrame(frame, 0, 2, 5));
        writer.onClose();
        played.clear();

        assertEquals(List.of("frame 5 {}", "tick 90000000000000"), play(folder.resolve("a.ws.jsonl.gz")));
    }

    @Test
    void shouldBeatWithReceiveTimes() throws IOException {
        long start = 10_000 * SECOND;
        Path file = plain(
                "b.ws.jsonl", start + 50_000_000, start + 310_000_000, start + 3_400_000_000L, start + 9_000 * SECOND);

        List<String> told = play(file);

        assertEquals(
                List.of(
                        "frame +50",
                        "tick +100",
                        "tick +200",
                        "tick +300",
                        "frame +310",
                        "tick +1000",
                        "tick +2000",
                        "tick +3000",
                        "frame +3400",
                        "tick +9000000",
                        "frame +9000000",
                        "tick +99000000"),
                relative(told, start));
    }

    @Test
    void shouldNotBeatWithoutReceiveTimes() throws IOException {
        assertEquals(List.of("frame 0 {}", "frame 0 {}"), play(plain("b.ws.jsonl", 0, 0)));
    }

    @Test
    void shouldHandOverAgainWhatFoundRingFull() throws IOException {
        script.refusals = 3;

        assertEquals(List.of("frame 5 {}", "tick 90000000000000"), play(plain("b.ws.jsonl", 5)));
    }

    @Test
    void shouldKeepPace() throws Exception {
        Playback playback = new Playback(
                List.of(plain("b.ws.jsonl", SECOND, 3 * SECOND)), new PlaybackSpeed(2), script, ring, () -> nowNs);
        playback.reader().doWork();

        cycles(playback);
        assertEquals(List.of("frame 1000000000 {}"), played);
        nowNs = SECOND - 1;
        cycles(playback);
        assertEquals("tick 2000000000", played.get(played.size() - 1));
        nowNs = SECOND;
        cycles(playback);

        assertTrue(playback.isDone());
        assertEquals(2, playback.frameCount());
        assertEquals(1, playback.progress());
    }

    @Test
    void shouldPlayLinesLongerThanBlocks() throws IOException {
        byte[] frame = new byte[3 << 20];
        Arrays.fill(frame, (byte) 'x');
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 1; i <= 3; i++) {
            lines.write(("0\t" + i + "\n0\t").getBytes(UTF_8));
            lines.write(frame);
            lines.write('\n');
        }
        script.shortens = true;

        List<String> told = play(Files.write(folder.resolve("b.ws.jsonl"), lines.toByteArray()));

        assertEquals(
                List.of("frame 0 1", "frame 3145728", "frame 0 2", "frame 3145728", "frame 0 3", "frame 3145728"),
                told);
    }

    @Test
    void shouldPassOverEmptyLines() throws IOException {
        Path file = Files.writeString(folder.resolve("a.ws.jsonl"), "\n0\t{}\r\n\r\n\n0\t[]\n\n");

        assertEquals(List.of("frame 0 {}", "frame 0 []"), play(file));
        assertEquals(
                "b.ws.jsonl:3: expected nanoseconds, a tabulator and a frame",
                failure("b.ws.jsonl", "\n1\t{}\nx\t{}\n"));
    }

    @Test
    void shouldHandOverRecordedAnswersBeforeTheFramesBehindThem() throws IOException {
        Files.writeString(
                folder.resolve("a.rest.jsonl"),
                "5\tGET https://x/depth?symbol=A\t{}\n0\tGET https://x/exchangeInfo\t[1]\n");

        assertEquals(
                List.of("GET https://x/exchangeInfo [1]", "snapshot A 5 {}", "frame 6 {}"),
                play(Files.writeString(folder.resolve("a.ws.jsonl"), "6\t{}\n")).subList(0, 3));
    }

    @Test
    void shouldUnpackWhatDoesNotSayThatItIsPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("0\t{}\n".getBytes(UTF_8));
        }

        assertEquals(List.of("frame 0 {}"), play(Files.write(folder.resolve("a.ws.jsonl"), packed.toByteArray())));
    }

    @Test
    void shouldNameFileAndLineOfDamage() throws IOException {
        assertEquals(
                "b.ws.jsonl:2: expected nanoseconds, a tabulator and a frame", failure("b.ws.jsonl", "1\t{}\nx\t{}\n"));
        assertEquals("c.ws.jsonl:1: expected nanoseconds, a tabulator and a frame", failure("c.ws.jsonl", "1{}\n"));
        assertEquals("d.ws.jsonl.gz:1: Not in GZIP format", failure("d.ws.jsonl.gz", "1\t{}\n2\t{}\n3\t{}\n"));

        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("1\t{}\n2\t{}\n".getBytes(UTF_8));
        }
        Path cut = folder.resolve("e.ws.jsonl.gz");
        Files.write(cut, Arrays.copyOf(packed.toByteArray(), packed.size() - 6));
        assertEquals("e.ws.jsonl.gz:3: gzip ends early", messageOf(cut));
    }

    private String failure(String name, String text) throws IOException {
        return messageOf(Files.writeString(folder.resolve(name), text));
    }

    private String messageOf(Path file) {
        String message = assertThrows(CaptureException.class, () -> play(file)).getMessage();
        return message.substring(message.lastIndexOf('/') + 1);
    }

    private Path plain(String name, long... times) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (long time : times) {
            lines.append(time).append("\t{}\n");
        }
        return Files.writeString(folder.resolve(name), lines);
    }

    private List<String> play(Path file) {
        Playback playback = new Playback(List.of(file), PlaybackSpeed.MAX, script, ring, () -> nowNs);
        try {
            while (!playback.isDone()) {
                playback.reader().doWork();
                playback.doWork();
            }
        } catch (CaptureException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        counts = playback.answerCount() + " answers, " + playback.unusedAnswerCount() + " of no use, "
                + playback.frameCount() + " frames";
        return List.copyOf(played);
    }

    private static void cycles(Playback playback) {
        while (playback.doWork() > 0) {
            Thread.onSpinWait();
        }
    }

    private static List<String> relative(List<String> told, long start) {
        return told.stream()
                .map(line -> line.split(" "))
                .map(line -> line[0] + " +" + (Long.parseLong(line[1]) - start) / 1_000_000)
                .toList();
    }

    /** Writes down what it takes, after as many refusals as it was told. */
    private final class Script implements FrameHandler, SnapshotHandler {
        private int refusals;
        private boolean shortens;

        @Override
        public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
            if (refusals-- > 0) {
                return false;
            }
            played.add(
                    shortens && length > 100
                            ? "frame " + length
                            : "frame " + receiveTimeNs + " " + buffer.getStringWithoutLengthUtf8(offset, length));
            return true;
        }

        @Override
        public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
            played.add(
                    "snapshot " + symbol + " " + receiveTimeNs + " " + body.getStringWithoutLengthUtf8(offset, length));
            return true;
        }

        @Override
        public boolean onListing(String request, DirectBuffer body, int offset, int length) {
            played.add(request + " " + body.getStringWithoutLengthUtf8(offset, length));
            return request.contains("exchangeInfo");
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
