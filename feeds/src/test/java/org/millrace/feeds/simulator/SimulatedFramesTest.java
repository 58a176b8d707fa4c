package org.millrace.feeds.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.TextBook;

class SimulatedFramesTest {
    private static final long START_NS = 1_793_491_200_000_000_000L;
    private static final List<String> KINDS = List.of("trade", "aggTrade", "bookTicker", "depth@100ms", "kline_1m");

    @Test
    void shouldGiveTheSameBytesForTheSameSeed() {
        assertThat(text(frames(7), 20_000)).isEqualTo(text(frames(7), 20_000));
    }

    @Test
    void shouldGiveAnotherMarketForAnotherSeed() {
        assertThat(text(frames(7), 100)).isNotEqualTo(text(frames(8), 100));
    }

    @Test
    void shouldReproduceItsOwnBookFromSnapshotAndDiffs() {
        SimulatedFrames frames = frames(3);
        text(frames, 1_000);
        TextBook book = TextBook.of(snapshot(frames));
        TextBook own = book;

        for (int diffs = 0; diffs < 600; diffs++) {
            String frame = frame(frames);
            while (!frame.contains("btcusdt@depth")) {
                frame = frame(frames);
            }
            own = TextBook.of(snapshot(frames)); // a diff closes its step: nothing has happened since
            book.apply(frame);
        }

        assertThat(book.gaps()).isZero();
        assertThat(book.applied()).isGreaterThan(590);
        assertThat(book.lastUpdateId()).isEqualTo(own.lastUpdateId());
        assertThat(book.lines()).isEqualTo(own.lines());
    }

    @Test
    void shouldGiveTheSameBookByDiffsOfASecond() {
        SimulatedFrames frames =
                new SimulatedFrames(SimulatedInstrument.DEFAULTS, 3, START_NS, List.of("depth", "depth@100ms"));
        text(frames, 500);
        TextBook fast = TextBook.of(snapshot(frames));
        TextBook slow = TextBook.of(snapshot(frames));

        for (int diffs = 0; diffs < 60; ) {
            String frame = frame(frames);
            if (frame.contains("btcusdt@depth@")) {
                fast.apply(frame);
            } else if (frame.contains("btcusdt@depth\"")) {
                slow.apply(frame);
                diffs++;
            }
        }

        assertThat(slow.gaps()).isZero();
        assertThat(slow.lastUpdateId()).isEqualTo(fast.lastUpdateId());
        assertThat(slow.lines()).isEqualTo(fast.lines());
    }

    @Test
    void shouldComeInBursts() {
        SimulatedFrames frames = frames(5);
        int[] perTenth = new int[600];
        while (frames.timeNs() < START_NS + 60_000_000_000L) {
            frame(frames);
            perTenth[(int) Math.min(599, (frames.timeNs() - START_NS) / 100_000_000L)]++;
        }

        IntSummaryStatistics counts = Arrays.stream(perTenth).summaryStatistics();
        assertThat((double) counts.getMax()).isGreaterThan(4.0 * counts.getAverage());
    }

    @Test
    void shouldStayAMarketForLong() {
        SimulatedFrames frames = new SimulatedFrames(
                SimulatedInstrument.DEFAULTS, 7, START_NS, List.of("trade", "bookTicker", "depth@100ms"));
        Pattern price = Pattern.compile("\"[pba]\":\"([^\"]+)\"");
        Pattern level = Pattern.compile("\\[\"([^\"]+)\",");
        Map<String, Double> last = new TreeMap<>();
        while (frames.timeNs() < START_NS + 1_200_000_000_000L) {
            String frame = frame(frames);
            String symbol = frame.substring(11, frame.indexOf('@'));
            Matcher prices = (frame.contains("@depth") ? level : price).matcher(frame);
            while (prices.find()) {
                assertThat(Double.parseDouble(prices.group(1))).isPositive();
            }
            if (frame.contains("@trade")) {
                prices.reset().find();
                double now = Double.parseDouble(prices.group(1));
                assertThat(now).isCloseTo(last.getOrDefault(symbol, now), withPercentage(5));
                last.put(symbol, now);
            }
        }

        assertThat(last).hasSize(SimulatedInstrument.DEFAULTS.size());
    }

    @Test
    void shouldHaveTheShapeOfRecordedFrames() throws IOException {
        TreeMap<String, Set<String>> recorded = new TreeMap<>();
        addShapes(recorded, recordedFrames("spot-btcusdt-20240808"));
        addShapes(recorded, recordedFrames("spot-multi-20210404"));
        TreeMap<String, Set<String>> simulated = new TreeMap<>();
        addShapes(simulated, List.of(text(frames(1), 100_000).split("\n")));

        assertThat(simulated.keySet()).isEqualTo(Set.copyOf(KINDS));
        simulated.forEach((kind, shapes) -> assertThat(recorded.get(kind)).containsAll(shapes));
    }

    private static SimulatedFrames frames(long seed) {
        return new SimulatedFrames(SimulatedInstrument.DEFAULTS, seed, START_NS, KINDS);
    }

    private static String frame(SimulatedFrames frames) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        return buffer.getStringWithoutLengthAscii(0, frames.next(buffer, 0));
    }

    private static String text(SimulatedFrames frames, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(frame(frames)).append('\n');
        }
        return text.toString();
    }

    private static String snapshot(SimulatedFrames frames) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        return buffer.getStringWithoutLengthAscii(0, frames.snapshot(0, 5_000, buffer));
    }

    private static List<String> recordedFrames(String name) throws IOException {
        String captures = System.getProperty("millrace.captures", "");
        assumeTrue(!captures.isEmpty(), "needs -Dmillrace.captures");
        Path file = Path.of(captures, "binance", name + ".ws.jsonl.gz");
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            return reader.lines()
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .toList();
        }
    }

    private static void addShapes(Map<String, Set<String>> to, List<String> frames) {
        for (String frame : frames) {
            String kind = frame.substring(frame.indexOf('@') + 1, frame.indexOf("\",\"data\""));
            to.computeIfAbsent(kind, key -> new TreeSet<>()).add(shape(frame));
        }
    }

    private static String shape(String frame) {
        return frame.replaceAll("\"\\d+\\.\\d{8}\"", "DECIMAL")
                .replaceAll("(\\[DECIMAL,DECIMAL],?)+", "LEVELS")
                .replaceAll("\\[]", "[LEVELS]")
                .replaceAll("\"[a-z0-9]+@", "\"symbol@")
                .replaceAll("\"s\":\"[A-Z0-9]+\"", "SYMBOL")
                .replaceAll(":\\d+", ":NUMBER")
                .replaceAll(":(true|false)", ":BOOLEAN");
    }
}
