package org.millrace.engine.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.Engine;
import org.millrace.engine.EngineContext;
import org.millrace.engine.EngineSettings;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.engine.instruments.InstrumentSettings;
import org.millrace.engine.instruments.InstrumentSettings.Listed;
import org.millrace.engine.line.Inputs;
import org.millrace.engine.snapshot.SnapshotSettings;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** What an engine published of its feature sets, and what is computed of its journal afterwards. */
class OnlineOfflineTest {
    private static final int EVENTS = 6_000;
    private static final List<Listed> LISTED = IntStream.rangeClosed(1, 3)
            .mapToObj(id -> new Listed(Venue.BINANCE, "SYMBOL" + id, "SYMBOL" + id, AssetClass.CRYPTO, -8, -8))
            .toList();

    private final AtomicLong nowNs = new AtomicLong(1_700_000_000_000_000_000L);

    @TempDir
    private Path data;

    @Test
    void shouldComputeOfTheJournalWhatWasPublishedBitForBit() {
        FeatureSetSettings set = standard(1);
        run(data, set, 1);
        run(data, set, 2);

        List<String> published = published(data);

        assertThat(published).hasSizeGreaterThan(400);
        assertThat(offline(data, List.of())).isEqualTo(published);
        assertThat(offline(data, List.of(set))).isEqualTo(published);
        assertThat(definitions(JournalSettings.IN))
                .isEqualTo(2L * set.features().size());
        assertThat(definitions(JournalSettings.OUT))
                .isEqualTo(4L * set.features().size()); // with two snapshots
    }

    @Test
    void shouldComputeSetsThatTheJournalDoesNotHave() throws IOException {
        Path without = Files.createDirectory(data.resolve("without"));
        Path with = Files.createDirectory(data.resolve("with"));
        run(without, null, 1);
        run(with, standard(1), 1);

        List<String> computed = offline(without, List.of(standard(1)));

        assertThat(offline(without, List.of())).isEmpty();
        assertThat(computed).hasSizeGreaterThan(200).isEqualTo(published(with));
    }

    @Test
    void shouldFindTheBenchmarkWhereSeveralJournalsAreReadAsOne() throws IOException {
        Path first = MinuteBars.journal(data, "AAA", 10, 1);
        Path second = Files.createDirectory(data.resolve("second"));
        run(second, standard(1), 1);

        List<String> rows = new ArrayList<>();
        OfflineFeatures features = new OfflineFeatures(List.of(), gatherer(rows));
        try (org.millrace.engine.backtest.Inputs inputs = JournalInputs.open(List.of(first, second))) {
            int read;
            do {
                read = features.read(inputs);
            } while (read > 0);
        }

        Matcher instrument = Pattern.compile("^1\\.1 ([1-3]) ").matcher("");
        assertThat(rows)
                .isEqualTo(published(second).stream()
                        .map(row -> instrument
                                .reset(row)
                                .replaceFirst(found -> "1.1 " + (Integer.parseInt(found.group(1)) + 1) + " "))
                        .toList());
    }

    @Test
    void shouldEndASetThatTheSettingsDoNotHaveAnyMore() {
        run(data, standard(1), 1);
        int before = published(data).size();

        run(data, null, 2);

        assertThat(published(data)).hasSize(before);
        assertThat(offline(data, List.of())).hasSize(before);
    }

    @Test
    void shouldWantAnotherVersionOfASetThatHasChanged() {
        run(data, standard(1), 1);
        FeatureSetSettings set = standard(1);
        FeatureSetSettings other =
                new FeatureSetSettings(1, set.name(), 1, List.of("1s"), set.benchmark(), List.of("returns_1"));
        FeatureSetSettings otherBenchmark =
                new FeatureSetSettings(1, set.name(), 1, List.of("1s"), "binance:SYMBOL3", set.features());
        FeatureSetSettings otherTimeframes =
                new FeatureSetSettings(1, set.name(), 1, List.of("1s"), set.benchmark(), set.features());

        String complaint =
                "features.sets.version: 1 of standard, whose features or benchmark have changed, expected version 2";
        assertThatThrownBy(() -> run(data, other, 2)).hasMessage(complaint);
        assertThatThrownBy(() -> run(data, otherBenchmark, 2)).hasMessage(complaint);
        run(data, otherTimeframes, 2);
        run(data, standard(2), 3);
    }

