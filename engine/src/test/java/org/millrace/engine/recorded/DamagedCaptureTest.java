package org.millrace.engine.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.BookState;

/** Recordings with a line doubled, dropped or exchanged with the next, through the feed and the whole line. */
class DamagedCaptureTest {
    private static final String YEAR_2023 = "binance/spot-btcusdt-20230405";
    private static final String BUSY = "binance/spot-btcusdt-20240808";
    private static final String LONG = "binance/spot-btcusdt-20240809";
    private static final String BARS = "binance/spot-multi-20210404";
    private static final String QUIET = "binance/spot-multi-20211012";
    private static final String US = "binance_us/spot-multi-20210405";
    private static final int DOUBLED_OF_A_KIND = 40;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {YEAR_2023, BUSY, LONG, BARS, QUIET, US})
    void shouldChangeNothingForLinesThatCameTwiceButCountThem(String recording) {
        Capture capture = Capture.of(recording);
        String content = capture.play(folder).outputs.contentHash();

        for (long seed = 1; seed <= 3; seed++) {
            List<Integer> doubled = sample(capture, new SplittableRandom(seed));
            List<String> lines = new ArrayList<>();
            List<String> refusals = new ArrayList<>();
            for (int line = 0; line < capture.frames().size(); line++) {
                lines.add(capture.frames().get(line));
                if (doubled.contains(line)) {
                    lines.add(capture.frames().get(line));
                    refusals.add(capture.time(line) + " " + capture.field(line, "s") + " Rejected DUPLICATE");
                }
            }

            RecordedLine twice = capture.with(lines).play(folder);

            assertEquals(refusals, twice.outputs.told, "seed " + seed);
            assertEquals(content, twice.outputs.contentHash(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {YEAR_2023, BUSY, BARS, QUIET, US})
    void shouldTellOfALineDroppedWhereItShows(String recording) {
        Capture capture = Capture.of(recording);
        SplittableRandom random = new SplittableRandom(7);

        for (int round = 0; round < rounds(capture); round++) {
            int line = random.nextInt(capture.frames().size());
            check(capture.without(line), "without line " + line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {YEAR_2023, BUSY, BARS, QUIET, US})
    void shouldTellOfTwoLinesExchangedWhereItShows(String recording) {
        Capture capture = Capture.of(recording);
        List<Integer> pairs = neighboursOfAKind(capture);
        SplittableRandom random = new SplittableRandom(8);

        for (int round = 0; round < rounds(capture); round++) {
            int line = pairs.get(random.nextInt(pairs.size()));
            check(capture.swapped(line), "lines " + line + " and " + (line + 1) + " exchanged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BUSY, BARS, US})
    void shouldHealWithTheNextSnapshotOfTheRecording(String recording) {
        Capture capture = Capture.of(recording);
        JsonNode expected = Captures.symbols(recording);
        SplittableRandom random = new SplittableRandom(9);

        for (int round = 0; round < 3; round++) {
            int line =
                    random.nextInt(capture.frames().size() / 4, capture.frames().size() / 2);
            Capture damaged = capture.without(line);
            int later = random.nextInt(
                    damaged.frames().size() * 3 / 5, damaged.frames().size() * 4 / 5);
            List<String> answers = new ArrayList<>(damaged.answers());
            Map<String, TextBook> books = TextBook.of(capture, later + 1);
            books.forEach((symbol, book) -> answers.add(damaged.time(later) + "\tGET https://x/api/v3/depth?symbol="
                    + symbol + "&limit=5000\t" + book.snapshot()));

            RecordedLine healed = damaged.answered(answers).play(folder);

            for (String symbol : books.keySet()) {
                String hash =
                        expected.at("/" + symbol + "/book/final_book/sha256").asText();
                assertEquals(hash, healed.of(symbol).bookHash(), symbol + " without line " + line);
                assertEquals(BookState.LIVE, healed.of(symbol).state(), symbol + " without line " + line);
            }
        }
    }

    private void check(Capture damaged, String how) {
        ExpectedGaps expected = ExpectedGaps.of(damaged);

        RecordedLine line = damaged.play(folder);

        assertEquals(expected.told, line.outputs.told, how);
        expected.live.forEach(
                (symbol, live) -> assertEquals(live, line.of(symbol).state() == BookState.LIVE, how));
        for (SymbolTally tally : line.outputs.all()) {
            assertThat(tally.states.indexOf(BookState.STALE)).as(how).isIn(-1, tally.states.size() - 1);
        }
    }

    private static int rounds(Capture capture) {
        return capture.frames().size() > 10_000 ? 6 : 30;
    }

    /** Returns some lines of each kind and symbol, in order. */
    private static List<Integer> sample(Capture capture, SplittableRandom random) {
        Map<String, List<Integer>> byKind = new TreeMap<>();
        for (int line = 0; line < capture.frames().size(); line++) {
            byKind.computeIfAbsent(capture.kind(line) + capture.field(line, "s"), kind -> new ArrayList<>())
                    .add(line);
        }
        List<Integer> lines = new ArrayList<>();
        for (List<Integer> kind : byKind.values()) {
            for (int i = 0; i < Math.min(DOUBLED_OF_A_KIND, kind.size()); i++) {
                int line = kind.get(random.nextInt(kind.size()));
                if (!lines.contains(line)) {
                    lines.add(line);
                }
            }
        }
        assertTrue(lines.size() > 10);
        lines.sort(null);
        return lines;
    }

    private static List<Integer> neighboursOfAKind(Capture capture) {
        List<Integer> pairs = new ArrayList<>();
        for (int line = 0; line + 1 < capture.frames().size(); line++) {
            if (capture.kind(line).equals(capture.kind(line + 1))
                    && capture.field(line, "s").equals(capture.field(line + 1, "s"))) {
                pairs.add(line);
            }
        }
        return pairs;
    }
}
