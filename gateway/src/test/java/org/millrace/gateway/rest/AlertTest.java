package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.gateway.support.RunningGateway;

/** Alerts of a gateway that has no engine to obey its commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertTest {
    private static final String ALERT = "{\"id\":1,\"user\":\"local\",\"name\":\"high\",\"condition\":\"price_above\","
            + "\"symbol\":\"BTC-USDT\",\"exchange\":\"simulator\",\"venue_symbol\":\"BTCUSDT\",\"instrument_id\":1,"
            + "\"threshold\":100.0,\"left\":\"price\",\"comparison\":\"above\",\"window_seconds\":0.0,\"account\":0,"
            + "\"one_time\":false,\"cooldown_seconds\":0.0,\"channels\":[],\"target\":\"desk\",\"active\":true,"
            + "\"state\":\"active\",\"created\":\"2026-01-05T12:00:00Z\",\"last_triggered\":null,\"triggers\":0,"
            + "\"silence_from\":null,\"silence_until\":null,"
            + "\"quiet_hours\":{\"days\":[\"sat\",\"sun\"],\"from\":\"22:00\",\"until\":\"01:30\"}}";

    private final RunningGateway gateway =
            new RunningGateway(RunningGateway.settings(), new MemoryHistory(), () -> MarketScene.NOW);

    @BeforeAll
    void play() {
        new MarketScene(gateway).play();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTellAlertsAndWhenTheyFired() {
        assertEquals("200 " + ALERT, text(gateway.get("/api/v1/alerts/1")));
        assertTrue(text(gateway.get("/api/v1/alerts")).startsWith("200 {\"data\":[" + ALERT + "],"));
        assertTrue(text(gateway.get("/api/v1/alerts/1/history")).contains("\"value\":101.0,\"bound\":100.0"));
        assertEquals(1, gateway.metric("alerts_fired_total"));
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/alerts/2", "/api/v1/alerts/x", "/api/v1/alerts/2/history"})
    void shouldKnowNoOtherAlert(String path) {
        assertEquals(404, gateway.get(path).statusCode());
    }

    @Test
    void shouldSayThatTheEngineDoesNotAnswer() {
        HttpResponse<String> answer =
                send("POST", "", "{'condition':'price_above','symbol':'BTC-USDT','threshold':100}");

        assertEquals(503, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse(""));
        assertEquals(503, send("DELETE", "/1", "").statusCode());
        assertEquals(503, send("PUT", "/1/silence", "{}").statusCode());
    }

    @Test
    void shouldTellWhatCouldNotBeToldAndHaveItSentAgain() {
        gateway.notices().add(1, "local", "answered with status 404");

        String letter =
                "{\"id\":\"1-7-k-webhook\",\"key\":\"1-7-k\",\"alert_id\":1,\"user\":\"local\",\"target\":\"desk\","
                        + "\"channel\":\"webhook\",\"time\":\"1970-01-01T00:00:00Z\",\"reason\":\"answered with status 404\"}";
        assertTrue(text(gateway.get("/api/v1/alerts/dead-letters")).startsWith("200 {\"data\":[" + letter + "],"));
        assertEquals("202 " + letter, text(send("POST", "/dead-letters/1-7-k-webhook/retry", "")));
        assertEquals(404, send("POST", "/dead-letters/1-7-k-webhook/retry", "").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|condition is one of",
                "[]|The body is to be one JSON object.",
                "{'condition'|The body is not JSON.",
                "{'condition':'price_above','condition':'spread'}|The body is not JSON.",
                "{'condition':'price_above','colour':'red'}|No member has the name",
                "{'condition':'price_above','symbol':'BTC-USDT'}|threshold is missing.",
                "{'condition':'price_above','threshold':1}|symbol is missing.",
                "{'condition':'rsi_below','symbol':'BTC-USDT','threshold':30}|timeframe is missing.",
                "{'condition':'feed_stale'}|symbol is missing.",
                "{'condition':'comparison','threshold':1}|left is missing.",
                "{'condition':'price_above','symbol':'NOPE','threshold':1}|symbol names no instrument",
                "{'condition':'price_above','symbol':'BTC-USDT','threshold':1e999}|threshold is to be a number.",
                "{'condition':'rsi_above','symbol':'BTC-USDT','threshold':70,'timeframe':'7m'}|Timeframes are",
                "{'condition':'price_above','symbol':'BTC-USDT','threshold':1,'channels':['email'],'target':'x'}|target is to name",
                "{'condition':'price_above','symbol':'BTC-USDT','threshold':1,'channels':['pigeon']}|channels is one of",
                "{'condition':'price_above','symbol':'BTC-USDT','threshold':1,'name':'a\\nb'}|name is to be a text",
                "{'condition':'price_above','symbol':'BTC-USDT','threshold':1,'name':'123456789012345678901234567890123'}|name has 32 bytes",
                "{'condition':'price_above','symbol':'BTC-USDT','threshold':1,'one_time':false,'cooldown_seconds':0}|cooldown_seconds is 1 or more",
                "{'condition':'price_above','symbol':'BTC-USDT','threshold':1,'quiet_hours':{'from':'25:00'}}|Quiet hours"
            })
    void shouldSayWhatIsWrong(String body, String detail) {
        HttpResponse<String> answer = send("POST", "", body);

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"detail\":\"" + detail), answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return gateway.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/alerts" + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build());
    }

    private static String text(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body();
    }
}
