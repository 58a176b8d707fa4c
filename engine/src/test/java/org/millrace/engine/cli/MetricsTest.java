package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;

/** Scrapes the demo's metrics once all parts of it have something to tell. */
class MetricsTest {
    private static final Path DEMO = Path.of("..", "config", "millrace.yaml");

    private static final Pattern CALCULATED =
            Pattern.compile("indicator_calculation_duration_seconds_count\\{symbol=\"BTC-USDT\"} [1-9]");

    /** What users were promised, as far as what it counts exists. */
    private static final List<String> PROMISED = List.of(
            "trades_received_total",
            "collector_errors_total",
            "websocket_reconnections_total",
            "collector_connection_duration_seconds",
            "active_symbols",
            "bars_completed_total",
            "bar_completion_duration_seconds",
            "indicator_calculation_duration_seconds",
            "data_quality_checks_total",
            "data_quality_score",
            "db_queries_total",
            "db_query_duration_seconds",
            "db_connection_pool_size",
            "db_connection_pool_available",
            "http_requests_total",
            "http_request_duration_seconds",
            "websocket_connections",
            "websocket_messages_sent_total",
            "rate_limit_exceeded_total",
            "circuit_breaker_state",
            "circuit_breaker_state_transitions_total",
            "event_latency_seconds",
            "ring_occupied_slots",
            "journal_last_sequence",
            "journal_durable_sequence",
            "tailer_lag_events",
            "store_rows_total",
            "store_failures_total",
            "fan_out_bytes_total",
            "fan_out_lag_bytes",
            "events_total",
            "rejected_total",
            "book_live",
            "feed_decoder_frames_total",
            "feed_decoder_fall_backs_total",
            "feed_session_bytes_total",
            "websocket_queued_bytes",
            "websocket_held_connections",
            "websocket_slow_closes_total",
            "jvm_memory_used_bytes",
            "jvm_gc_collections_total",
            "jvm_threads");

    @TempDir
    private Path folder;

    @Test
    void shouldServeEveryNameThatWasPromised() throws IOException, InterruptedException {
        String page = page();

        Set<String> served = page.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.substring(7, line.indexOf(' ', 7)))
                .collect(Collectors.toSet());
        assertThat(served).containsAll(PROMISED);
        assertThat(findings(page)).isEmpty();
    }

    private String page() throws IOException {
        Path file = folder.resolve("millrace.yaml");
        Files.writeString(file, Files.readString(DEMO).replaceAll("port: (8080|9091)", "port: 0"));
        MillraceSettings settings = SettingsFile.read(file, MillraceSettings.class);
        try (Program program =
                new Program(settings, folder.resolve("data"), settings.clock().beat())) {
            program.start(true, 0);
            program.serve();
            try (LiveFeeds feeds = new LiveFeeds(settings, program.sink())) {
                feeds.register(program.metrics());
                feeds.start();
                URI metrics = program.metricsAddress();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> CALCULATED.matcher(get(metrics)).find());
                return get(metrics);
            }
        }
    }

    private static String get(URI address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what promtool has to say against the page. */
    private static String findings(String page) throws IOException, InterruptedException {
        Path promtool = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(each -> Path.of(each, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(promtool != null, "no promtool on the PATH");
        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
