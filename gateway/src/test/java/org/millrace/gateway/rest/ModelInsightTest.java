package org.millrace.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.support.AnalyticsEvents;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;
import org.millrace.journal.history.HistoryException;
import org.millrace.journal.history.TrackMeasure;
import org.millrace.journal.history.TrackPeriod;
import org.millrace.journal.history.TrackSpan;

/** Why models say what they say, and what came of it, over REST. */
class ModelInsightTest {
    private static final long NOW = MarketScene.NOW;
    private static final long MINUTE = 60_000_000_000L;
    private static final String EXPLAINED =
            "{\"name\":\"drift-1m\",\"version\":2,\"prediction\":[0.75],\"lacking\":[%s],"
                    + "\"margins\":[{\"of\":\"value\",\"expected\":0.5,\"margin\":%s}],"
                    + "\"features\":[{\"feature\":\"a\",\"value\":%s,\"contributions\":[%3$s]},"
                    + "{\"feature\":\"b\",\"value\":%s,\"contributions\":[0.25]}]}";

    private final MemoryHistory history = new MemoryHistory();
    private final RunningGateway gateway = new RunningGateway(RunningGateway.settings(), history, () -> NOW);
    private final FeatureMessages features = new AnalyticsEvents(gateway).features();

    @BeforeEach
    void play() {
        gateway.events().definition().send();
        gateway.events().definition().names("ETHUSDT", "ETH-USDT").instrument(2).send();
        features.define(1, 1, "main", "a", "b")
                .at(NOW - MINUTE)
                .features(1, 1, NOW - 2 * MINUTE, 3, 4)
                .at(NOW)
                .features(1, 1, NOW - MINUTE, 1.5, Double.NaN);
        features.status(7, 1, "drift-1m", ModelState.PROMOTED).status(7, 2, "drift-1m", ModelState.SHADOW);
        gateway.publishAndWait();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldExplainGivenFeatures() {
        assertEquals(EXPLAINED.formatted("\"b\"", "2.25", "1.5", "null"), explained("values=1.5,NaN"));
    }

    @Test
    void shouldExplainTheNewestFeaturesOfAnInstrument() {
        assertEquals(EXPLAINED.formatted("\"b\"", "2.25", "1.5", "null"), explained("symbol=BTC-USDT"));
    }

    @Test
    void shouldExplainTheBarThatHadEndedByATimeFromMemoryAndFromTheStore() {
        history.features(new History.FeatureTable(
                List.of("a", "b"),
                List.of(new History.FeatureRow(NOW - 90 * MINUTE, NOW - 89 * MINUTE, List.of(8.0, 9.0)))));

        assertEquals(
                EXPLAINED.formatted("", "3.75", "3.0", "4.0"),
                explained("symbol=BTC-USDT&as_of=2026-01-05T11:59:59.999Z"));
        assertEquals(List.of(), history.featuresAsked());
        assertEquals(
                EXPLAINED.formatted("", "8.75", "8.0", "9.0"), explained("symbol=BTC-USDT&as_of=2026-01-05T10:31:00Z"));
        assertEquals(
                List.of(new History.FeatureSpan(
                        new History.Span("BTC-USDT", "SIMULATOR", "1m", NOW - 92 * MINUTE, NOW - 90 * MINUTE + 1, 1),
                        "main",
                        1,
                        Long.MAX_VALUE)),
                history.featuresAsked());
    }

    @Test
    void shouldShowTheReportUnderAPolicyOfItsOwn() {
        HttpResponse<String> report = gateway.get("/api/v1/models/drift-1m/1/report");

        assertEquals("200 <p>1</p>", report.statusCode() + " " + report.body());
        assertThat(report.headers().allValues("content-security-policy")).containsExactly("default-src 'none'");
        assertThat(report.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(report.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    }

    @Test
    void shouldLayWhatCameOfVersionsBesideEachOther() {
        history.trackRecord(
                period(0, Map.of(TrackMeasure.PREDICTIONS, 3.0, TrackMeasure.JUDGED, 2.0, TrackMeasure.ERROR, 0.5)),
                period(30, Map.of(TrackMeasure.PREDICTIONS, 1.0, TrackMeasure.VALUE, 2.0)));

        String body = gateway.get("/api/v1/models/drift-1m/track-record?from=2026-01-05T11:00:00Z&periods=2")
                .body();

        String of =
                "\"target\":\"return\",\"timeframe\":\"1m\",\"horizon_seconds\":300,\"cost\":0.0,\"volatility\":0.0,"
                        + "\"shadow_predictions\":0,\"predictions\":4,\"judged\":2,\"hit_rate\":null,\"mean_absolute_error\":0.25,"
                        + "\"commonest_rate\":null,\"mean_absolute_move\":0.0,\"mean_down\":null,\"mean_neutral\":null,"
                        + "\"mean_up\":null,\"mean_value\":0.5,\"compared\":0,\"agreement\":null,\"compared_judged\":0,"
                        + "\"compared_hit_rate\":null,\"promoted_hit_rate\":null,\"compared_mean_absolute_error\":null,"
                        + "\"promoted_mean_absolute_error\":null,\"periods\":[{\"time\":\"2026-01-05T11:00:00Z\","
                        + "\"predictions\":3,\"judged\":2,\"hit_rate\":null,\"mean_absolute_error\":0.25},"
                        + "{\"time\":\"2026-01-05T11:30:00Z\",\"predictions\":1,\"judged\":0,\"hit_rate\":null,"
                        + "\"mean_absolute_error\":null}]}";
        assertEquals(
                "{\"data\":[{\"version\":1,\"role\":\"promoted\"," + of + ",{\"version\":2,\"role\":\"shadow\"," + of
                        + "],\"metadata\":{\"start_time\":\"2026-01-05T11:00:00Z\",\"end_time\":\"2026-01-05T12:00:00Z\","
                        + "\"record_count\":2}}",
                body);
    }

    @Test
    void shouldTellTheStoreWhatWasForetoldAndShowHitsOfDirections() {
        history.trackRecord(period(
                0,
                Map.of(
                        TrackMeasure.PREDICTIONS, 10.0,
                        TrackMeasure.UP, 4.0,
                        TrackMeasure.JUDGED, 8.0,
                        TrackMeasure.HITS, 2.0,
                        TrackMeasure.WENT_DOWN, 6.0,
                        TrackMeasure.WENT_UP, 2.0,
                        TrackMeasure.COMPARED, 5.0,
                        TrackMeasure.AGREED, 4.0,
                        TrackMeasure.COMMON, 4.0,
                        TrackMeasure.PROMOTED_HITS, 3.0)));

        String body = gateway.get("/api/v1/models/network/track-record?symbol=BTC-USDT&from=2026-01-05T11:00:00Z")
                .body();

        assertThat(body)
                .contains("\"cost\":0.001,\"volatility\":0.5", "\"hit_rate\":0.25", "\"commonest_rate\":0.75")
                .contains("\"mean_up\":0.4", "\"agreement\":0.8", "\"promoted_hit_rate\":0.75")
                .contains("\"role\":\"none\"");
        assertEquals(
                List.of(new TrackSpan(
                        8,
                        1,
                        60,
                        new TrackSpan.Label(true, 5, 0.001, 0.5),
                        "BTC-USDT",
                        "SIMULATOR",
                        NOW - 60 * MINUTE,
                        NOW,
                        1)),
                history.tracksAsked());
    }

    @Test
    void shouldNotShowWhatBecameOfInstrumentsThatSomebodyMayNotSee(@TempDir Path folder) {
        Credentials credentials = new Credentials(folder);
        String ann = credentials
                .key("ann", Role.VIEWER, Credentials.of("BTC-USDT", "*"), null)
                .text()
                .text();
        try (RunningGateway guarded = new RunningGateway(
                RunningGateway.settings().edit().access(credentials.settings()).build(), history)) {
            guarded.events().definition().send();
            guarded.events()
                    .definition()
                    .names("ETHUSDT", "ETH-USDT")
                    .instrument(2)
                    .send();
            guarded.publishAndWait();
            String path = "/api/v1/models/drift-1m/track-record";

            assertEquals(400, guarded.status(path, ann));
            assertEquals(400, guarded.status(path + "?symbol=ETH-USDT", ann));
            assertEquals(200, guarded.status(path + "?symbol=BTC-USDT", ann));
        }
    }

    @Test
    void shouldSayThatTheStoreCannotBeAsked() {
        history.fail(new HistoryException("gone", null));

        assertEquals(503, gateway.get("/api/v1/models/drift-1m/track-record").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    drift-1m/2/report                                      | 404 | There is no report: the version comes from elsewhere.
                    drift-1m/9/report                                      | 404 | model drift-1m: no version 9.
                    drift-1m/1/explain                                     | 400 | symbol is missing.
                    drift-1m/1/explain?values=a                            | 400 | values are numbers with commas between them, NaN where nothing is known.
                    drift-1m/1/explain?values=1                            | 400 | The model wants 2 values, not 1.
                    drift-1m/1/explain?symbol=NOPE                         | 400 | symbol names no instrument that you may see.
                    drift-1m/1/explain?symbol=ETH-USDT                     | 404 | There are no such features of ETH-USDT.
                    drift-1m/1/explain?symbol=ETH-USDT&as_of=2026-01-01T00:00:00Z | 404 | There are no such features of ETH-USDT.
                    drift-1m/1/explain?symbol=BTC-USDT&as_of=then          | 400 | as_of is a time.
                    drift-1m/9/explain?symbol=BTC-USDT                     | 404 | model drift-1m: no version 9.
                    network/1/explain?symbol=BTC-USDT                      | 409 | What ONNX Runtime evaluates cannot be explained.
                    none/track-record                                      | 404 | There is no such model.
                    drift-1m/track-record?from=2026-01-05T12:00:00Z        | 400 | from and to are times, from before to.
                    drift-1m/track-record?to=soon                          | 400 | from and to are times, from before to.
                    drift-1m/track-record?periods=501                      | 400 | periods is 1 to 500.
                    drift-1m/track-record?symbol=NOPE                      | 400 | symbol names no instrument that you may see.
                    drift-1m/track-record?from=2020-01-01T00:00:00Z        | 400 | The span has 3162960 bars of 1m, 600000 at most: ask for a shorter one.
                    """)
    void shouldSayWhatIsWrong(String path, int status, String detail) {
        HttpResponse<String> answer = gateway.get("/api/v1/models/" + path);

        assertEquals(
                status + " true",
                answer.statusCode() + " " + answer.body().contains("\"" + detail + "\""),
                answer::body);
    }

    private String explained(String query) {
        return gateway.get("/api/v1/models/drift-1m/2/explain?" + query).body();
    }

    private static TrackPeriod period(int minute, Map<TrackMeasure, Double> sums) {
        return new TrackPeriod(NOW - (60 - minute) * MINUTE, sums);
    }
}
