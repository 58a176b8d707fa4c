package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.Exports;

class ExportTest {
    private static final long NOW = MarketScene.NOW;
    private static final String TRADES = "/api/v1/exports/trades?symbol=BTC-USDT";

    private final MemoryHistory history = new MemoryHistory();
    private final RunningGateway gateway = new RunningGateway(RunningGateway.settings(), history, () -> NOW);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void define() {
        gateway.events().definition().send();
        gateway.publishAndWait();
    }

    @AfterEach
    void stop() {
        history.written().release();
        gateway.close();
    }

    @Test
    void shouldWriteAFileThatSaysWhereTheNextBegins() {
        history.written().endAt(NOW - 1_000);

        HttpResponse<String> answer = gateway.get("/api/v1/exports/candles?symbol=BTC%2FUSDT&timeframe=5m&format=jsonl"
                + "&from=2026-01-05T11:00:00Z&limit=20000");
        String next = answer.headers().firstValue("x-next-cursor").orElseThrow();
        gateway.get(TRADES + "&cursor=" + next);

        assertEquals(
                List.of(
                        "200",
                        "candles BTC-USDT\n",
                        "application/jsonl",
                        "chunked",
                        "attachment; filename=\"candles-BTC-USDT.jsonl\""),
                Stream.concat(
                                Stream.of(Integer.toString(answer.statusCode()), answer.body()),
                                Stream.of("content-type", "transfer-encoding", "content-disposition")
                                        .map(name -> answer.headers()
                                                .firstValue(name)
                                                .orElse("")))
                        .toList());
        assertEquals(
                List.of(
                        wanted("candles", "5m", NOW - 3_600_000_000_000L, 20_000, Exports.Format.JSONL),
                        wanted("trades", "", NOW - 1_000, 50_000, Exports.Format.CSV)),
                history.written().asked());
    }

    @Test
    void shouldWriteMoreThanFitsIntoAPiece() throws IOException {
        String more = "1234567\n".repeat(100_000);
        history.written().more(more);

        HttpResponse<byte[]> answer =
                bytes(request(TRADES).header("Accept-Encoding", "gzip").build());

        assertEquals("gzip", answer.headers().firstValue("content-encoding").orElse(""));
        assertEquals(
                "trades BTC-USDT\n" + more,
                new String(
                        new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(),
                        StandardCharsets.UTF_8));
    }

    @Test
    void shouldSayThatTheStoreIsGoneAsLongAsNothingIsSent() {
        history.written().fail();

        assertEquals(503, gateway.get(TRADES).statusCode());
    }

    @Test
    void shouldBreakOffWhatCannotBeFinished() {
        history.written().more("1234567\n".repeat(100_000));
        history.written().fail();

        assertThrows(UncheckedIOException.class, () -> gateway.get(TRADES));
    }

    @Test
    void shouldWriteTwoAtOnceAndNoMore() throws Exception {
        history.written().hold();
        List<CompletableFuture<HttpResponse<Void>>> two = Stream.of(1, 2)
                .map(number -> http.sendAsync(request(TRADES).build(), HttpResponse.BodyHandlers.discarding()))
                .toList();
        Awaitility.await().until(() -> history.written().asked().size() == 2);

        int third = gateway.get(TRADES).statusCode();
        history.written().release();

        assertEquals(429, third);
        for (CompletableFuture<HttpResponse<Void>> each : two) {
            assertEquals(200, each.get(90, TimeUnit.SECONDS).statusCode());
        }
        Awaitility.await().until(() -> gateway.get(TRADES).statusCode() == 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit_log?symbol=BTC-USDT                | 404 | There is no such table.",
                "trades                                   | 404 | No instrument has this name.",
                "trades?symbol=NOPE                       | 404 | No instrument has this name.",
                "candles?symbol=BTC-USDT&timeframe=2m     | 400 | Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.",
                "trades?symbol=BTC-USDT&format=xml        | 400 | Formats are csv jsonl parquet.",
                "trades?symbol=BTC-USDT&limit=50001       | 400 | limit is 1 to 50000.",
                "trades?symbol=BTC-USDT&from=x            | 400 | from and to are times, from not after to.",
                "trades?symbol=BTC-USDT&cursor=!          | 400 | This cursor is none of ours.",
            })
    void shouldSayWhatIsWrong(String path, int status, String detail) {
        HttpResponse<String> answer = gateway.get("/api/v1/exports/" + path);

        assertEquals(status, answer.statusCode());
        assertEquals(
                "\"detail\":\"" + detail + "\"}",
                answer.body().substring(answer.body().indexOf("\"detail\"")));
    }

    private static Exports.Wanted wanted(
            String table, String timeframe, long fromNs, int limit, Exports.Format format) {
        return new Exports.Wanted(
                table, "BTC-USDT", "SIMULATOR", timeframe, fromNs, NOW - 1_000, limit, format, Exports.Features.ALL);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    }

    private HttpResponse<byte[]> bytes(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
