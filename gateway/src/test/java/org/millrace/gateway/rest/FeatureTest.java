package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.gateway.support.AnalyticsEvents;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.History;

class FeatureTest {
    private static final long NOW = MarketScene.NOW;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final String ROW = "{\"time\":\"2026-01-05T11:59:00Z\",\"known_at\":\"2026-01-05T12:00:00Z\","
            + "\"values\":{\"returns_1\":null,\"rsi_zone\":-1.0,\"hour\":11.0}}";
    private static final String OLDER = "{\"time\":\"2026-01-05T11:5%d:00Z\",\"known_at\":\"2026-01-05T11:5%d:00Z\","
            + "\"values\":{\"returns_1\":%s,\"rsi_zone\":0.0,\"hour\":11.0}}";

    private final MemoryHistory history = new MemoryHistory();
    private final RunningGateway gateway = new RunningGateway(RunningGateway.settings(), history, () -> NOW);
    private final FeatureMessages features = new AnalyticsEvents(gateway).features();

    @BeforeEach
    void play() {
        new MarketScene(gateway).play();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTellTheSetsThatAreDeclared() {
        features.define(2, 7, "other", "gap").define(3, 1, "gone", "gap").end(3, 1, "gone");
        gateway.publishAndWait();

        assertEquals(
                "200 {\"data\":[{\"id\":1,\"name\":\"main\",\"version\":1,\"benchmark\":null,\"timeframes\":[\"1m\"],"
                        + "\"features\":[\"returns_1\",\"rsi_zone\",\"hour\"]},"
                        + "{\"id\":2,\"name\":\"other\",\"version\":7,\"benchmark\":null,\"timeframes\":[\"1m\"],"
                        + "\"features\":[\"gap\"]}],\"metadata\":{\"start_time\":\"2026-01-05T12:00:00Z\","
                        + "\"end_time\":\"2026-01-05T12:00:00Z\",\"record_count\":2}}",
                get("/api/v1/feature-sets"));
    }

    @Test
    void shouldTellTheNewestOfEachSetWithItsAge() {
        features.define(2, 7, "other", "gap").at(NOW - MINUTE).features(2, 7, NOW - 2 * MINUTE, 0.5);
        gateway.publishAndWait();
        String of =
                "\"symbol\":\"BTC-USDT\",\"exchange\":\"simulator\",\"venue_symbol\":\"BTCUSDT\",\"instrument_id\":1,";

        assertEquals(
                "200 [{" + of + "\"set\":\"main\",\"version\":1,\"timeframe\":\"1m\",\"age_seconds\":0.0,"
                        + ROW.substring(1) + ",{" + of
                        + "\"set\":\"other\",\"version\":7,\"timeframe\":\"1m\",\"age_seconds\":60.0,"
                        + "\"time\":\"2026-01-05T11:58:00Z\",\"known_at\":\"2026-01-05T11:59:00Z\","
                        + "\"values\":{\"gap\":0.5}}]",
                rows("/api/v1/features/BTC-USDT"));
        assertEquals(
                "200 [{" + of + "\"set\":\"main\",\"version\":1,\"timeframe\":\"1m\",\"age_seconds\":0.0,"
                        + ROW.substring(1) + "]",
                rows("/api/v1/features/BTC-USDT?set=main"));
    }

    @Test
    void shouldTellASpanFromMemoryWhereItGoesBackThatFar() {
        assertEquals("200 [" + ROW + "]", rows("/api/v1/features/BTC-USDT?timeframe=1m&from=2026-01-05T11:59:00Z"));
        assertEquals(List.of(), history.featuresAsked());
    }

    @Test
    void shouldTellFromTheStoreWhatIsOlder() {
        history.features(stored(row(2, 0.25)));

        assertEquals(
                "200 [" + OLDER.formatted(8, 9, "0.25") + "," + ROW + "]",
                rows("/api/v1/features/BTC-USDT?timeframe=1m&set=main&from=2026-01-05T11:00:00Z&limit=5"));
        assertEquals(
                List.of(new History.FeatureSpan(
                        new History.Span("BTC-USDT", "SIMULATOR", "1m", NOW - 60 * MINUTE, NOW - MINUTE, 4),
                        "main",
                        1,
                        Long.MAX_VALUE)),
                history.featuresAsked());
    }

    @Test
    void shouldShowOnlyWhatWasKnownAtATime() {
        history.features(stored(row(2, 0.25)));

        assertEquals(
                "200 [" + OLDER.formatted(8, 9, "0.25") + "]",
                rows("/api/v1/features/BTC-USDT?timeframe=1m&set=main&as_of=2026-01-05T11:59:59Z"));
        assertEquals(NOW - 1_000_000_000L, history.featuresAsked().get(0).knownByNs());
    }

    @Test
    void shouldKnowARowNoSoonerThanWhatClosedItsBarHadArrived() {
        features.at(NOW, NOW + 2 * SECOND).features(1, 1, NOW - MINUTE, 0.5, 0, 11);
        gateway.publishAndWait();
        String path =
                "/api/v1/features/BTC-USDT?timeframe=1m&set=main&from=2026-01-05T11:59:00Z&as_of=2026-01-05T12:00:0";

        assertEquals("200 []", rows(path + "1Z"));
        assertEquals(
                "200 [{\"time\":\"2026-01-05T11:59:00Z\",\"known_at\":\"2026-01-05T12:00:02Z\","
                        + "\"values\":{\"returns_1\":0.5,\"rsi_zone\":0.0,\"hour\":11.0}}]",
                rows(path + "2Z"));
    }

    @Test
    void shouldTellPageByPage() {
        String path = "/api/v1/features/BTC-USDT?timeframe=1m&from=2026-01-05T11:00:00Z&limit=1";
        String first = gateway.get(path).body();
        history.features(stored(row(2, 0.25)));
        String cursor = first.replaceAll("(?s).*\"next_cursor\":\"([^\"]*)\".*", "$1");

        assertEquals("200 [" + OLDER.formatted(8, 9, "0.25") + "]", rows(path + "&cursor=" + cursor));
        assertEquals(NOW - MINUTE, history.featuresAsked().get(0).span().toNs());
    }

    @Test
    void shouldTellOfAVersionThatIsNotDeclaredFromTheStoreAlone() {
        history.features(new History.FeatureTable(
                List.of("old_1"), List.of(new History.FeatureRow(NOW - MINUTE, NOW, List.of(7.5)))));

        assertEquals(
                "200 [{\"time\":\"2026-01-05T11:59:00Z\",\"known_at\":\"2026-01-05T12:00:00Z\","
                        + "\"values\":{\"old_1\":7.5}}]",
                rows("/api/v1/features/BTC-USDT?timeframe=1m&set=past&version=3"));
    }

    @Test
    void shouldKeepFiveMinutesAndReplaceARowThatIsToldAgain() {
        for (int minute = 0; minute < 8; minute++) {
            features.at(NOW + minute * MINUTE).features(1, 1, NOW + (minute - 1) * MINUTE, minute, 0, 0);
        }
        features.at(NOW + 8 * MINUTE).features(1, 1, NOW + 6 * MINUTE, 99, 0, 0);
        gateway.publishAndWait();

        String body = gateway.get(
                        "/api/v1/features/BTC-USDT?timeframe=1m&from=2026-01-05T12:02:00Z&to=2026-01-05T12:30:00Z")
                .body();

        assertEquals(
                List.of("3.0", "4.0", "5.0", "6.0", "99.0"),
                body.lines()
                        .flatMap(line -> Pattern.compile("\"returns_1\":([0-9.]+)")
                                .matcher(line)
                                .results())
                        .map(found -> found.group(1))
                        .toList());
        assertEquals(List.of(), history.featuresAsked());
    }

    @Test
    void shouldTellWhatEachModelSaysNow() {
        assertEquals(
                "200 [{\"sequence\":%d,\"model\":5,\"name\":\"trend\",\"version\":2,\"shadow\":false,"
                                .formatted(sequence(5))
                        + "\"timeframe\":\"1m\",\"horizon\":\"5m\",\"down\":0.25,\"neutral\":0.25,\"up\":0.5,\"value\":null,"
                        + "\"time\":\"2026-01-05T12:00:00Z\"},"
                        + "{\"sequence\":%d,\"model\":6,\"name\":null,\"version\":1,\"shadow\":true,"
                                .formatted(sequence(6))
                        + "\"timeframe\":\"1m\",\"horizon\":\"5m\",\"down\":0.5,\"neutral\":0.25,\"up\":0.25,\"value\":null,"
                        + "\"time\":\"2026-01-05T12:00:00Z\"}]",
                rows("/api/v1/predictions/BTC-USDT"));
    }

    @Test
    void shouldTellPredictionsOfASpanPageByPage() {
        history.predictions(said(7), said(9));
        String path = "/api/v1/predictions/BTC-USDT?from=2026-01-05T11:00:00Z&limit=1";

        String first = gateway.get(path).body();
        String cursor = first.replaceAll("(?s).*\"next_cursor\":\"([^\"]*)\".*", "$1");
        String second = gateway.get(path + "&cursor=" + cursor).body();

        assertEquals(List.of(true, true), List.of(first.contains("\"sequence\":9"), second.contains("\"sequence\":7")));
        assertEquals(
                new History.PredictionsBefore("BTC-USDT", "SIMULATOR", NOW - 60 * MINUTE, NOW, 9, 1),
                history.predictionsAsked().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "features/BTC-USDT?timeframe=2m,                    Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.",
        "features/BTC-USDT?timeframe=5m,                    'No set is declared for this timeframe; name one, and its version.'",
        "features/BTC-USDT?timeframe=1m&set=none,           'No set of this name is declared now; of one that was, name the version.'",
        "features/BTC-USDT?timeframe=1m&set=%27,            set is the name of a feature set.",
        "features/BTC-USDT?timeframe=1m&set=main&version=x, version is to be a whole number.",
        "features/BTC-USDT?timeframe=1m&version=1,          'version and as_of are of a set, which is missing.'",
        "features/BTC-USDT?timeframe=1m&set=main&as_of=x,   as_of is a time.",
        "features/BTC-USDT?timeframe=1m&limit=0,            limit is 1 to 10000.",
        "features/BTC-USDT?timeframe=1m&cursor=!,           This cursor is none of ours.",
        "predictions/BTC-USDT?from=x,                       'from and to are times, from not after to.'",
        "exports/ml_features?symbol=BTC-USDT&set=none,      'No set of this name is declared now; of one that was, name the version.'",
    })
    void shouldSayWhatIsWrongWithAQuestion(String path, String detail) {
        assertEquals(
                "400 {\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"" + detail + "\"}",
                get("/api/v1/" + path));
    }

    @Test
    void shouldExportAVersionOfASetAsItWasKnown() {
        gateway.get("/api/v1/exports/ml_features?symbol=BTC-USDT&timeframe=1m&set=main&as_of=2026-01-05T11:00:00Z");
        gateway.get("/api/v1/exports/ml_features?symbol=BTC-USDT");
        gateway.get("/api/v1/exports/predictions?symbol=BTC-USDT");

        assertEquals(
                List.of(
                        "ml_features 1m " + new Exports.Features("main", 1, NOW - 60 * MINUTE),
                        "ml_features 1m " + Exports.Features.ALL,
                        "predictions  " + Exports.Features.ALL),
                history.written().asked().stream()
                        .map(wanted -> wanted.table() + ' ' + wanted.timeframe() + ' ' + wanted.features())
                        .toList());
    }

    private static History.FeatureTable stored(History.FeatureRow... rows) {
        return new History.FeatureTable(List.of("returns_1", "rsi_zone", "hour"), List.of(rows));
    }

    private static History.FeatureRow row(int minutesAgo, double value) {
        return new History.FeatureRow(
                NOW - minutesAgo * MINUTE, NOW - (minutesAgo - 1) * MINUTE, List.of(value, 0.0, 11.0));
    }

    private static History.PredictionRow said(long sequence) {
        return new History.PredictionRow(sequence, NOW - MINUTE, 5, 2, "1m", "5m", 0.25, 0.25, 0.5, Double.NaN, false);
    }

    /** Returns the sequence that a model's prediction has, which is the scene's. */
    private long sequence(int model) {
        String body = gateway.get("/api/v1/predictions/BTC-USDT").body();
        return Long.parseLong(body.replaceAll(".*\"sequence\":(\\d+),\"model\":" + model + ",.*", "$1"));
    }

    private String rows(String path) {
        return get(path).replaceAll("\\{\"data\":(.*),\"metadata\":.*", "$1");
    }

    private String get(String path) {
        HttpResponse<String> answer = gateway.get(path);
        return answer.statusCode() + " " + answer.body();
    }
}
