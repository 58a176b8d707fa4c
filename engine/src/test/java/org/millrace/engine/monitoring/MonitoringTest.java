package org.millrace.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.models.Followers;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;
import org.millrace.engine.registry.ModelRegistry;

/** Runs the demo with a model and hours of liquidations, which it does not ship, and looks at its metrics once all parts have something to tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringTest {
    private static final Path CONFIG = Path.of("..", "config");

    private static final List<Pattern> CALCULATED = List.of(
            Pattern.compile("indicator_calculation_duration_seconds_count\\{symbol=\"BTC-USDT\"} [1-9]"),
            Pattern.compile("model_drift_psi\\{")); // of the first window of a model's predictions

    /** Somebody to be told of alerts, or what is counted of that is not served; nobody is told here. */
    private static final String SOMEBODY =
            "addresses: [{ target: desk, channel: pagerduty, to: \"\", secret-file: routing.key }]";

    private static final String HOURS = "  - { venue: glassnode, url: simulator, symbols: [BTC] }\n";

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
            "features_calculated_total",
            "feature_calculation_duration_seconds",
            "predictions_total",
            "prediction_duration_seconds",
            "model_drift_psi",
            "liquidations_age_seconds",
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
            "alerts_fired_total",
            "trading_fills_total",
            "trading_orders_total",
            "trading_refusals_total",
            "trading_equity",
            "trading_pnl",
            "trading_drawdown",
            "trading_strategy_pnl",
            "trading_strategies_running",
            "alert_deliveries_total",
            "alert_notices_waiting",
            "cache_hits_total",
            "cache_misses_total",
            "cache_size_bytes",
            "disk_free_bytes",
            "disk_size_bytes",
            "health_failing",
            "jvm_memory_used_bytes",
            "jvm_gc_collections_total",
            "jvm_threads");

    /** BTC's newest hour grows old, ETH's are told of, SOL's are asked for no more. */
    private static final String RULE_TEST =
            """
            rule_files: ["%s"]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - { series: 'liquidations_age_seconds{symbol="BTC"}', values: '4200+60x600' }
                  - { series: 'liquidations_age_seconds{symbol="ETH"}', values: '7200x600' }
                  - { series: 'liquidations_age_seconds{symbol="SOL"}', values: 'NaN NaN NaN' }
                alert_rule_test:
                  - { alertname: LiquidationsOld, eval_time: 4h50m, exp_alerts: [] }
                  - alertname: LiquidationsOld
                    eval_time: 5h10m
                    exp_alerts:
                      - exp_labels: { severity: ticket, symbol: BTC }
                        exp_annotations:
                          summary: "The newest hour of BTC's liquidations began 6h 20m 0s ago."
            """;

    private Path folder;
    private Program program;
    private LiveFeeds feeds;
    private URI address;
    private String page;
    private Set<String> served;

    @BeforeAll
    void run(@TempDir Path shared) throws IOException {
        folder = shared;
        Path file = folder.resolve("millrace.yaml");
        new ModelRegistry(folder.resolve("data").resolve(ModelRegistry.FOLDER))
                .add(Followers.of(1, 1, 1), Followers.card(1), Map.of());
        Files.writeString(
                file,
                Followers.settings(Files.readString(CONFIG.resolve("millrace.yaml")), List.of("promoted"))
                        .replaceAll("port: (8080|9091)", "port: 0")
                        .replaceFirst("(?m)^feeds:\n", "feeds:\n" + HOURS)
                        .replace("addresses: []", SOMEBODY));
        MillraceSettings settings = SettingsFile.read(file, MillraceSettings.class);
        program = new Program(settings, folder.resolve("data"), settings.clock().beat());
        program.start(true, 0);
        program.serve();
        feeds = new LiveFeeds(settings, program.sink());
        feeds.register(program.metrics());
        feeds.start();
        program.watch(file, feeds, notice -> {});
        address = program.metricsAddress();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            String metrics = Http.get(address);
            return CALCULATED.stream().allMatch(each -> each.matcher(metrics).find());
        });
        page = Http.get(address);
        served = page.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.substring(7, line.indexOf(' ', 7)))
                .collect(Collectors.toSet());
    }

    @AfterAll
    void stop() {
        feeds.close();
        program.close();
    }

    @Test
    void shouldServeEveryNameThatWasPromised() {
        assertThat(served).containsAll(PROMISED);
    }

    @Test
    void shouldServeWhatPrometheusFindsNoFaultWith() throws IOException, InterruptedException {
        assertEquals("", Tool.named("promtool").says(page, "check", "metrics"));
    }

    @Test
    void shouldShowOnDashboardsOnlyWhatIsServed() {
        Set<String> shown = Dashboards.in(CONFIG.resolve("grafana/dashboards")).expressions().stream()
                .flatMap(expression -> Expressions.metrics(expression).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        shown.removeAll(served);

        assertEquals(Set.of(), shown);
    }

    @Test
    void shouldWarnOnlyOfWhatIsServed() {
        Set<String> judged = Rules.in(CONFIG.resolve("prometheus/rules.yml")).stream()
                .flatMap(expression -> Expressions.metrics(expression).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        judged.removeAll(served);

        assertEquals(Set.of("up"), judged); // Prometheus's own
    }

    @Test
    void shouldHaveRulesAndSettingsThatPrometheusTakes() throws IOException, InterruptedException {
        Tool promtool = Tool.named("promtool");

        assertThat(promtool.says(
                        "",
                        "check",
                        "rules",
                        CONFIG.resolve("prometheus/rules.yml").toString()))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
        assertThat(promtool.says(
                        "",
                        "check",
                        "config",
                        CONFIG.resolve("prometheus/prometheus.yml").toString()))
                .contains("is valid prometheus config file syntax");
    }

    @Test
    void shouldWarnOfLiquidationsThatAreOld(@TempDir Path tests) throws IOException, InterruptedException {
        Path test = tests.resolve("test.yml");
        Files.writeString(
                test,
                RULE_TEST.formatted(
                        CONFIG.resolve("prometheus/rules.yml").toAbsolutePath().normalize()));

        assertThat(Tool.named("promtool").says("", "test", "rules", test.toString()))
                .contains("SUCCESS");
    }

    @Test
    void shouldFillEveryPanelOfEveryDashboard() throws IOException {
        List<String> expressions =
                Dashboards.in(CONFIG.resolve("grafana/dashboards")).expressions();
        try (Prometheus prometheus = Prometheus.scraping(address, folder)) {
            Set<String> empty = new TreeSet<>(expressions);
            Awaitility.await().untilAsserted(() -> {
                empty.removeIf(expression -> prometheus.series(expression) > 0);
                assertEquals(Set.of(), empty);
            });
        }
    }

    @Test
    void shouldShowItselfInATerminal() throws IOException {
        String view = Output.of(() -> assertEquals(
                0, Millrace.execute("top", "--url", address.toString(), "--interval", "1", "--count", "1")));

        assertThat(view.lines().map(line -> line.split(" ", 2)[0]).distinct())
                .containsSubsequence(
                        "millrace", "LINE", "LATENCY", "LAG", "STORE", "GATEWAY", "JVM", "EXCHANGE", "simulator");
        assertThat(view).doesNotContain("LINE     0 events/s");
    }
}
