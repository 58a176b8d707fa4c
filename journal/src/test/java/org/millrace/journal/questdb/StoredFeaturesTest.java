package org.millrace.journal.questdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.Venue;
import org.millrace.journal.questdb.StoredFeatures.Bars;
import org.millrace.journal.questdb.StoredFeatures.StoredSeries;
import org.millrace.journal.questdb.StoredFeatures.StoredSet;

/** Whole series of features with the closes of their bars, out of the embedded store. */
class StoredFeaturesTest {
    private static final Instrument BTC =
            new Instrument(1, Venue.BINANCE, "BTCUSDT", "BTC-USDT", -2, -5, 0, 0, AssetClass.CRYPTO);
    private static final StoredSeries SERIES = new StoredSeries("BTC-USDT", "BINANCE", "1m");
    private static final StoredSet SET = new StoredSet(7, "main", 3, List.of("returns_1", "hour"));
    private static final Bars ALL = new Bars(0, Long.MAX_VALUE, Long.MAX_VALUE);
    private static final long START_NS = 1_723_161_600_000_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;

    @TempDir
    private Path folder;

    private TailedStore stored;
    private OutputWriter outputs;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        stored = new TailedStore(folder, id -> BTC);
        outputs = new OutputWriter(stored.journal());
        store = stored.store();
    }

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void shouldReadValuesToTheBitAndClosesAsTheyWereCorrectedLast() {
        outputs.features().define(7, 3, "main", "returns_1", "hour");
        outputs.venueBar(START_NS, 61_000_00, BooleanType.T);
        features(0, 0.1, 10);
        outputs.bar(START_NS + MINUTE_NS, 62_000_00, 0);
        outputs.venueBar(START_NS + MINUTE_NS, 1_00, BooleanType.T); // the instrument's own bar prevails
        features(1, Double.NaN, 10);
        outputs.bar(START_NS + MINUTE_NS, 61_500_00, 1);
        outputs.venueBar(START_NS + 2 * MINUTE_NS, 1_00, BooleanType.F); // not closed
        features(2, 1 / 3.0, -0.0);
        stored.deliver();

        assertThat(store.features().sets()).containsExactly(SET);
        assertThat(store.features().series("main", 3)).containsExactly(SERIES);
        assertThat(read(ALL))
                .containsExactly("0 61000.0 [0.1, 10.0]", "1 61500.0 [NaN, 10.0]", "2 NaN [0.3333333333333333, -0.0]");
    }

    @Test
    void shouldReadASpanOfWhatWasKnownByThen() {
        outputs.features().define(7, 3, "main", "returns_1", "hour");
        for (int minute = 0; minute < 4; minute++) {
            features(minute, minute, 10);
        }
        stored.deliver();

        assertThat(read(new Bars(START_NS + 1, Long.MAX_VALUE, START_NS + 3 * MINUTE_NS)))
                .containsExactly("1 NaN [1.0, 10.0]"); // the one behind it was known a moment too late
        assertThat(read(new Bars(0, START_NS + MINUTE_NS + 1, Long.MAX_VALUE))).hasSize(2);
        assertThat(read(new Bars(0, START_NS + MINUTE_NS, Long.MAX_VALUE))).hasSize(1);
    }

    @Test
    void shouldHaveNothingWhereThereAreNoTables() {
        assertThat(store.features().sets()).isEmpty();
        assertThat(store.features().series("main", 3)).isEmpty();
        assertThat(read(ALL)).isEmpty();
    }

    private void features(int minute, double... values) {
        outputs.features()
                .at(START_NS + (minute + 1) * MINUTE_NS)
                .features(7, 3, START_NS + minute * MINUTE_NS, values);
    }

    private List<String> read(Bars bars) {
        List<String> rows = new ArrayList<>();
        int count = store.features()
                .read(
                        SET,
                        SERIES,
                        bars,
                        (startNs, flags, close, values) -> rows.add(
                                (startNs - START_NS) / MINUTE_NS + " " + close + " " + Arrays.toString(values)));
        assertThat(rows).hasSize(count);
        return rows;
    }
}
