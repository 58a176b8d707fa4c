package org.millrace.journal.questdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.SignalClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;
import org.millrace.journal.history.Liquidations.Inputs;
import org.millrace.journal.history.Liquidations.Span;

class LiquidationStoreTest {
    private static final Instrument BTC =
            new Instrument(1, Venue.GLASSNODE, "BTC", "BTC", -8, -8, 0, 0, AssetClass.METRIC);
    private static final long HOUR_NS = LiquidationOutputs.HOUR_NS;
    private static final long START_NS = Instant.parse("2024-03-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final List<String> FEATURES = Arrays.stream(LiquidationColumn.Group.values())
            .map(LiquidationColumn.Group::table)
            .toList();
    private static final Span ALL = new Span("BTC", "GLASSNODE", START_NS, START_NS + 100 * HOUR_NS, 1_000);
    /** CRC-32 of {@code derivatives/futures_liquidated_volume_long_sum}. */
    private static final long LONGS = 0xcc34_d133L;

    @TempDir
    private Path folder;

    private TailedStore stored;
    private LiquidationOutputs outputs;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        stored = new TailedStore(folder, id -> BTC);
        outputs = new LiquidationOutputs(stored.journal());
        store = stored.store();
    }

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void shouldAnswerAllThatWasMadeOfAnHour() throws Exception {
        outputs.features(START_NS + HOUR_NS, 42_000.5, SignalClass.STRONG_SELL);
        outputs.features(START_NS, 42_000, SignalClass.NEUTRAL);
        deliverAll(FEATURES, 2);

        List<LiquidationRow> rows = liquidations().rows(ALL);

        assertThat(rows.stream().map(LiquidationStoreTest::text))
                .containsExactly(
                        "2024-03-01T00:00:00Z 42000.0 0.25 1.5 2.0 -0.5 0.45 0.45 1.25 1.5 -0.25 0.5 -0.125 LDSUS null 0.5"
                                + " 1 2 -3 1 -1 1 -1 7 7 2 Bull 1 0 -1 0 1 -1 0 Neutral 2024-03-01T01:10:00Z"
                                + " 2024-02-29T23:00:00Z 3 0 1",
                        "2024-03-01T01:00:00Z 42000.5 0.25 1.5 2.0 -0.5 0.45 0.45 1.25 1.5 -0.25 0.5 -0.125 LDSUS null 0.5"
                                + " 1 2 -3 1 -1 1 -1 7 7 2 Bull 1 0 -1 0 1 -1 0 Strong_Sell 2024-03-01T02:10:00Z"
                                + " 2024-03-01T00:00:00Z 3 0 1");
        assertThat(liquidations().classes("BTC", "GLASSNODE"))
                .containsExactly(
                        new Liquidations.ClassCount("Neutral", 1), new Liquidations.ClassCount("Strong_Sell", 1));
    }

    @Test
    void shouldAnswerTheNewestWordOfTheProvider() throws Exception {
        outputs.inputs(START_NS, 42_000, 0.5, 1, 1);
        outputs.inputs(START_NS + HOUR_NS, Double.NaN, Double.NaN, 3, 1);
        outputs.inputs(START_NS, 42_001, 0.6, 3, 2);
        deliverAll(List.of("btc_liquidations"), 2);
        deliverAll(List.of("btc_price_data"), 1);

        assertThat(liquidations().inputs(ALL))
                .containsExactly(
                        new Inputs(START_NS, 42_001, 0.6, 3, 2),
                        new Inputs(START_NS + HOUR_NS, Double.NaN, Double.NaN, 3, 1));
        assertThat(store.rowCount("btc_price_data")).isEqualTo(1);
    }

    @Test
    void shouldAnswerModelsRevisionsAndOutcomes() throws Exception {
        outputs.bins(START_NS);
        outputs.features(START_NS, 42_000, SignalClass.STRONG_BUY);
        outputs.revision(START_NS, START_NS + 5 * HOUR_NS, LONGS);
        outputs.revision(START_NS, START_NS + 6 * HOUR_NS, 255);
        outputs.outcome(START_NS, 1);
        outputs.outcome(START_NS, 6);
        deliverAll(List.of("btc_signal_outcomes", "btc_raw_revisions"), 2);
        deliverAll(List.of("btc_bin_models", "btc_features_bin", "btc_features_signals"), 1);

        assertThat(liquidations().bins(ALL).toString())
                .isEqualTo(
                        "[BinModel[fitNs=" + START_NS + ", id=3, historyCount=8760,"
                                + " centres=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],"
                                + " edges=[0.15000000000000002, 0.25, 0.35, 0.45, 0.55, 0.6499999999999999, 0.75, 0.8500000000000001]]]");
        assertThat(liquidations().revisions(ALL))
                .containsExactly(
                        new Liquidations.Revision(
                                START_NS, "futures_long_liquidations", Double.NaN, 12.5, START_NS + 5 * HOUR_NS, true),
                        new Liquidations.Revision(START_NS, "ff", Double.NaN, 12.5, START_NS + 6 * HOUR_NS, true));
        assertThat(liquidations().outcomes(ALL))
                .containsExactlyInAnyOrder(
                        new Liquidations.Outcome(START_NS, "Strong_Buy", 1, 0, 40_000, 40_400, 1),
                        new Liquidations.Outcome(START_NS, "Strong_Buy", 6, 0, 40_000, 40_400, 1));
    }

