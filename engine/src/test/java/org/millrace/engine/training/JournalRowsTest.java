package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        assertEquals(new Dataset.Counts(BARS, 5, 3, 0), rows.counts());
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

        assertEquals(new Dataset.Counts(30, 0, 3, 0), some.counts());
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
    void shouldSayWhatTheJournalHas() {
        assertThatThrownBy(() -> read(set("returns_1"), List.of("CCC"), Long.MIN_VALUE, Long.MAX_VALUE))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("--instrument CCC: the journal has only binance:AAA, binance:BBB");
        assertThatThrownBy(() -> read(set("returns_1"), List.of("AAA"), Long.MAX_VALUE - 1, Long.MAX_VALUE))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("no closed bars of 1m in the span, of binance:AAA");
    }

    private static Dataset read(FeatureSetSettings set, List<String> instruments, long fromNs, long toNs) {
        JournalScan scan;
        try (Inputs inputs = JournalInputs.open(journals)) {
            scan = JournalScan.of(inputs);
        }
        JournalRows rows = new JournalRows(scan, set, new RowSpan("1m", instruments, fromNs, toNs));
        try (Inputs inputs = JournalInputs.open(journals)) {
            return rows.read(inputs, TARGET, TrainingProgress.NONE).data();
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
