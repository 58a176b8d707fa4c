package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;

/** Runs the demo with alerts, twice on the same data. */
class AlertRestartTest {
    private static final Path DEMO = Path.of("..", "config", "millrace.yaml");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer hook;

    @BeforeEach
    void listen() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", this::take);
        hook.start();
    }

    @AfterEach
    void stop() {
        hook.stop(0);
    }

    @Test
    void shouldKeepAlertsThroughARestartAndTellOfEachOnce() throws Exception {
        MillraceSettings settings = settings();
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
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> posted.size() == 1);
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
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> posted.size() >= 2);
        }

        assertThat(posted).hasSize(2);
        assertThat(posted.get(0)).startsWith("1 {\"id\":\"2-").contains("\"name\":\"any\"", "\"bound\":1.0");
        assertThat(posted.get(1)).startsWith("1 {\"id\":\"3-").contains("\"name\":\"again\"", "\"bound\":2.0");
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int signatures = exchange.getRequestHeaders().get("Millrace-Signature").size();
        posted.add(signatures + " " + body);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private Program program(MillraceSettings settings) {
        return new Program(settings, folder.resolve("data"), settings.clock().beat());
    }

    private static LiveFeeds serve(Program program, MillraceSettings settings) {
        program.start(false, 0);
        program.serve();
        return new LiveFeeds(settings, program.sink());
    }

    private void awaitPrice(Program program) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> get(program, "api/v1/prices/BTC-USDT")
                .matches("200 .*\"price\":.*"));
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

    /** Returns the demo's settings on free ports, with a target that is told of alerts. */
    private MillraceSettings settings() throws IOException {
        Path key = folder.resolve("hook.key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "a key of this test\n");
        Path file = folder.resolve("millrace.yaml");
        String alerts =
                """

                alerts:
                  allow-private: ["127.0.0.1"]
                  addresses:
                    - target: desk
                      channel: webhook
                      to: "http://127.0.0.1:%d/"
                      secret-file: %s
                """
                        .formatted(hook.getAddress().getPort(), key);
        Files.writeString(file, Files.readString(DEMO).replaceAll("port: (8080|9091)", "port: 0") + alerts);
        return SettingsFile.read(file, MillraceSettings.class);
    }
}
