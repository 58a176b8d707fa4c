package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;
import org.millrace.journal.history.HistoryException;

class RestTest {
    private static final long NOW = EventBuilder.nanos("12:00:00");
    private static final String NO_SPAN =
            "\"metadata\":{\"start_time\":\"2026-01-05T12:00:00Z\",\"end_time\":\"2026-01-05T12:00:00Z\",\"record_count\":";
    private static final String BTC =
            "\"symbol\":\"BTC-USDT\",\"exchange\":\"simulator\",\"venue_symbol\":\"BTCUSDT\"," + "\"instrument_id\":1";

    private final MemoryHistory history = new MemoryHistory();
    private final RunningGateway gateway = new RunningGateway(RunningGateway.settings(), history, () -> NOW);
    private final MarketScene scene = new MarketScene(gateway);

    @BeforeEach
    void define() {
        gateway.events().definition().send();
        gateway.publishAndWait();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/health", "/api/health"})
    void shouldTellThatItLives(String path) {
        assertEquals(
                "200 {\"status\":\"ok\",\"time\":\"2026-01-05T12:00:00Z\",\"epoch\":0,\"instruments\":1}", get(path));
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/instruments", "/api/v1/symbols"})
    void shouldListInstruments(String path) {
        assertEquals(
                "200 {\"data\":[{" + BTC
                        + ",\"price_exponent\":-8,\"quantity_exponent\":-8,\"asset_class\":\"CRYPTO\"}]," + NO_SPAN
                        + "1}}",
                get(path));
    }

    @ParameterizedTest
    @CsvSource({"BTC-USDT", "simulator:BTC-USDT", "simulator%3ABTC-USDT", "BTCUSDT"})
    void shouldTellPrices(String symbol) {
        gateway.events()
                .trade()
                .id(7)
                .price("61686.5")
                .quantity("0.25")
                .at("11:59:58")
                .send();
        scene.top();
        gateway.publishAndWait();

        assertEquals(
                "200 {" + BTC + ",\"price\":\"61686.5\",\"quantity\":\"0.25\",\"side\":\"BUY\",\"trade_id\":7,"
                        + "\"time\":\"2026-01-05T11:59:58Z\",\"book\":{\"state\":\"LIVE\",\"bid_price\":\"100\","
                        + "\"bid_quantity\":\"2\",\"ask_price\":\"100.5\",\"ask_quantity\":\"0.3\",\"spread\":\"0.5\","
                        + "\"mid\":100.25}}",
                get("/api/v1/prices/" + symbol));
    }

    @Test
    void shouldTellScores() {
        scene.score();
        gateway.publishAndWait();

        assertEquals(
                "200 {\"data\":[{" + BTC + ",\"quality_score\":0.99,\"accepted\":990,\"invalid\":1,\"duplicates\":2,"
                        + "\"out_of_order\":3,\"too_old\":4,\"gaps\":5,\"crossed\":6,\"anomalies\":7,"
                        + "\"book_agreements\":8,\"book_disagreements\":9,\"book_score\":0.9,\"book_lost_seconds\":1.5,\"time\":\"2026-01-05T11:00:00Z\"}],"
                        + NO_SPAN + "1}}",
                get("/api/v1/quality"));
    }

    @Test
    void shouldTellTheStateOfFeeds() {
        gateway.events()
                .feedStatus()
                .of(FeedStream.BOOK, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED)
                .at("11:00:00")
                .send();
        gateway.publishAndWait();

        assertEquals(
                "200 {\"data\":[{\"exchange\":\"simulator\",\"connection\":0,\"instrument_id\":1,\"stream\":\"BOOK\","
                        + "\"state\":\"LIVE\",\"reason\":\"SNAPSHOT_APPLIED\",\"since\":\"2026-01-05T11:00:00Z\"}],"
                        + NO_SPAN + "1}}",
                get("/api/v1/feeds"));
    }

    @Test
    void shouldTellCandles() {
        history.candles(new History.Candle(EventBuilder.nanos("11:00:00"), 1, 2.5, 0.5, Double.NaN, 10, 1.25, 3));

        assertEquals(
                "200 {\"data\":[{\"time\":\"2026-01-05T11:00:00Z\",\"open\":1.0,\"high\":2.5,\"low\":0.5,\"close\":null,"
                        + "\"volume\":10.0,\"vwap\":1.25,\"trades\":3}],\"metadata\":{\"start_time\":"
                        + "\"2026-01-05T10:00:00Z\",\"end_time\":\"2026-01-05T11:30:00Z\",\"record_count\":1}}",
                get("/api/v1/candles/BTC-USDT?timeframe=5m&from=2026-01-05T10:00:00Z&to="
                        + EventBuilder.nanos("11:30:00") / 1_000_000 + "&limit=10000"));
        assertEquals(
                List.of(new History.Span(
                        "BTC-USDT",
                        "SIMULATOR",
                        "5m",
                        EventBuilder.nanos("10:00:00"),
                        EventBuilder.nanos("11:30:00"),
                        10_000)),
                history.asked());
    }

    @Test
    void shouldAskForTheNewestMinutesWhereNothingIsSaid() {
        assertEquals(
                "200 {\"data\":[],\"metadata\":{\"start_time\":\"1970-01-01T00:00:00Z\","
                        + "\"end_time\":\"2026-01-05T12:00:00Z\",\"record_count\":0}}",
                get("/api/v1/candles/BTC-USDT"));
        assertEquals(List.of(new History.Span("BTC-USDT", "SIMULATOR", "1m", 0, NOW, 500)), history.asked());
    }

    @Test
    void shouldTellIndicators() {
        List<Double> values = new ArrayList<>(Collections.nCopies(18, 2.5));
        values.set(0, Double.NaN);
        history.indicators(new History.IndicatorRow(EventBuilder.nanos("11:00:00"), values));

        assertEquals(
                "200 {\"data\":[{\"time\":\"2026-01-05T11:00:00Z\",\"rsi_14\":null,\"macd\":2.5,\"macd_signal\":2.5,"
                        + "\"macd_hist\":2.5,\"bb_upper\":2.5,\"bb_middle\":2.5,\"bb_lower\":2.5,\"sma_20\":2.5,"
                        + "\"sma_50\":2.5,\"ema_12\":2.5,\"ema_26\":2.5,\"volume_sma\":2.5,\"stoch_k\":2.5,"
                        + "\"stoch_d\":2.5,\"atr_14\":2.5,\"obv\":2.5,\"vwap\":2.5,\"wma_20\":2.5}],"
                        + "\"metadata\":{\"start_time\":\"1970-01-01T00:00:00Z\","
                        + "\"end_time\":\"2026-01-05T12:00:00Z\",\"record_count\":1}}",
                get("/api/v1/indicators/BTC-USDT?timeframe=1h"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "candles/NOPE                             | 404 | Not Found   | No instrument has this name.",
                "indicators/NOPE                          | 404 | Not Found   | No instrument has this name.",
                "prices/NOPE                              | 404 | Not Found   | No instrument has this name.",
                "prices/BTC-USDT                          | 404 | Not Found   | There is no price yet.",
                "prices                                   | 404 | Not Found   | There is nothing here.",
                "prices/BTC/USDT                          | 404 | Not Found   | There is nothing here.",
                "prices/BTC%2FUSDT                        | 400 | Bad Request | The request is malformed.",
                "candles/BTC-USDT?timeframe=2m            | 400 | Bad Request | Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.",
                "candles/BTC-USDT?from=yesterday          | 400 | Bad Request | from and to are times, from not after to.",
                "candles/BTC-USDT?to=99999999999999999999 | 400 | Bad Request | from and to are times, from not after to.",
                "candles/BTC-USDT?from=2000&to=1000       | 400 | Bad Request | from and to are times, from not after to.",
                "indicators/BTC-USDT?limit=0              | 400 | Bad Request | limit is 1 to 10000.",
                "indicators/BTC-USDT?limit=10001          | 400 | Bad Request | limit is 1 to 10000.",
                "indicators/BTC-USDT?limit=-1             | 400 | Bad Request | limit is 1 to 10000.",
            })
    void shouldSayWhatIsWrong(String path, int status, String title, String detail) {
        HttpResponse<String> answer = gateway.get("/api/v1/" + path);

        assertEquals(problem(status, title, detail), answer.statusCode() + " " + answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse(""));
    }

    @Test
    void shouldSayThatTheStoreIsGone() {
        history.fail(new HistoryException("gone", null));

        assertEquals(
                problem(503, "Service Unavailable", "The store cannot be asked now."), get("/api/v1/candles/BTC-USDT"));
    }

    @Test
    void shouldSayThatItFailed() {
        history.fail(new IllegalStateException("a fault"));

        assertEquals(
                problem(500, "Internal Server Error", "The request could not be answered."),
                get("/api/v1/indicators/BTC-USDT"));
    }

    private static String problem(int status, String title, String detail) {
        return status + " {\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + detail + "\"}";
    }

    private String get(String path) {
        HttpResponse<String> answer = gateway.get(path);
        return answer.statusCode() + " " + answer.body();
    }
}
