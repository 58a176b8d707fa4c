package org.millrace.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.gateway.liquidations.LiquidationRows;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;

class LiquidationRestTest {
    private static final int HOURS = 240;
    /** A quarter past the end of the last hour: the provider tells of it by now. */
    private static final long NOW_NS = LiquidationRows.START_NS
            + HOURS * Hours.HOUR_NS
            + Duration.ofMinutes(15).toNanos();

    private final List<LiquidationRow> rows = LiquidationRows.hours(HOURS);
    private final MemoryLiquidations liquidations = new MemoryLiquidations(rows);
    private final MemoryHistory history = new MemoryHistory();
    private final AtomicLong nowNs = new AtomicLong(NOW_NS);
    private RunningGateway gateway;

    @BeforeEach
    void run() {
        LiquidationRows.signal(rows.get(238), "Weak_Buy");
        LiquidationRows.signal(rows.get(230), "Sell");
        LiquidationRows.signal(rows.get(100), "Sell");
        history.liquidations(liquidations);
        gateway = new RunningGateway(RunningGateway.settings(), history, nowNs::get);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldAnswerTheNewestHoursThatAreKnown() throws ParseException {
        assertThat(times("/api/v1/features?hours=2")).containsExactly("2024-03-10T22:00:00Z", "2024-03-10T23:00:00Z");
        assertThat(times("/api/v1/liquidations/features")).hasSize(24);
        assertEquals(
                "{start_time=2024-03-10T00:00:00Z, end_time=2024-03-11T00:15:00Z, record_count=24}",
                parse("/api/v1/features").get("metadata").toString());
    }

    @Test
    void shouldAnswerDaysWithTheLastOfThemWhole() throws ParseException {
        assertThat(times("/api/v1/features?start_date=2024-03-02&end_date=2024-03-03"))
                .hasSize(48)
                .startsWith("2024-03-02T00:00:00Z")
                .endsWith("2024-03-03T23:00:00Z");
        assertThat(times("/api/v1/features?start_date=2024-03-02T05:00:00Z&end_date=2024-03-02T07:00:00Z"))
                .containsExactly("2024-03-02T05:00:00Z", "2024-03-02T06:00:00Z");
        assertThat(times("/api/v1/features?symbol=ETH")).isEmpty();
    }

    @Test
    void shouldWriteFeaturesAsCsv() {
        HttpResponse<String> answer = gateway.get("/api/v1/liquidations/features?hours=1&format=csv");

        assertEquals(
                "text/csv; charset=utf-8",
                answer.headers().firstValue("content-type").orElse(""));
        assertEquals(
                "time,price,lld_normal,fll_normal,fsl_normal,diff_ls_normal,risk_priority_number,lld_cwt_kf,fll_cwt_kf,"
                        + "fsl_cwt_kf,diff_ls_cwt_kf,lld_cwt_kf_smooth,diff_ls_smooth,corr_case,delta_fll,delta_fsl,"
                        + "is_rpn_extreme,bin_index,bin_momentum,bin_turn,bin_mm_direction,dominance,dominance_last,"
                        + "dominance_duration,dominance_duration_total,dominance_time,dominance_class,is_keep,"
                        + "is_strengthen,hit_ceiling_bottom,reverse_ceiling_bottom,signal_l1,signal_l2,signal_l3,"
                        + "signal_class,available_at,run_id,bin_model_id,is_stale,is_warm\r\n"
                        + "2024-03-10T23:00:00Z,339.0,0.5,0.5,0.5,0.0,0.5,0.5,0.5,0.5,0.5,0.5,0.5,None,0.5,0.5,0,4,0,0,"
                        + "0,0,0,0,0,0,Congestion,0,0,0,0,0,0,0,Neutral,2024-03-11T00:00:00Z,2024-03-11T00:00:00Z,0,0,1"
                        + "\r\n",
                answer.body());
    }

    @Test
    void shouldAnswerSignalsNewestFirst() throws ParseException {
        assertThat(times("/api/v1/latest_signals?hours=48"))
                .containsExactly("2024-03-10T22:00:00Z", "2024-03-10T14:00:00Z");
        assertThat(times("/api/v1/liquidations/signals?hours=48")).hasSize(2);
    }

    @Test
    void shouldJudgeSignalsByWhatIsKnownBehindTheSpan() throws ParseException {
        String sell = row(
                parse("/api/v1/liquidations/performance?start_date=2024-03-05T04:00:00Z&end_date=2024-03-05T05:00:00Z"),
                0);

        assertThat(sell)
                .contains(
                        "signal_class=Sell",
                        "signal_count=1",
                        "avg_return_24h=12.0",
                        "win_rate_24h=0.0",
                        "up_rate_1h=1.0");
        assertThat(row(parse("/api/v1/liquidations/performance?hours=3&entry_lag_bars=1"), 0))
                .contains("signal_class=Weak_Buy", "avg_return_1h=null", "stddev_return_1h=null", "win_rate_1h=0.0");
    }

    @Test
    void shouldTellHowMuchThereIsWithoutAWrapper() throws ParseException {
        Map<String, Object> stats = parse("/api/v1/liquidations/stats");

        assertThat(stats.get("btc_price_data"))
                .hasToString("{earliest=2024-03-01T00:00:00Z, latest=2024-03-10T23:00:00Z, record_count=240}");
        assertThat(stats.get("btc_features_bin")).hasToString("{error=no such table}");
        assertThat(stats.get("signal_distribution")).hasToString("[{signal_class=Neutral, count=240}]");
        assertThat((List<?>) stats.get("recent_performance")).hasSize(2);
    }

    @Test
    void shouldDrawAWeekAndSayWhichPlotsThereAre() throws ParseException {
        Map<String, Object> plot = parse("/api/v1/plots/signals");

        assertThat(ApiDocument.at(plot, "metadata").get("point_count")).hasToString("168");
        assertThat(((List<?>)
                        ApiDocument.cast(((List<?>) plot.get("data")).get(0)).get("x")))
                .hasSize(168);
        HttpResponse<String> unknown = gateway.get("/api/v1/plots/pie");
        assertEquals(404, unknown.statusCode());
        assertThat(unknown.body()).contains("price_color rpn_dominance fll_fsl dominance_status signals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liquidations/stats", "plots/price_color?hours=48"})
    void shouldAnswerFromMemoryForAMinute(String question) {
        String first = gateway.get("/api/v1/" + question).body();
        int asked = liquidations.asked().size();
        nowNs.addAndGet(Duration.ofSeconds(59).toNanos());
        String again = gateway.get("/api/v1/" + question).body();
        int askedAgain = liquidations.asked().size();
        nowNs.addAndGet(Duration.ofSeconds(1).toNanos());
        gateway.get("/api/v1/" + question);

        assertThat(again).isEqualTo(first);
        assertThat(List.of(askedAgain, liquidations.asked().size())).containsExactly(asked, 2 * asked);
        assertThat(gateway.metric("cache_hits_total{cache_type=\"liquidations\"}"))
                .isEqualTo(1);
        assertThat(gateway.metric("cache_misses_total{cache_type=\"liquidations\"}"))
                .isEqualTo(2);
        assertThat(gateway.metric("cache_size_bytes{cache_type=\"liquidations\"}"))
                .isEqualTo(first.length());
    }

    @Test
    void shouldAnswerAnewOnceThereIsANewerHour() throws ParseException {
        Object before =
                ApiDocument.at(parse("/api/v1/plots/signals"), "metadata").get("record_count");
        rows.add(LiquidationRows.hours(HOURS + 1).get(HOURS));

        Object after =
                ApiDocument.at(parse("/api/v1/plots/signals"), "metadata").get("record_count");

        assertThat(List.of(before, after)).hasToString("[168, 169]");
    }

    @Test
    void shouldKeepAnswersToOtherQuestionsApart() throws ParseException {
        for (String plot : List.of("signals?hours=5", "signals?hours=6", "fll_fsl?hours=6", "signals?symbol=ETH")) {
            parse("/api/v1/plots/" + plot);
        }

        assertThat(gateway.metric("cache_hits_total{cache_type=\"liquidations\"}"))
                .isZero();
    }

    @Test
    void shouldTakeAnHourForKnownOnceThePublishDelayHasPassed() throws ParseException {
        nowNs.set(LiquidationRows.START_NS + HOURS * Hours.HOUR_NS + RunningGateway.PUBLISH_DELAY.toNanos() - 1);
        List<Object> before = times("/api/v1/features?hours=2");
        nowNs.incrementAndGet();

        assertThat(before).containsExactly("2024-03-10T21:00:00Z", "2024-03-10T22:00:00Z", "2024-03-10T23:00:00Z");
        assertThat(times("/api/v1/features?hours=2")).containsExactly("2024-03-10T22:00:00Z", "2024-03-10T23:00:00Z");
    }

    @Test
    void shouldFindWhatIsMissing() throws ParseException {
        rows.remove(150);

        Map<String, Object> found = parse("/api/v1/liquidations/integrity");

        assertThat(found).containsEntry("passed", false);
        assertThat(ApiDocument.at(found, "price").get("missing")).hasToString("[2024-03-07T06:00:00Z]");
        assertThat(parse("/api/v1/liquidations/integrity?hours=24").get("passed"))
                .isEqualTo(true);
    }

    @Test
    void shouldTellHowFreshItIs() throws ParseException {
        Map<String, Object> health = parse("/api/v1/liquidations/health");

        assertThat(health).containsEntry("freshness", "FRESH").containsEntry("latest", "2024-03-10T23:00:00Z");
        assertThat(health.get("age_seconds")).hasToString("4500.0");
    }

    @Test
    void shouldExportSignalsThatAreSixHoursApart() throws ParseException {
        rows.get(105).set(LiquidationColumn.SIGNAL_CLASS, "Buy");

        assertEquals(
                String.join(
                        "\r\n",
                        "time,bin_index,bin_momentum,bin_turn,bin_mm_direction,signal_class",
                        "2024-03-05T04:00:00Z,4,0,0,0,Sell",
                        "2024-03-10T14:00:00Z,4,0,0,0,Sell",
                        "2024-03-10T22:00:00Z,4,0,0,0,Weak_Buy",
                        ""),
                gateway.get("/api/v1/liquidations/export?hours=200&feature_groups=bin")
                        .body());
        assertThat(times("/api/v1/liquidations/export?hours=200&format=json&balance=true"))
                .containsExactly("2024-03-10T14:00:00Z", "2024-03-10T22:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "features?hours=0 | hours is 1 to 100000.",
                "features?hours=100001 | hours is 1 to 100000.",
                "features?start_date=2024-03-01 | hours, or start_date and end_date, say when.",
                "features?start_date=2024-03-01&end_date=2024-03-02&hours=3 | hours, or start_date and end_date, say when.",
                "features?start_date=2024-03-03&end_date=2024-03-01 | start_date lies before end_date.",
                "features?start_date=2024-03-03&end_date=2024-03-02 | start_date lies before end_date.",
                "features?start_date=2024-02-30&end_date=2024-03-01 | start_date: there is no such day.",
                "features?start_date=soon&end_date=2024-03-01 | start_date is a day, as 2024-01-31, or a time.",
                "features?format=xml | Formats are csv json.",
                "features?symbol=BTC-USD | symbol is that of an asset, as BTC.",
                "liquidations/performance?entry_lag_bars=25 | entry_lag_bars is 0 to 24.",
                "liquidations/export?feature_groups=rpn,all | feature_groups are rpn bin dominance signals, with commas.",
                "liquidations/export?balance=1 | balance is true or false."
            })
    void shouldSayWhatIsWrongWithAQuestion(String question, String complaint) throws ParseException {
        HttpResponse<String> answer = gateway.get("/api/v1/" + question);

        assertEquals(400, answer.statusCode());
        assertEquals(complaint, JSONObjectUtils.parse(answer.body()).get("detail"));
        assertThat(liquidations.asked()).isEmpty();
    }

    @Test
    void shouldAskForAShorterTimeAboveFiftyThousandRows() {
        rows.clear();
        rows.addAll(LiquidationRows.hours(50_001));

        HttpResponse<String> answer = gateway.get("/api/v1/features?start_date=2024-01-01&end_date=2034-01-01");

        assertEquals(400, answer.statusCode());
        assertThat(answer.body()).contains("more than 50,000 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"features?", "features?format=csv&", "latest_signals?", "liquidations/outcomes?"})
    void shouldAnswerLongTimesPieceByPieceWithTheSame(String question) {
        String days = "start_date=2024-03-01&end_date=";

        HttpResponse<String> pieces = gateway.get("/api/v1/" + question + days + "2034-01-01");
        HttpResponse<String> whole = gateway.get("/api/v1/" + question + days + "2024-03-31");

        assertEquals(200, pieces.statusCode());
        assertThat(pieces.headers().firstValue("transfer-encoding")).hasValue("chunked");
        assertThat(whole.headers().firstValue("transfer-encoding")).isEmpty();
        assertEquals(whole.body().replace("2024-04-01T00", "2034-01-02T00"), pieces.body());
        assertEquals(
                whole.headers().firstValue("content-type"), pieces.headers().firstValue("content-type"));
    }

    @Test
    void shouldSayThatTheStoreCannotBeAsked() {
        liquidations.fail();

        assertEquals(503, gateway.get("/api/v1/features").statusCode());
    }

    @Test
    void shouldAnswerNothingWithoutAStore() throws ParseException {
        try (RunningGateway bare = new RunningGateway()) {
            assertThat(bare.get("/api/v1/features").body()).startsWith("{\"data\":[],");
            assertThat(bare.get("/api/v1/liquidations/health").body()).contains("\"freshness\":\"NO DATA\"");
            assertThat(JSONObjectUtils.parse(
                            bare.get("/api/v1/liquidations/stats").body()))
                    .containsKeys(Liquidations.TABLES.toArray(String[]::new));
        }
    }

    private List<Object> times(String path) throws ParseException {
        return ((List<?>) parse(path).get("data"))
                .stream().map(row -> ApiDocument.cast(row).get("time")).toList();
    }

    private static String row(Map<String, Object> answer, int index) {
        return ((List<?>) answer.get("data")).get(index).toString();
    }

    private Map<String, Object> parse(String path) throws ParseException {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSONObjectUtils.parse(answer.body());
    }
}
