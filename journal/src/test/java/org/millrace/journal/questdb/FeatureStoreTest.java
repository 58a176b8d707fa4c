package org.millrace.journal.questdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.History.FeatureRow;
import org.millrace.journal.history.History.FeatureSpan;
import org.millrace.journal.history.History.FeatureTable;
import org.millrace.journal.history.History.PredictionRow;
import org.millrace.journal.history.History.PredictionsBefore;
import org.millrace.journal.history.History.Span;

/** Features and predictions on their way from JournalOut into the store, and back. */
class FeatureStoreTest {
    private static final Instrument BTC =
            new Instrument(1, Venue.BINANCE, "BTCUSDT", "BTC-USDT", -2, -5, 0, 0, AssetClass.CRYPTO);
    private static final long START_NS = 1_723_161_600_000_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final List<String> NAMES = List.of("returns_1", "rsi_zone", "hour");

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
    void shouldMakeOneRowOfEachRunWithNullForWhatIsNotWarm() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "rsi_zone", "hour");
        bar(0, Double.NaN, 1, 10);
        bar(1, 0.25, -1, 10);
        deliverAll(2);

        assertThat(features("main", 1, Long.MAX_VALUE))
                .isEqualTo(new FeatureTable(NAMES, List.of(row(0, Double.NaN, 1.0, 10.0), row(1, 0.25, -1.0, 10.0))));
        assertThat(ask("SELECT count() FROM ml_features WHERE returns_1 IS NULL"))
                .isEqualTo("1");
        assertThat(ask("SELECT sequence FROM ml_features ORDER BY timestamp LIMIT 1"))
                .isEqualTo("5"); // the last of its run
    }

    @Test
    void shouldShowNoRowBeforeItWasKnown() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "rsi_zone", "hour");
        bar(0, 0.5, 0, 10);
        bar(1, 0.25, 0, 10);
        deliverAll(2);

        long known = START_NS + MINUTE_NS;

        assertThat(features("main", 1, known - 1).rows()).isEmpty();
        assertThat(features("main", 1, known).rows()).isEqualTo(List.of(row(0, 0.5, 0.0, 10.0)));
    }

    @Test
    void shouldKnowARowNoSoonerThanWhatClosedItsBarHadArrived() throws Exception {
        long arrived = START_NS + MINUTE_NS + 5_000_000;
        outputs.features().define(1, 1, "main", "returns_1");
        outputs.features().at(START_NS + MINUTE_NS, arrived).features(1, 1, START_NS, 0.5);
        deliverAll(1);

        assertThat(features("main", 1, arrived - 1_000).rows()).isEmpty();
        assertThat(features("main", 1, arrived).rows()).hasSize(1);
    }

    @Test
    void shouldAddAColumnWhereAnotherVersionHasAnotherFeature() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "hour");
        bar(0, 0.5, 10);
        deliverAll(1);

        outputs.features().define(1, 2, "main", "returns_1", "volatility_5", "squeeze");
        outputs.features().at(START_NS + 2 * MINUTE_NS).features(1, 2, START_NS + MINUTE_NS, 0.25, 3, Double.NaN);
        deliverAll(2);

        assertThat(features("main", 1, Long.MAX_VALUE).rows()).isEqualTo(List.of(row(0, 0.5, 10.0)));
        assertThat(features("main", 2, Long.MAX_VALUE))
                .isEqualTo(new FeatureTable(
                        List.of("returns_1", "volatility_5", "squeeze"), List.of(row(1, 0.25, 3.0, Double.NaN))));
    }

    @Test
    void shouldTakeALongSetInTheMemoryThatItHas() throws Exception {
        String[] names = IntStream.range(0, 96).mapToObj(i -> "feature_" + i).toArray(String[]::new);
        double[] values = IntStream.range(0, 96).mapToDouble(i -> i / 8.0).toArray();
        outputs.features().define(1, 1, "main", names);
        for (int minute = 0; minute < 2_000; minute++) {
            outputs.features()
                    .valuesPerMessage(20)
                    .at(START_NS + (minute + 1) * MINUTE_NS)
                    .features(1, 1, START_NS + minute * MINUTE_NS, values);
        }
        deliverAll(2_000);

        assertThat(features("main", 1, Long.MAX_VALUE).rows().get(9).values())
                .isEqualTo(Arrays.stream(values).boxed().toList());
        assertThat(ask("SELECT count() FROM wal_tables() WHERE suspended")).isEqualTo("0");
    }

    @Test
    void shouldKnowAfterARestartWhatWasDeclaredLongBefore() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "rsi_zone", "hour");
        outputs.trades(120_000, START_NS); // more than the first look back
        bar(0, 0.5, 0, 10);
        deliverAll(1);
        bar(1, 0.25, 0, 10);
        stored.restart();

        deliverAll(2);

        assertThat(features("main", 1, Long.MAX_VALUE).rows())
                .isEqualTo(List.of(row(0, 0.5, 0.0, 10.0), row(1, 0.25, 0.0, 10.0)));
        assertThat(stored.counters().refused()).isZero();
    }

    @Test
    void shouldLearnFromALaterDefinitionWhereTheEarlierIsNotKept() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "rsi_zone", "hour");
        restartWithoutFrom(4);
        bar(0, 0.5, 0, 10);
        outputs.features().define(1, 1, "main", "returns_1", "rsi_zone", "hour");
        stored.journal().deleteBefore(4, Long.MAX_VALUE);

        deliverAll(1);

        assertThat(features("main", 1, Long.MAX_VALUE).rows()).isEqualTo(List.of(row(0, 0.5, 0.0, 10.0)));
    }

    @Test
    void shouldKeepAWordOfRowsWhoseNamesNothingTells() throws Exception {
        bar(0, 0.5, 0, 10);
        outputs.trades(1, START_NS);
        stored.deliver();

        assertThat(Files.readString(folder.resolve("questdb/dead-letters.tsv")))
                .isEqualTo("2\tfeatures of set 1 version 1, of which no definition is kept\n");
        assertThat(stored.counters().refused()).isEqualTo(1);
    }

    @Test
    void shouldNotLoseARunThatWasReadInHalf() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "rsi_zone", "hour");
        outputs.features().at(START_NS + MINUTE_NS).part(1, 1, START_NS, 0, 0.5, 0, 10);
        stored.deliverUntil(3);
        stored.restart();

        outputs.features().at(START_NS + MINUTE_NS).part(1, 1, START_NS, 1, 0.5, 0, 10);
        deliverAll(1);

        assertThat(features("main", 1, Long.MAX_VALUE).rows()).isEqualTo(List.of(row(0, 0.5, 0.0, 10.0)));
        assertThat(stored.counters().refused()).isZero();
    }

    @Test
    void shouldRemoveRowsThatWereTakenBackAndKeepTheColumns() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "rsi_zone", "hour");
        bar(0, 0.5, 0, 10);
        bar(1, 0.25, 0, 10);
        deliverAll(2);

        restartWithoutFrom(7); // in the second run, of which the first message stays
        stored.deliverUntil(5);
        stored.awaitRows("ml_features", 1);

        assertThat(features("main", 1, Long.MAX_VALUE))
                .isEqualTo(new FeatureTable(NAMES, List.of(row(0, 0.5, 0.0, 10.0))));
    }

    @Test
    void shouldWriteAVersionOfASetAsAFile() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "hour").define(2, 1, "other", "gap");
        bar(0, 0.5, 10);
        bar(1, Double.NaN, 10);
        outputs.features().at(START_NS + MINUTE_NS).features(2, 1, START_NS, 7);
        deliverAll(3);
        stored.awaitRows("feature_sets", 3);
        Exports.Features first = new Exports.Features("main", 1, START_NS + MINUTE_NS);
        Exports.Features all = new Exports.Features("main", 1, Long.MAX_VALUE);

        String head = "timestamp,symbol,exchange,timeframe,feature_set,version,known_at,flags,sequence,returns_1,hour";

        assertThat(file(Exports.Format.CSV, first).lines().toList())
                .isEqualTo(List.of(head, line(0) + ",BTC-USDT,BINANCE,1m,main,1," + line(1) + ",0,4,0.5,10.0"));
        assertThat(file(Exports.Format.JSONL, all).lines().skip(1).toList())
                .isEqualTo(List.of("{\"timestamp\":\"" + line(1)
                        + "\",\"symbol\":\"BTC-USDT\",\"exchange\":\"BINANCE\",\"timeframe\":\"1m\","
                        + "\"feature_set\":\"main\",\"version\":1,\"known_at\":\"" + line(2)
                        + "\",\"flags\":0,\"sequence\":5,\"returns_1\":null,\"hour\":10.0}"));
        assertThat(file(Exports.Format.CSV, Exports.Features.ALL)).startsWith(head + ",gap\r\n");
    }

    @Test
    void shouldWriteParquetThatReadsBackAsItWasStored() throws Exception {
        outputs.features().define(1, 1, "main", "returns_1", "hour");
        bar(0, 0.5, 10);
        bar(1, Double.NaN, 10);
        deliverAll(2);

        Path file = Files.createDirectories(folder.resolve("questdb/import")).resolve("features.parquet");
        try (var out = Files.newOutputStream(file)) {
            store.history().exports().write(wanted(Exports.Format.PARQUET, all()), out);
        }

        assertThat(ask("SELECT returns_1 || ' ' || hour FROM read_parquet('features.parquet') LIMIT 1"))
                .isEqualTo("0.5 10.0");
        assertThat(ask("SELECT count() FROM read_parquet('features.parquet') WHERE returns_1 IS NULL"))
                .isEqualTo("1");
    }

    @Test
    void shouldStoreWhatModelsSayAndHowFarTheyDrift() throws Exception {
        outputs.features()
                .at(START_NS)
                .prediction(3, 2, false, 0.25, 0.5)
                .prediction(4, 1, true, 0.5, 0.125)
                .drift(3, 2, 0, "returns_1", 0.3);
        stored.deliver();
        stored.awaitRows("model_drift", 1);

        assertThat(store.history().predictions(before(Long.MAX_VALUE, 10)))
                .isEqualTo(List.of(said(1, 3, 2, 0.25, 0.5, false), said(2, 4, 1, 0.5, 0.125, true)));
        assertThat(store.history().predictions(before(2, 10))).isEqualTo(List.of(said(1, 3, 2, 0.25, 0.5, false)));
        assertThat(ask(
                        "SELECT model || ' ' || version || ' ' || feature || ' ' || stability_index || ' ' || predictions"
                                + " FROM model_drift"))
                .isEqualTo("3 2 returns_1 0.3 500");
    }

    /** Appends the features of a minute, known when it has ended. */
    private void bar(int minute, double... values) {
        outputs.features()
                .at(START_NS + (minute + 1) * MINUTE_NS)
                .features(1, 1, START_NS + minute * MINUTE_NS, values);
    }

    private static FeatureRow row(int minute, Double... values) {
        return new FeatureRow(START_NS + minute * MINUTE_NS, START_NS + (minute + 1) * MINUTE_NS, List.of(values));
    }

    private static PredictionRow said(long sequence, int model, int version, double down, double up, boolean isShadow) {
        return new PredictionRow(
                sequence, START_NS, model, version, "1m", "5m", down, 1 - down - up, up, Double.NaN, isShadow);
    }

    private static PredictionsBefore before(long sequence, int limit) {
        return new PredictionsBefore("BTC-USDT", "BINANCE", START_NS, START_NS + MINUTE_NS, sequence, limit);
    }

    private static String line(int minute) {
        return Instant.ofEpochSecond(0, START_NS + minute * MINUTE_NS).toString();
    }

    private FeatureTable features(String set, int version, long knownByNs) {
        Span span = new Span("BTC-USDT", "BINANCE", "1m", START_NS, START_NS + 10 * MINUTE_NS, 10);
        FeatureSpan wanted = new FeatureSpan(span, set, version, knownByNs);
        return await().until(() -> store.history().features(wanted), table -> !table.names()
                .isEmpty());
    }

    private static Exports.Features all() {
        return new Exports.Features("main", 1, Long.MAX_VALUE);
    }

    private static Exports.Wanted wanted(Exports.Format format, Exports.Features features) {
        return new Exports.Wanted(
                "ml_features", "BTC-USDT", "BINANCE", "1m", START_NS, START_NS + 10 * MINUTE_NS, 100, format, features);
    }

    private String file(Exports.Format format, Exports.Features features) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.history().exports().write(wanted(format, features), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String ask(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + store.address().host() + ":"
                                + store.address().pgPort() + "/qdb",
                        store.address().user(),
                        store.address().password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return String.join("\n", answers);
        }
    }

    /** Starts again with a journal that has lost its end, as the engine does. */
    private void restartWithoutFrom(long sequence) {
        stored.restartWithoutFrom(sequence);
        outputs = new OutputWriter(stored.journal());
    }

    private void deliverAll(int rows) {
        stored.deliver();
        stored.awaitRows("ml_features", rows);
        await().until(() -> store.rowCount("feature_sets") > 0);
    }
}
