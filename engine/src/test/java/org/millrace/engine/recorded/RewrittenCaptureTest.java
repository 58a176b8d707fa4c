package org.millrace.engine.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.BookState;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.capture.CaptureException;

/** Recordings as another recorder, or the venue on another day, would have written them: the same comes out. */
class RewrittenCaptureTest {
    private static final String BARS = "binance/spot-multi-20210404";
    private static final String QUIET = "binance/spot-multi-20211012";
    private static final String US = "binance_us/spot-multi-20210405";
    private static final String REPLY = "{\"result\":null,\"id\":1}";
    private static final Pattern DECIMAL = Pattern.compile("\"([0-9]+\\.[0-9]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {BARS, QUIET, US})
    void shouldReadRawAndCombinedStreamsMixed(String recording) {
        SplittableRandom random = new SplittableRandom(1);

        assertSame(recording, frame -> random.nextBoolean() ? frame : raw(frame));
    }

    @ParameterizedTest
    @ValueSource(strings = {BARS, QUIET, US})
    void shouldReadFieldsInAnyOrderWithOthersBetweenThem(String recording) {
        SplittableRandom random = new SplittableRandom(2);

        assertSame(recording, frame -> shuffled(tree(frame), random));
    }

    @ParameterizedTest
    @ValueSource(strings = {BARS, QUIET, US})
    void shouldReadDecimalsHoweverWritten(String recording) {
        SplittableRandom random = new SplittableRandom(3);

        assertSame(recording, frame -> decimals(frame, random));
    }

    @ParameterizedTest
    @ValueSource(strings = {BARS, QUIET, US})
    void shouldReadMicroseconds(String recording) {
        assertSame(recording, frame -> frame.replaceAll("(\"[EtT]\":)(1[0-9]{12})(?=[,}])", "$1$2000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {BARS, QUIET, US})
    void shouldPassOverWhatIsNoMarketData(String recording) {
        Capture capture = Capture.of(recording);
        List<String> others = List.of(
                REPLY,
                "{\"id\":2,\"result\":[\"btcusdt@trade\"]}",
                "{\"stream\":\"btcusdt@miniTicker\",\"data\":{\"e\":\"24hrMiniTicker\",\"E\":1,\"s\":\"BTCUSDT\"}}",
                "{\"code\":2,\"msg\":\"Invalid request\",\"id\":3}",
                "{\"e\":\"neverHeardOf\",\"s\":\"BTCUSDT\",\"x\":[{}]}");
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < capture.frames().size(); line++) {
            lines.add(capture.frames().get(line));
            lines.add(capture.time(line) + "\t" + others.get(line % others.size()));
        }

        assertSame(capture, capture.with(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {BARS, QUIET, US})
    void shouldReadPackedFilesAndLinesEndedTheOtherWay(String recording) throws IOException {
        Capture capture = Capture.of(recording);
        String content = capture.play(folder).outputs.contentHash();
        Path packed = folder.resolve("other.ws.jsonl.gz");
        pack(packed, String.join("\r\n", capture.frames()));
        pack(folder.resolve("other.rest.jsonl.gz"), String.join("\r\n", capture.answers()) + "\r\n");

        RecordedLine line = RecordedLine.play(capture.venue(), List.of(packed));

        assertEquals(content, line.outputs.contentHash());
        assertThat(line.counters().get(FeedCounter.FALL_BACKS)).isLessThan(60);
    }

    @Test
    void shouldGoOnAfterEmptyUpdates() {
        Capture capture = Capture.of(QUIET);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < capture.frames().size(); line++) {
            String frame = capture.frame(line);
            boolean isEmptied = capture.field(line, "s").equals("NKNUSDT");
            if (!isEmptied) {
                lines.add(capture.frames().get(line));
            } else if (capture.kind(line).equals("depthUpdate")) { // its quotes, left out, would contradict them
                int levels = frame.indexOf("\"b\":");
                lines.add(capture.time(line) + "\t" + frame.substring(0, levels) + "\"b\":[],\"a\":[]}}");
            }
        }

        SymbolTally tally = capture.with(lines).play(folder).of("NKNUSDT");

        assertEquals(149, tally.tops);
        assertEquals(List.of(BookState.LIVE), tally.states);
    }

    @Test
    void shouldTakeTheSnapshotThatIsNotTooOld() {
        Capture capture = Capture.of(BARS);
        List<String> answers = new ArrayList<>();
        for (String answer : capture.answers()) {
            String older = answer.replaceAll("\"lastUpdateId\":([0-9]+)[0-9]{4}", "\"lastUpdateId\":$10000");
            answers.add(older);
            answers.add("1617566592106536900\tGET https://x/api/v3/time\t{\"serverTime\":1}");
            answers.add(answer);
        }

        RecordedLine line = capture.answered(answers).play(folder);

        for (String symbol : List.of("BTCUSDT", "ETHUSDT", "DOTUSDT")) {
            String hash = Captures.symbols(BARS)
                    .at("/" + symbol + "/book/final_book/sha256")
                    .asText();
            assertEquals(hash, line.of(symbol).bookHash());
        }
    }

    @Test
    void shouldLeaveALiveBookAsItIsWhenASnapshotComes() {
        Capture capture = Capture.of(BARS);
        List<String> answers = new ArrayList<>(capture.answers());
        for (String answer : capture.answers()) {
            String[] parts = answer.split("\t", 3);
            answers.add(capture.time(capture.frames().size() / 2) + "\t" + parts[1] + "\t" + parts[2]);
        }

        assertSame(capture, capture.answered(answers));
    }

    @Test
    void shouldPlayWhatCameBeforeTheEndOfATruncatedFile() throws IOException {
        Capture capture = Capture.of(QUIET);
        Path file = folder.resolve("cut.ws.jsonl");
        String text = String.join("\n", capture.frames());
        Files.writeString(file, text.substring(0, text.length() - 20));

        RecordedLine line = RecordedLine.play(capture.venue(), List.of(file));

        assertEquals(List.of("Rejected MALFORMED"), line.outputs.told);
        assertEquals(265, line.counters().get(FeedCounter.FRAMES));
    }

    @Test
    void shouldNameTheLineAtWhichAPackedFileEnds() throws IOException {
        Capture capture = Capture.of(QUIET);
        Path file = folder.resolve("cut.ws.jsonl.gz");
        pack(file, String.join("\n", capture.frames()));
        byte[] packed = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(packed, packed.length / 2));

        CaptureException cut =
                assertThrows(CaptureException.class, () -> RecordedLine.play(capture.venue(), List.of(file)));

        assertThat(cut.getMessage()).matches(".*cut\\.ws\\.jsonl\\.gz:[0-9]+: gzip ends early");
    }

    private void assertSame(String recording, UnaryOperator<String> how) {
        Capture capture = Capture.of(recording);
        assertSame(capture, capture.written(how));
    }

    private void assertSame(Capture as, Capture written) {
        OutputTally expected = as.play(folder).outputs;

        OutputTally outputs = written.play(folder).outputs;

        assertEquals(expected.told, outputs.told);
        assertEquals(expected.contentHash(), outputs.contentHash());
    }

    private static String raw(String frame) {
        return frame.substring(frame.indexOf("\"data\":") + 7, frame.length() - 1);
    }

    private static String shuffled(JsonNode node, SplittableRandom random) {
        if (!node.isObject()) {
            return node.toString();
        }
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String text = "\"" + field.getKey() + "\" : " + shuffled(field.getValue(), random);
            fields.add(random.nextInt(fields.size() + 1), text);
        }
        int at = random.nextInt(fields.size() + 1);
        fields.add(at, "\"new" + random.nextInt(3) + "\":[{\"p\":\"1\"},\"\\u0022\\\\\",null,-1.5e-3]");
        return "{ " + String.join(" ,", fields) + "}";
    }

    /** Writes decimals without zeros at their end, with a power of ten, or with escapes. */
    private static String decimals(String frame, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        Matcher decimal = DECIMAL.matcher(frame);
        while (decimal.find()) {
            String plain = decimal.group(1);
            text.append(frame, from, decimal.start())
                    .append(
                            switch (random.nextInt(4)) {
                                case 0 -> "\"" + plain.replaceFirst("\\.?0+$", "") + "\"";
                                case 1 ->
                                    "\"" + plain.replace(".", "") + "e-" + (plain.length() - 1 - plain.indexOf('.'))
                                            + "\"";
                                case 2 -> "\"" + plain + "00\"";
                                default -> decimal.group();
                            });
            from = decimal.end();
        }
        return text.append(frame.substring(from)).toString();
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(UTF_8));
        }
    }
}
