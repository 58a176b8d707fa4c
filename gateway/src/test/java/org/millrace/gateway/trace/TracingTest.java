package org.millrace.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.gateway.trace.Collector.Span;

@Timeout(300)
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String ALERT =
            "{\"condition\":\"price_above\",\"symbol\":\"BTC-USDT\",\"threshold\":1,\"channels\":[\"websocket\"]}";

    @Test
    void shouldTellACollectorOfRequestsMessagesAndCommands() throws IOException, InterruptedException {
        try (Collector collector = new Collector();
                RunningGateway gateway =
                        RunningGateway.traced(Tracer.of(new TracingSettings(collector.endpoint(), "desk")))) {
            gateway.events().definition().send();
            gateway.publishAndWait();
            call(gateway, "GET", "/api/v1/health", "");
            call(gateway, "POST", "/api/v1/alerts", ALERT);
            try (TestClient client = gateway.connect().await("hello")) {
                client.send("{'op':'subscribe','id':1,'channel':'trades'}").await("subscribed");
            }

            List<Span> spans = await(collector, 5);
            assertThat(spans)
                    .extracting(Span::name)
                    .containsExactlyInAnyOrder(
                            "GET /api/v1/health",
                            "POST /api/v1/alerts",
                            "command",
                            "GET /ws/v1",
                            "websocket subscribe");
            Span health = named(spans, "GET /api/v1/health");
            Span request = named(spans, "POST /api/v1/alerts");
            Span command = named(spans, "command");
            assertThat(List.of(health.trace(), health.parent(), request.trace(), request.parent()))
                    .isEqualTo(List.of(TRACE, CALLER, TRACE, CALLER));
            assertThat(health.attributes())
                    .containsAllEntriesOf(Map.of(
                            "http.request.method", "GET",
                            "http.route", "/api/v1/health",
                            "http.response.status_code", "200"))
                    .containsOnlyKeys(
                            "http.request.method", "http.route", "http.response.status_code", "millrace.request");
            assertThat(List.of(command.trace(), command.parent(), command.isError()))
                    .isEqualTo(List.of(TRACE, request.id(), true)); // there is no engine that could answer
            assertThat(collector.bytes()).contains("desk").doesNotContain("marker", "127.0.0.1", "local");
        }
    }

    @Test
    void shouldFollowNothingUnlessToldWhereToSendIt() {
        assertThat(Tracer.of(TracingSettings.DEFAULTS)).isSameAs(Tracer.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://collector.example/v1/traces",
                "https://user:word@collector.example/v1/traces",
                "collector.example:4318",
                "ftp://collector.example/",
                "https://"
            })
    void shouldNotSendInTheClearOrNowhere(String endpoint) {
        assertThatThrownBy(() -> new TracingSettings(endpoint, "desk"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tracing.endpoint: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://localhost:4318/v1/traces", "https://collector.example/v1/traces"})
    void shouldTakeWhatIsSafe(String endpoint) {
        assertThat(new TracingSettings(endpoint, "desk").isOn()).isEqualTo(!endpoint.isEmpty());
    }

    private static void call(RunningGateway gateway, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer marker")
                .header("traceparent", "00-" + TRACE + '-' + CALLER + "-01")
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static List<Span> await(Collector collector, int count) {
        Awaitility.await().until(() -> collector.spans().size() >= count);
        return collector.spans();
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