    /** Also where it was another version meanwhile, or there was none, or it was another number. */
    @Test
    void shouldWantAVersionThatNeverMeantSomethingElse() {
        FeatureSetSettings set = standard(1);
        FeatureSetSettings other =
                new FeatureSetSettings(1, set.name(), 1, List.of("1s"), set.benchmark(), List.of("returns_1"));
        FeatureSetSettings otherNumber =
                new FeatureSetSettings(2, set.name(), 1, List.of("1s"), set.benchmark(), List.of("returns_1"));
        run(data, set, 1);
        run(data, standard(2), 2);
        run(data, null, 3);

        String complaint =
                "features.sets.version: 1 of standard, whose features or benchmark have changed, expected version 3";
        assertThatThrownBy(() -> run(data, other, 4)).hasMessage(complaint);
        assertThatThrownBy(() -> run(data, otherNumber, 4)).hasMessage(complaint);
        run(data, set, 4);
    }

    @Test
    void shouldNameABenchmarkThatThereIsNot() {
        FeatureSetSettings set = new FeatureSetSettings(
                1, "some", 1, List.of("1s"), "binance:NOBODY", List.of("returns_1", "correlation_5"));

        assertThatThrownBy(() -> run(data, set, 1))
                .hasMessage("features.sets.benchmark: binance:NOBODY, expected an instrument of instruments.list");
        run(data, standard(1), 1);
        OfflineFeatures offline = new OfflineFeatures(List.of(set), (buffer, offset, length) -> {});
        WholeJournal.read(data.resolve(JournalSettings.IN), offline);
        assertThatThrownBy(offline::requireAllDeclared)
                .hasMessageContaining("binance:NOBODY, but the journal has only [binance:SYMBOL1");
    }

    private static FeatureSetSettings standard(int version) {
        FeatureSetSettings set = StandardSet.on("1s", "5s");
        return new FeatureSetSettings(1, set.name(), version, set.timeframes(), "binance:SYMBOL2", set.features());
    }

    /** Lives through a market; each span is a while behind the one before. */
    private void run(Path folder, FeatureSetSettings set, int span) {
        EngineSettings settings = new EngineSettings(
                new ConveyorSettings(Waiting.BLOCK, 1_024, List.of()),
                JournalSettings.DEFAULTS,
                new SnapshotSettings(Duration.ZERO),
                InstrumentSettings.DEFAULTS.listing(LISTED),
                Duration.ZERO,
                List.of(),
                set == null ? List.of() : List.of(set));
        List<byte[]> market = new ArrayList<>(Inputs.market(EVENTS, span).messages());
        market.removeIf(message ->
                is(message, EngineStartedDecoder.TEMPLATE_ID) || is(message, FeatureDefinitionDecoder.TEMPLATE_ID));
        for (int i = 1; i < span; i++) {
            market.forEach(Inputs::later);
        }
        try (Engine engine = new Engine(settings, context(folder))) {
            engine.start();
            Inputs.publish(market, engine.newPublisher());
        }
    }

    private EngineContext context(Path folder) {
        return new EngineContext(
                folder,
                () -> nowNs.addAndGet(1_000),
                "1",
                "00".repeat(32),
                List.of(),
                () -> {},
                fault -> {
                    throw fault;
                },
                error -> {});
    }

    private static List<String> offline(Path folder, List<FeatureSetSettings> sets) {
        List<String> rows = new ArrayList<>();
        WholeJournal.read(folder.resolve(JournalSettings.IN), new OfflineFeatures(sets, gatherer(rows)));
        return rows;
    }

    private static List<String> published(Path folder) {
        List<String> rows = new ArrayList<>();
        FeatureRows gatherer = gatherer(rows);
        WholeJournal.read(folder.resolve(JournalSettings.OUT), gatherer);
        return rows;
    }

    /** Writes every bit of each row down. */
    private static FeatureRows gatherer(List<String> rows) {
        return new FeatureRows(new FeatureRows.Listener() {
            @Override
            public void onSet(FeatureRows.Declared set) {
                assertThat(set.features()).hasSizeGreaterThan(30);
            }

            @Override
            public void onRow(FeatureRow row) {
                long[] bits = IntStream.range(0, row.count())
                        .mapToLong(i -> Double.doubleToRawLongBits(row.value(i)))
                        .toArray();
                rows.add(row.setId() + "." + row.setVersion() + " " + row.instrumentId() + " " + row.timeframe() + " "
                        + row.startTime() + " " + row.eventTime() + " " + row.flags() + Arrays.toString(bits));
            }
        });
    }

    private long definitions(String journal) {
        return WholeJournal.events(data.resolve(journal)).stream()
                .filter(event -> is(event, FeatureDefinitionDecoder.TEMPLATE_ID))
                .count();
    }

    private static boolean is(byte[] message, int template) {
        return EventPrefix.templateId(new UnsafeBuffer(message), 0) == template;
    }
}
