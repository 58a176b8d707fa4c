package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.gateway.operations.Probe;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

class OperationsTest {
    private final RunningGateway gateway =
            new RunningGateway(RunningGateway.settings(), History.NONE, () -> MarketScene.NOW);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void shouldSayWhichComponentsAreNotWell(Probe probe) {
        String[] complaint = {"", ""};
        gateway.operations().health().check(probe, "line", () -> complaint[0]);
        gateway.operations().health().check(probe, "store", () -> complaint[1]);
        String feeds = probe == Probe.READY ? "\"feeds\"," : "";
        String path = "/api/v1/health/" + probe.text();

        String well = get(path);
        complaint[0] = "no input for 7 s";
        complaint[1] = "2 tables are suspended";
        String ill = get(path);

        assertEquals("200 {\"status\":\"ok\",\"components\":[" + feeds + "\"line\",\"store\"]}", well);
        assertEquals(
                "503 {\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                        + "\"detail\":\"line: no input for 7 s; store: 2 tables are suspended\"}",
                ill);
        assertEquals(2, gateway.metric("health_failing"));
    }

    @Test
    void shouldNotBeReadyWhileNoVenueIsConnected() {
        connection(FeedState.LIVE, FeedReason.CONNECTED);
        String connected = get("/api/v1/health/ready");
        connection(FeedState.DISCONNECTED, FeedReason.REMOTE_CLOSE);

        assertEquals("200 {\"status\":\"ok\",\"components\":[\"feeds\"]}", connected);
        assertEquals(
                "503 {\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                        + "\"detail\":\"feeds: no venue is connected\"}",
                get("/api/v1/health/ready"));
    }

    @Test
    void shouldChangeLevelsWhileItRuns() {
        String before = get("/api/v1/log-levels");
        String changed = put("/api/v1/log-levels/org.millrace.feeds", "{\"level\":\"debug\"}");

        assertEquals(levels("{\"logger\":\"root\",\"level\":\"warn\"}", 1), before);
        assertEquals("204 ", changed);
        assertEquals(
                levels(
                        "{\"logger\":\"org.millrace.feeds\",\"level\":\"debug\"},"
                                + "{\"logger\":\"root\",\"level\":\"warn\"}",
                        2),
                get("/api/v1/log-levels"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.millrace | {\"level\":\"loud\"}",
                "org.millrace | {\"level\":7}",
                "org.millrace | {\"levels\":\"debug\"}",
                "org.millrace | {\"level\":\"debug\",\"x\":1}",
                "org.millrace | {\"level\":\"debug\"} {}",
                "org.millrace | {\"level\":\"debug\"",
                "org.millrace | []",
            })
    void shouldRefuseWhatIsNoLevel(String logger, String body) {
        assertEquals(
                "400 {\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":"
                        + "\"The body is {\\\"level\\\": one of trace, debug, info, warn, error, off}.\"}",
                put("/api/v1/log-levels/" + logger, body));
    }

    private void connection(FeedState state, FeedReason reason) {
        gateway.events()
                .feedStatus()
                .of(FeedStream.CONNECTION, state, reason)
                .instrument(0)
                .send();
        gateway.publishAndWait();
    }

    private static String levels(String rows, int count) {
        return "200 {\"data\":[" + rows + "],\"metadata\":{\"start_time\":\"2026-01-05T12:00:00Z\","
                + "\"end_time\":\"2026-01-05T12:00:00Z\",\"record_count\":" + count + "}}";
    }

    private String get(String path) {
        HttpResponse<String> answer = gateway.get(path);
        return answer.statusCode() + " " + answer.body();
    }

    private String put(String path, String body) {
        HttpResponse<String> answer =
                gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build());
        return answer.statusCode() + " " + answer.body();
    }
}
