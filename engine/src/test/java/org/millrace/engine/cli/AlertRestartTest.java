package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;

/** Runs the demo with alerts, twice on the same data. */
class AlertRestartTest {
    private static final Path README = Path.of("..", "gateway", "README.md");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AlertHook hook = new AlertHook();

    @AfterEach
    void stop() {
        hook.close();
    }

    @Test
    void shouldKeepAlertsThroughARestartAndTellOfEachOnce() throws Exception {
        MillraceSettings settings = hook.settings(folder);
        List<String> posted = hook.posted();
        String alert;
        try (Program program = program(settings);
                LiveFeeds feeds = serve(program, settings)) {
            feeds.start();
            awaitPrice(program);
            alert = post(program, "{\"condition\":\"price_above\",\"symbol\":\"BTC-USDT\",\"threshold\":1e12}");
            post(
                    program,
                    "{\"condition\":\"price_above\",\"symbol\":\"BTC-USDT\",\"threshold\":1,\"name\":\"any\","
                            + "\"channels\":[\"webhook\"],\"target\":\"desk\"}");
            awaitSent(program);
            assertThat(posted).hasSize(1);
        }

        try (Program program = program(settings);
                LiveFeeds feeds = serve(program, settings)) {
            assertThat(get(program, "api/v1/alerts/1")).isEqualTo("200 " + alert);
            assertThat(get(program, "api/v1/alerts/2")).contains("\"state\":\"fired\"");
            assertThat(get(program, "api/v1/alerts/2/history")).contains("\"record_count\":1");

            feeds.start();
            awaitPrice(program);
            post(
                    program,
                    "{\"condition\":\"price_above\",\"symbol\":\"BTC-USDT\",\"threshold\":2,\"name\":\"again\","
                            + "\"channels\":[\"webhook\"],\"target\":\"desk\"}");
            awaitSent(program);
        }

        assertThat(posted).hasSize(2);
        assertThat(posted.get(0)).startsWith("1 {\"id\":\"2-").contains("\"name\":\"any\"", "\"bound\":1.0");
        assertThat(posted.get(1)).startsWith("1 {\"id\":\"3-").contains("\"name\":\"again\"", "\"bound\":2.0");
    }

    @Test
    void shouldFireWhatTheReadmeMakesInAMinute() throws Exception {
        String line = Files.readAllLines(README).stream()
                .filter(each -> each.startsWith("curl -d '"))
                .findFirst()
                .orElseThrow();
        MillraceSettings settings = hook.settings(folder);
        try (Program program = program(settings);
                LiveFeeds feeds = serve(program, settings)) {
            feeds.start();
            awaitPrice(program);

            post(program, line.substring(line.indexOf('{'), line.indexOf('}') + 1));

            Awaitility.await().until(() -> get(program, "api/v1/alerts/history").contains("\"name\":\"first\""));
        }
    }

    private Program program(MillraceSettings settings) {
        return new Program(settings, folder.resolve("data"), settings.clock().beat());
    }

    private static LiveFeeds serve(Program program, MillraceSettings settings) {
        program.start(false, 0);
        program.serve();
        return new LiveFeeds(settings, program.sink());
    }

    /** Waits until the program knows that a notice has arrived, or it would send it again. */
    private void awaitSent(Program program) {
        HttpRequest metrics = HttpRequest.newBuilder(program.metricsAddress()).build();
        Awaitility.await().until(() -> http.send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .contains("alert_deliveries_total{channel=\"webhook\",result=\"delivered\"} 1.0"));
    }

    private void awaitPrice(Program program) {
        Awaitility.await().until(() -> get(program, "api/v1/prices/BTC-USDT").matches("200 .*\"price\":.*"));
    }

    private String get(Program program, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(program.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private String post(Program program, String alert) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(program.address() + "api/v1/alerts"))
                .POST(HttpRequest.BodyPublishers.ofString(alert))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body();
    }
}
