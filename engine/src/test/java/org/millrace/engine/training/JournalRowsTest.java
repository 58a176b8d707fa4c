package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.ModelTarget;

/** Rows of journals, beside what the files say that were imported. */
class JournalRowsTest {
    private static final Target TARGET = new Target(ModelTarget.RETURN, 3, 0, 0);
    private static final int BARS = 120;
    private static final int CLOSE = 4;

    @TempDir
    private static Path folder;

    private static List<Path> journals;

    @BeforeAll
    static void bringBars() throws IOException {
        Path first = MinuteBars.journal(folder, "AAA", BARS, 1);
        Path second = MinuteBars.journal(folder, "BBB", BARS, 2);
        journals = List.of(first, second);
    }

    @Test
    void shouldHaveFeaturesUpToABarAndTheReturnBehindIt() throws IOException {
        Dataset rows = read(set("returns_1", "momentum_5"), List.of("BBB"), Long.MIN_VALUE, Long.MAX_VALUE);

        double[] closes = closes("BBB");
        assertEquals(new Dataset.Counts(BARS, 5, 3, 0, 0), rows.counts());
        for (int i = 0; i < rows.size(); i++) {
            int bar = i + 5;
            assertEquals(closes[bar] / closes[bar - 1] - 1, rows.values(i)[0], 1e-12);
            assertEquals(closes[bar] - closes[bar - 5], rows.values(i)[1], 1e-9);
            assertEquals(closes[bar + 3] / closes[bar] - 1, rows.label(i), 1e-12);
            assertEquals(closes[bar] / closes[bar - 3] - 1, rows.previousLabel(i), 1e-12);
        }
    }