    @Test
    void shouldNotAnswerWhatOnlyAnEarlierRunMade() throws Exception {
        outputs.bins(START_NS);
        outputs.outcome(START_NS, 1);
        outputs.bins(START_NS + HOUR_NS);
        outputs.features(START_NS + HOUR_NS, 42_000, SignalClass.STRONG_BUY);
        outputs.outcome(START_NS + HOUR_NS, 1);
        outputs.features(START_NS, 42_000, SignalClass.NEUTRAL, 2);
        deliverAll(List.of("btc_bin_models", "btc_signal_outcomes", "btc_features_bin", "btc_features_signals"), 2);

        assertThat(liquidations().bins(ALL))
                .extracting(Liquidations.BinModel::fitNs)
                .containsExactly(START_NS + HOUR_NS);
        assertThat(liquidations().outcomes(ALL))
                .containsExactly(new Liquidations.Outcome(START_NS + HOUR_NS, "Strong_Buy", 1, 0, 40_000, 40_400, 1));
    }

    @Test
    void shouldTellHowMuchEachTableHas() throws Exception {
        outputs.inputs(START_NS, 42_000, 0.5, 1, 1);
        outputs.features(START_NS, 42_000, SignalClass.NEUTRAL);
        outputs.features(START_NS + HOUR_NS, 42_000, SignalClass.NEUTRAL);
        deliverAll(List.of("btc_price_data", "btc_liquidations"), 1);
        deliverAll(FEATURES, 2);

        assertThat(liquidations().tables("BTC", "GLASSNODE"))
                .containsExactly(
                        stats("btc_price_data", 1),
                        stats("btc_liquidations", 1),
                        stats("btc_processed_data", 2),
                        stats("btc_features_rpn", 2),
                        stats("btc_features_bin", 2),
                        stats("btc_features_dominance", 2),
                        stats("btc_features_signals", 2));
        assertThat(liquidations().tables("ETH", "GLASSNODE").get(0))
                .isEqualTo(new Liquidations.TableStats("btc_price_data", 0, 0, 0, ""));
    }

    @Test
    void shouldReplaceANoteOfARunByItsEnd() {
        store.prepare();
        PipelineNotes notes = store.notes("BTC", "GLASSNODE");
        Liquidations.Run running = new Liquidations.Run("run-1", START_NS, 0, "running", "", 0);
        Liquidations.Run failed =
                new Liquidations.Run("run-1", START_NS, START_NS + HOUR_NS, "failed", "it's \"down\"", 7);

        notes.run(running);
        notes.run(failed);
        notes.download(new PipelineNotes.Download(START_NS, "price", 0, START_NS, 5, "success", ""));

        await().until(() -> liquidations().runs(ALL), List.of(failed)::equals);
        await().until(() -> store.rowCount("data_download_logs") == 1);
    }

    @Test
    void shouldExportTimesAsTheyAreWrittenElsewhere() throws Exception {
        outputs.features(START_NS, 42_000, SignalClass.BUY);
        deliverAll(FEATURES, 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        store.history()
                .exports()
                .write(
                        new Exports.Wanted(
                                "btc_features_signals",
                                "BTC",
                                "GLASSNODE",
                                "",
                                START_NS,
                                START_NS + HOUR_NS,
                                10,
                                Exports.Format.CSV,
                                Exports.Features.ALL),
                        out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("timestamp,symbol,exchange,hit_ceiling_bottom,reverse_ceiling_bottom,signal_l1,signal_l2,"
                        + "signal_l3,signal_class,is_stale,is_warm,available_at,run_id,sequence\r\n"
                        + "2024-03-01T00:00:00Z,BTC,GLASSNODE,-1,0,1,-1,0,Buy,0,1,2024-03-01T01:10:00Z,"
                        + "2024-02-29T23:00:00Z,1\r\n");
    }

    @Test
    void shouldShowTheNewestHourFirstInAView() throws Exception {
        outputs.features(START_NS, 42_000, SignalClass.BUY);
        outputs.features(START_NS + HOUR_NS, 42_001, SignalClass.WEAK_SELL);
        deliverAll(FEATURES, 2);

        assertThat(latest())
                .containsExactly(
                        "2024-03-01 01:00:00,BTC,GLASSNODE,42001.0,0.45,2,1,Bull,Weak_Sell,-1,0",
                        "2024-03-01 00:00:00,BTC,GLASSNODE,42000.0,0.45,2,1,Bull,Buy,-1,0");
    }

    private List<String> latest() throws SQLException {
        StoreAddress address = store.address();
        String url = "jdbc:postgresql://" + address.host() + ":" + address.pgPort() + "/qdb?sslmode=disable";
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM btc_latest_features")) {
            while (rows.next()) {
                StringJoiner line = new StringJoiner(",");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(i == 1 ? rows.getString(i).substring(0, 19) : rows.getString(i));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private Liquidations liquidations() {
        return store.history().liquidations();
    }

    private static Liquidations.TableStats stats(String table, long count) {
        return new Liquidations.TableStats(table, START_NS, START_NS + (count - 1) * HOUR_NS, count, "");
    }

    private static String text(LiquidationRow row) {
        StringBuilder text =
                new StringBuilder(Instant.ofEpochSecond(0, row.startNs()).toString());
        for (LiquidationColumn column : LiquidationColumn.all()) {
            text.append(' ').append(row.isMissing(column) ? "null" : value(row, column));
        }
        return text.toString();
    }

    private static String value(LiquidationRow row, LiquidationColumn column) {
        return switch (column.kind()) {
            case NUMBER -> Double.toString(row.number(column));
            case COUNT -> Integer.toString(row.count(column));
            case TEXT -> row.text(column);
            case TIME -> Instant.ofEpochMilli((long) row.number(column) / 1_000).toString();
        };
    }

    private void deliverAll(List<String> tables, long rows) {
        stored.deliver();
        tables.forEach(table -> stored.awaitRows(table, rows));
    }
}
