package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.BarState;
import org.millrace.gateway.http.Retirement;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

class MarketTest {
    private static final long NOW = MarketScene.NOW;
    private static final String BTC =
            "\"symbol\":\"BTC-USDT\",\"exchange\":\"simulator\",\"venue_symbol\":\"BTCUSDT\",\"instrument_id\":1";
    private static final String MINUTES =
            "{\"time\":\"2026-01-05T11:5%d:00Z\",\"open\":100.0,\"high\":120.0,\"low\":90.0,"
                    + "\"close\":%s,\"volume\":2.5,\"vwap\":100.25,\"trades\":3}";

    private final MemoryHistory history = new MemoryHistory();
    private final RunningGateway gateway = new RunningGateway(RunningGateway.settings(), history, () -> NOW);
    private final MarketScene scene = new MarketScene(gateway);

    @BeforeEach
    void play() {
        scene.play();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTellTheBook() {
        assertEquals(
                "200 {" + BTC + ",\"stale\":false,\"time\":\"2026-01-05T11:59:58Z\",\"venue_sequence\":41,"
                        + "\"stream_sequence\":1,\"bids\":[[\"100\",\"2\"]],\"asks\":[[\"100.5\",\"0.3\"]]}",
                get("/api/v1/books/BTC-USDT?limit=1"));
    }

    @Test
    void shouldTellTradesPageByPageFromMemoryAndThenTheStore() {
        scene.trade(8, "61687", "1", "11:59:59");
        gateway.publishAndWait();
        history.trades(new History.TradeRow(1, NOW - 60_000_000_000L, 6, 61_600.5, 0.125, "SELL", true));

        List<String> pages = new ArrayList<>();
        String path = "/api/v1/trades/BTC-USDT?limit=1";
        for (String next = ""; next != null; next = next(pages.get(pages.size() - 1))) {
            pages.add(gateway.get(path + (next.isEmpty() ? "" : "&cursor=" + next))
                    .body());
        }

        assertEquals(
                List.of("[8 61687 accepted]", "[7 61686.5 accepted]", "[6 61600.5 suspect]", "[]"),
                pages.stream().map(MarketTest::trades).toList());
        assertEquals(
                List.of(
                        new History.TradesBefore("BTC-USDT", "SIMULATOR", 2, 1),
                        new History.TradesBefore("BTC-USDT", "SIMULATOR", 1, 1)),
                history.tradesAsked());
    }

    @Test
    void shouldTellMinutesFromMemory() {
        scene.bars(2);
        assertEquals(
                "200 {\"data\":[" + MINUTES.formatted(8, "102.5") + ',' + MINUTES.formatted(9, "101.5")
                        + "],\"metadata\":{\"start_time\":\"2026-01-05T11:58:00Z\",\"end_time\":\"2026-01-05T12:00:00Z\","
                        + "\"record_count\":2}}",
                get("/api/v1/candles/BTC-USDT?from=2026-01-05T11:58:00Z"));
        assertEquals(List.of(), history.asked());
    }

    @Test
    void shouldTellAMinuteAsItWasCorrected() {
        scene.bars(2);
        scene.bar(NOW - 60_000_000_000L, 99, BarState.CORRECTED, 1);
        gateway.publishAndWait();

        assertEquals(List.of("102.5", "99.5"), closes("/api/v1/candles/BTC-USDT?from=2026-01-05T11:58:00Z"));
    }

    @Test
    void shouldTellFromTheStoreWhatIsOlderThanMemory() {
        scene.bars(2);
        history.candles(new History.Candle(NOW - 180_000_000_000L, 1, 1, 1, 77, 1, 1, 1));

        assertEquals(
                List.of("77.0", "102.5", "101.5"),
                closes("/api/v1/candles/BTC-USDT?from=2026-01-05T11:00:00Z&limit=3"));
        assertEquals(
                List.of(new History.Span(
                        "BTC-USDT", "SIMULATOR", "1m", NOW - 3_600_000_000_000L, NOW - 120_000_000_000L, 1)),
                history.asked());
    }

    @Test
    void shouldTellMinutesPageByPage() {
        scene.bars(2);
        String first = gateway.get("/api/v1/candles/BTC-USDT?from=2026-01-05T11:58:00Z&limit=1")
                .body();
        String second = gateway.get("/api/v1/candles/BTC-USDT?from=2026-01-05T11:58:00Z&limit=1&cursor=" + next(first))
                .body();

        assertEquals(List.of("101.5"), closesIn(first));
        assertEquals(List.of("102.5"), closesIn(second));
        assertEquals(null, next(second));
    }

    @Test
    void shouldKeepADayOfMinutesAndNoMore() {
        scene.bars(1_500);

        List<String> closes = closes("/api/v1/candles/BTC-USDT?limit=1440");

        assertEquals(1_440, closes.size());
        assertEquals(List.of("1540.5", "101.5"), List.of(closes.get(0), closes.get(1_439)));
        assertEquals(List.of(), history.asked());
        assertEquals(1.0, gateway.metric("cache_hits_total"));
    }

    @Test
    void shouldPutIndicatorsBesideCandles() {
        scene.bars(2);
        String row = get("/api/v1/charts/BTC-USDT?from=2026-01-05T11:59:00Z");

        assertEquals(
                "\"indicators\":{\"rsi_14\":1.0,\"macd\":1.0,\"macd_signal\":1.0,\"macd_hist\":1.0,\"bb_upper\":1.0,"
                        + "\"bb_middle\":1.0,\"bb_lower\":1.0,\"sma_20\":null,\"sma_50\":null,\"ema_12\":1.0,"
                        + "\"ema_26\":1.0,\"volume_sma\":1.0,\"stoch_k\":1.0,\"stoch_d\":1.0,\"atr_14\":1.0,\"obv\":1.0,"
                        + "\"vwap\":1.0,\"wma_20\":1.0}}]",
                row.substring(row.indexOf("\"indicators\""), row.indexOf(",\"metadata\"")));
    }

    @Test
    void shouldTellTheDay() {
        scene.bars(2);
        assertEquals(
                "200 {\"data\":[{" + BTC + ",\"since\":\"2026-01-05T11:58:00Z\",\"open\":100.0,\"high\":120.0,"
                        + "\"low\":90.0,\"last\":101.5,\"change_percent\":1.4999999999999902,\"volume\":5.0,\"trades\":6}],"
                        + "\"metadata\":{\"start_time\":\"2026-01-04T12:00:00Z\",\"end_time\":\"2026-01-05T12:00:00Z\","
                        + "\"record_count\":1}}",
                get("/api/v1/stats"));
    }

    @Test
    void shouldTellInstrumentsPageByPage() {
        gateway.events().definition().instrument(2).send();
        gateway.publishAndWait();

        String first = gateway.get("/api/v1/instruments?limit=1").body();
        String second =
                gateway.get("/api/v1/instruments?limit=1&cursor=" + next(first)).body();

        assertEquals(List.of("1", "2"), List.of(field(first, "instrument_id"), field(second, "instrument_id")));
        assertEquals(null, next(second));
    }

    @ParameterizedTest
    @CsvSource({
        "books/BTC-USDT?limit=1001,     limit is 1 to 1000.",
        "trades/BTC-USDT?limit=x,       limit is 1 to 1000.",
        "trades/BTC-USDT?cursor=%20,    This cursor is none of ours.",
        "trades/BTC-USDT?cursor=AAAAAAAAAAAAAAAAAAAA, This cursor is none of ours.",
        "candles/BTC-USDT?cursor=!,     This cursor is none of ours.",
        "instruments?limit=0,           limit is 1 to 1000.",
        "quality?cursor=!,              This cursor is none of ours.",
    })
    void shouldRefuseWhatIsNoPage(String path, String detail) {
        assertEquals(
                "400 {\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"" + detail + "\"}",
                get("/api/v1/" + path));
    }

    @Test
    void shouldNotSendTwiceWhatAClientHas() {
        scene.bars(2);
        HttpResponse<String> first = gateway.get("/api/v1/candles/BTC-USDT");
        String tag = first.headers().firstValue("etag").orElseThrow();

        HttpResponse<String> same = ask("/api/v1/candles/BTC-USDT", "If-None-Match", "\"x\", " + tag);
        scene.bar(NOW - 60_000_000_000L, 99, BarState.CORRECTED, 1);
        gateway.publishAndWait();
        HttpResponse<String> other = ask("/api/v1/candles/BTC-USDT", "If-None-Match", tag);

        assertEquals(
                List.of("304", "", tag, "200"),
                List.of(
                        Integer.toString(same.statusCode()),
                        same.body(),
                        same.headers().firstValue("etag").orElseThrow(),
                        Integer.toString(other.statusCode())));
    }

    @ParameterizedTest
    @CsvSource({"gzip, true", "'br, gzip;q=0.5', true", "gzip;q=0, false", "br, false"})
    void shouldCompressWhereThatIsWished(String accepted, boolean isCompressed) throws IOException {
        scene.bars(1_000);
        String plain = gateway.get("/api/v1/candles/BTC-USDT?limit=1000").body();

        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/candles/BTC-USDT?limit=1000"))
                .header("Accept-Encoding", accepted)
                .build();
        HttpResponse<byte[]> answer = bytes(request);

        assertEquals(
                isCompressed ? "gzip" : "",
                answer.headers().firstValue("content-encoding").orElse(""));
        assertEquals("accept-encoding", answer.headers().firstValue("vary").orElse(""));
        byte[] body = isCompressed
                ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
                : answer.body();
        assertEquals(plain, new String(body, StandardCharsets.UTF_8));
    }

    @Test
    void shouldNameEachRequest() {
        String first = gateway.get("/api/v1/stats")
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
        String second = gateway.get("/api/v1/nothing")
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();

        assertEquals(next36(first), second);
    }

    @Test
    void shouldSayWhatWillGo() {
        assertEquals(
                Map.of(
                        "Deprecation", "@1767225600",
                        "Sunset", "Thu, 1 Jan 2026 00:00:01 GMT",
                        "Link", "</api/v2/prices>; rel=\"successor-version\""),
                new Retirement(
                                Instant.parse("2026-01-01T00:00:00Z"),
                                Instant.parse("2026-01-01T00:00:01Z"),
                                "/api/v2/prices")
                        .headers());
    }

    private static String next36(String id) {
        int dash = id.lastIndexOf('-');
        return id.substring(0, dash + 1) + Long.toString(Long.parseLong(id.substring(dash + 1), 36) + 1, 36);
    }

    private List<String> closes(String path) {
        return closesIn(gateway.get(path).body());
    }

    private static List<String> closesIn(String body) {
        return rows(body).stream().map(row -> row.get("close").toString()).toList();
    }

    private static String trades(String body) {
        return rows(body).stream()
                .map(row -> row.get("trade_id") + " " + row.get("price") + " " + row.get("standing"))
                .toList()
                .toString();
    }

    private static String field(String body, String name) {
        return rows(body).get(0).get(name).toString();
    }

    private static List<Map<String, Object>> rows(String body) {
        return ((List<?>) parse(body).get("data"))
                .stream().map(ApiDocument::cast).toList();
    }

    /** Returns what leads to the next page, null where there is none. */
    private static String next(String body) {
        return (String) ApiDocument.at(parse(body), "metadata").get("next_cursor");
    }

    private static Map<String, Object> parse(String body) {
        try {
            return JSONObjectUtils.parse(body);
        } catch (ParseException e) {
            throw new IllegalArgumentException(body, e);
        }
    }

    private HttpResponse<String> ask(String path, String header, String value) {
        return gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header(header, value)
                .build());
    }

    private static HttpResponse<byte[]> bytes(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String get(String path) {
        HttpResponse<String> answer = gateway.get(path);
        return answer.statusCode() + " " + answer.body();
    }
}