    @Test
    void shouldReadSeveralInstrumentsByTime() {
        Dataset rows = read(set("returns_1"), List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

        assertEquals(2 * (BARS - 4), rows.size());
        for (int i = 0; i < rows.size(); i += 2) {
            assertEquals(rows.endNs(i), rows.endNs(i + 1));
        }
    }

    @Test
    void shouldTakeASpanWithWhatWindowsNeedBeforeIt() {
        Dataset all = read(set("momentum_5"), List.of("AAA"), Long.MIN_VALUE, Long.MAX_VALUE);
        long fromNs = all.endNs(30);
        long toNs = all.endNs(60);

        Dataset some = read(set("momentum_5"), List.of("AAA"), fromNs, toNs);

        assertEquals(new Dataset.Counts(30, 0, 3, 0, 0), some.counts());
        assertEquals(fromNs, some.endNs(0));
        assertThat(some.labelEndNs(some.size() - 1)).isLessThan(toNs);
        assertEquals(all.values(30)[0], some.values(0)[0]);
    }

    @Test
    void shouldGiveTheSameRowsEachTime() {
        FeatureSetSettings set = set("returns_1", "volatility_10", "rsi_zone");

        String hash = read(set, List.of(), Long.MIN_VALUE, Long.MAX_VALUE).hash();

        assertEquals(hash, read(set, List.of(), Long.MIN_VALUE, Long.MAX_VALUE).hash());
    }

    @Test
    void shouldKnowABenchmarkOfTheJournal() {
        FeatureSetSettings set =
                new FeatureSetSettings(1, "some", 1, List.of("1m"), "binance:AAA", List.of("correlation_20"));

        Dataset rows = read(set, List.of("AAA"), Long.MIN_VALUE, Long.MAX_VALUE);

        assertThat(rows.missing()).isEmpty();
        assertEquals(1, rows.values(50)[0], 1e-9); // with itself
    }

    @Test
    void shouldOrderInstrumentsByNameWhateverJournalComesFirst() {
        FeatureSetSettings set = set("returns_1", "volatility_10");
        RowSpan span = new RowSpan("1m", List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

        TrainingRows one = read(journals, set, span);
        TrainingRows other = read(List.of(journals.get(1), journals.get(0)), set, span);

        assertEquals(List.of("binance:AAA", "binance:BBB"), one.instruments());
        assertEquals(one.instruments(), other.instruments());
        assertEquals(one.data().hash(), other.data().hash());
    }

    /** At the same time the first journal's events come first: then a pair of returns is there at once, or a bar later. */
    @ParameterizedTest
    @CsvSource({"false,0", "true,1"})
    void shouldCorrelateWithTheBenchmarkOfAnotherJournal(boolean benchmarkLast, int later) throws IOException {
        List<Path> merged = benchmarkLast ? List.of(journals.get(1), journals.get(0)) : journals;
        FeatureSetSettings set =
                new FeatureSetSettings(1, "some", 1, List.of("1m"), "binance:AAA", List.of("correlation_20"));

        TrainingRows rows = read(merged, set, new RowSpan("1m", List.of("BBB"), Long.MIN_VALUE, Long.MAX_VALUE));

        assertCorrelated(rows.data(), later);
    }

    @Test
    void shouldCorrelateWhereEachJournalDeclaresTheSetByNumbersOfItsOwn() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Path first = MinuteBars.journal(
                own, "AAA", BARS, 1, "--config", declaring("AAA", "BBB").toString());
        Path second = MinuteBars.journal(
                own, "BBB", BARS, 2, "--config", declaring("CCC", "BBB", "AAA").toString());
        JournalScan scan = scan(List.of(first, second));

        TrainingRows rows = read(
                List.of(first, second),
                scan.sets().iterator().next(),
                new RowSpan("1m", List.of("binance:BBB"), Long.MIN_VALUE, Long.MAX_VALUE));

        assertThat(scan.sets()).hasSize(1).allMatch(set -> set.benchmark().equals("binance:AAA"));
        assertThat(scan.instruments().stream().map(each -> each.id() + each.name()))
                .containsExactly("1AAA", "2BBB", "3CCC");
        assertCorrelated(rows.data(), 0);
    }

    @Test
    void shouldNotMixWhatOneVersionMeansHereAndThere() throws IOException {
        Path own = Files.createDirectories(folder.resolve("mixed"));
        Path first = MinuteBars.journal(
                own, "AAA", BARS, 1, "--config", declaring("AAA", "BBB").toString());
        Path settings = declaring("BBB", "AAA");
        Files.writeString(settings, Files.readString(settings).replace("[correlation_20]", "[volatility_10]"));
        Path second = MinuteBars.journal(own, "BBB", BARS, 2, "--config", settings.toString());
        JournalScan scan = scan(List.of(first, second));
        RowSpan span = new RowSpan("1m", List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

        assertThatThrownBy(() -> new JournalRows(scan, scan.sets().iterator().next(), span))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("--set some:1: journals here know it with other features or another benchmark too; train on"
                        + " those of one kind, or raise features.sets.version");
    }

    @Test
    void shouldSayWhatTheJournalHas() {
        assertThatThrownBy(() -> read(set("returns_1"), List.of("CCC"), Long.MIN_VALUE, Long.MAX_VALUE))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("--instrument CCC: the journal has only binance:AAA, binance:BBB");
        assertThatThrownBy(() -> read(set("returns_1"), List.of("AAA"), Long.MAX_VALUE - 1, Long.MAX_VALUE))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("no closed bars of 1m in the span, of binance:AAA");
    }

    /** Compares with Pearson's correlation of the returns that the files have. */
    private static void assertCorrelated(Dataset rows, int later) throws IOException {
        double[] bbb = returns("BBB");
        double[] aaa = returns("AAA");
        int first = 20 + later; // the first bar has no return
        assertEquals(BARS - first - TARGET.horizon(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            int end = first + i - later;
            assertEquals(pearson(bbb, aaa, end - 20, end), rows.values(i)[0], 1e-9);
        }
    }

    private static double[] returns(String symbol) throws IOException {
        double[] closes = closes(symbol);
        return IntStream.range(1, closes.length)
                .mapToDouble(i -> closes[i] / closes[i - 1] - 1)
                .toArray();
    }

    private static double pearson(double[] x, double[] y, int from, int to) {
        double meanX = Arrays.stream(x, from, to).average().orElseThrow();
        double meanY = Arrays.stream(y, from, to).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = from; i < to; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** Returns settings that list instruments in an order, which numbers them. */
    private static Path declaring(String... symbols) throws IOException {
        String listed = Arrays.stream(symbols)
                .map(symbol -> "    - { venue: binance, symbol: " + symbol + ", name: " + symbol
                        + ", asset-class: crypto, price-exponent: -2, quantity-exponent: -2 }\n")
                .collect(Collectors.joining());
        return Files.writeString(
                folder.resolve(symbols[0] + ".yaml"),
                "instruments:\n  list:\n" + listed + "features:\n  sets: [{ id: 1, name: some, timeframes: [1m],"
                        + " benchmark: \"binance:AAA\", features: [correlation_20] }]\n");
    }

    private static Dataset read(FeatureSetSettings set, List<String> instruments, long fromNs, long toNs) {
        return read(journals, set, new RowSpan("1m", instruments, fromNs, toNs)).data();
    }

    private static TrainingRows read(List<Path> merged, FeatureSetSettings set, RowSpan span) {
        JournalRows rows = new JournalRows(scan(merged), set, span);
        try (Inputs inputs = JournalInputs.open(merged)) {
            return rows.read(inputs, TARGET, TrainingProgress.NONE);
        }
    }

    private static JournalScan scan(List<Path> merged) {
        try (Inputs inputs = JournalInputs.open(merged)) {
            return JournalScan.of(inputs);
        }
    }

    private static FeatureSetSettings set(String... features) {
        return new FeatureSetSettings(1, "some", 1, List.of("1m"), "", List.of(features));
    }

    private static double[] closes(String symbol) throws IOException {
        return Files.readAllLines(folder.resolve(symbol + "-1m.csv")).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[CLOSE]))
                .toArray();
    }
}
