package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.program.OfflineStore;
import org.millrace.journal.questdb.QuestDbSettings;
import org.millrace.journal.questdb.Store;
import org.millrace.journal.questdb.StoredFeatures.StoredSet;

/** Rows of a store, beside those of the journal from which it was filled. */
class StoreRowsTest {
    private static final Target TARGET = new Target(ModelTarget.RETURN, 3, 0, 0);

    @TempDir
    private static Path folder;

    private static Path data;
    private static Store store;
    private static JournalScan journal;

    @BeforeAll
    static void fill() throws IOException {
        data = StoredMarket.fill(folder);
        store = OfflineStore.open(QuestDbSettings.DEFAULTS, data, "");
        try (Inputs inputs = JournalInputs.open(List.of(data))) {
            journal = JournalScan.of(inputs);
        }
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void shouldKnowTheSetAsItWasDeclared() {
        FeatureSetSettings declared = journal.sets().iterator().next();

        assertThat(store.features().sets())
                .containsExactly(
                        new StoredSet(declared.id(), declared.name(), declared.version(), declared.features()));
    }

    @ParameterizedTest
    @CsvSource({"1m,", "5m,", "1m,AAA", "1m,BBB", "1m,BBB AAA"})
    void shouldHaveTheRowsOfTheJournalToTheBit(String timeframe, String instruments) {
        List<String> named = instruments == null ? List.of() : List.of(instruments.split(" "));
        RowSpan span = new RowSpan(timeframe, named, Long.MIN_VALUE, Long.MAX_VALUE);

        TrainingRows stored = stored(span);

        TrainingRows computed = computed(span);
        assertThat(stored.data().size()).isGreaterThan(100);
        assertEquals(computed.data().counts(), stored.data().counts());
        assertEquals(computed.instruments(), stored.instruments());
        assertEquals(computed.features(), stored.features());
        for (int i = 0; i < computed.data().size(); i++) {
            assertArrayEquals(computed.data().values(i), stored.data().values(i));
            assertEquals(computed.data().label(i), stored.data().label(i));
        }
        assertEquals(computed.data().hash(), stored.data().hash());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "-1"})
    void shouldTakeASpanOfWhatWasKnownByItsEnd(long ns) {
        Dataset all = stored(new RowSpan("1m", List.of("BBB"), Long.MIN_VALUE, Long.MAX_VALUE))
                .data();
        RowSpan span = new RowSpan("1m", List.of("BBB"), all.endNs(30) + ns, all.endNs(90) + ns);

        TrainingRows some = stored(span);

        assertEquals(computed(span).data().hash(), some.data().hash());
        assertThat(some.data().endNs(0)).isGreaterThanOrEqualTo(span.fromNs());
        assertThat(some.data().labelEndNs(some.data().size() - 1)).isLessThan(span.toNs());
    }

    @Test
    void shouldSayWhatTheStoreHas() {
        assertThatThrownBy(() -> stored(new RowSpan("1m", List.of("CCC"), Long.MIN_VALUE, Long.MAX_VALUE)))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("--instrument CCC: the store has only binance:AAA, binance:BBB");
        assertThatThrownBy(() -> stored(new RowSpan("1h", List.of(), Long.MIN_VALUE, Long.MAX_VALUE)))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("--timeframe 1h: the store has set wide:2 on 1m, 5m");
        assertThatThrownBy(() -> stored(new RowSpan("1m", List.of("AAA"), 0, 1)))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("no closed bars of 1m in the span, of binance:AAA");
    }

    private static TrainingRows stored(RowSpan span) {
        StoredSet set = store.features().sets().get(0);
        WantedFeatures wanted = new WantedFeatures(set.id(), set.name(), set.version(), set.features());
        return new StoreRows(store.features(), wanted, span).read(TARGET, TrainingProgress.NONE);
    }

    private static TrainingRows computed(RowSpan span) {
        FeatureSetSettings set = journal.sets().iterator().next();
        try (Inputs inputs = JournalInputs.open(List.of(data))) {
            return new JournalRows(journal, set, span).read(inputs, TARGET, TrainingProgress.NONE);
        }
    }
}
