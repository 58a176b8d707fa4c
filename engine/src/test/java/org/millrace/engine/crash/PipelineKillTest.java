package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.pipeline.HourlyProvider;
import org.millrace.engine.support.StoredTables;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Ends the pipeline in the middle of what it does, by force or by a signal, and lets it go on. */
class PipelineKillTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final String LONGS = "derivatives/futures_liquidated_volume_long_sum";
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long START_NS = 1_672_531_200_000_000_000L; // 2023-01-01, UTC
    private static final int HOURS = 8_040; // 335 days
    private static final int SOME = 4_000;
    private static final int BODY = 56; // behind the message's header and its prefix
    private static final List<String> TABLES = List.of(
            "btc_price_data",
            "btc_liquidations",
            "btc_processed_data",
            "btc_features_rpn",
            "btc_features_bin",
            "btc_features_dominance",
            "btc_features_signals",
            "btc_bin_models",
            "btc_signal_outcomes",
            "btc_raw_revisions");

    @TempDir
    private Path folder;

    private HourlyProvider provider;
    private Path key;

    @BeforeEach
    void start() throws IOException {
        provider = new HourlyProvider();
        key = folder.resolve("keys");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "GLASSNODE_API_KEY=secret\n");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void shouldFillTheTablesAsIfItHadNotBeenKilled() throws Exception {
        int missing = 0;
        for (int hour = 50; hour < HOURS; hour += 97) {
            provider.restate(LONGS, START_NS + hour * HOUR_NS, Double.NaN);
            missing++;
        }
        String[] run = {"run", "--start-date", "2023-01-01", "--end-date", "2023-12-01"};

        String data = new MidwayKill(MetricDecoder.TEMPLATE_ID, SOME, 4L * HOURS - missing)
                .in(
                        folder,
                        at -> ChildProgram.start(
                                folder.resolve("output"),
                                arguments(at.getFileName().toString(), run)))
                .getFileName()
                .toString();
        List<String> interrupted = runs(data);
        Millrace.execute(arguments(data, "status").toArray(String[]::new));
        List<String> ended = runs(data);
        int resumed = Millrace.execute(arguments(data, run).toArray(String[]::new));
        int whole = Millrace.execute(arguments("whole", run).toArray(String[]::new));

        assertThat(List.of(resumed, whole)).containsExactly(0, 0);
        assertThat(interrupted).hasSize(1);
        assertThat(interrupted.get(0)).contains("end_time=null", "status=running");
        assertThat(ended).hasSize(1);
        assertThat(ended.get(0))
                .contains("status=failed", "error_message=interrupted: its process ended amid it")
                .doesNotContain("end_time=null");
        assertThat(runs(data).get(0)).isEqualTo(ended.get(0));
        assertThat(runs(data).get(1)).contains("status=success");
        Map<String, List<String>> tables = StoredTables.rows(folder.resolve(data + "/questdb"), TABLES);
        assertThat(tables.get("btc_features_signals").size()).isEqualTo(HOURS);
        assertThat(tables).isEqualTo(StoredTables.rows(folder.resolve("whole/questdb"), TABLES));
        assertThat(Millrace.execute("replay", folder.resolve(data).toString(), "--verify"))
                .isZero();
    }

    @Test
    void shouldStopWithZeroWhateverItDoesAndGoOnFromThere() throws Exception {
        CountDownLatch answers = provider.hold();
        try (ChildProgram asking = schedule()) {
            await().atMost(PATIENCE).until(() -> !provider.requests().isEmpty());
            asking.terminate();
            answers.countDown();
            assertThat(asking.exitCode()).as(asking.output()).isZero();
            assertThat(asking.output()).contains("\"status\" : \"failed\"", "stopped; the same command goes on");
        }
        try (ChildProgram publishing = schedule();
                GrowingJournal inputs = new GrowingJournal(
                        folder.resolve("data").resolve(JournalSettings.IN), MetricDecoder.TEMPLATE_ID)) {
            await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> inputs.count() > SOME);
            publishing.endAfter(Duration.ZERO);
        }
        try (ChildProgram waiting = schedule()) {
            await().atMost(PATIENCE)
                    .until(() -> waiting.output().contains("\"error\"")
                            || waiting.output().contains("\"status\" : \"success\",\n  \"steps\""));
            waiting.endAfter(Duration.ZERO);
        }

        List<LiquidationFeaturesDecoder> hours = features("data");
        long firstNs = hours.get(0).startTime();
        long endNs = hours.get(hours.size() - 1).startTime() + HOUR_NS;
        int whole = Millrace.execute(arguments("whole", "run", "--start-date", time(firstNs), "--end-date", time(endNs))
                .toArray(String[]::new));
        assertThat(whole).isZero();
        assertThat(hours).hasSizeGreaterThanOrEqualTo(9_864);
        assertThat(lines("data")).isEqualTo(lines("whole"));
    }

    private List<String> runs(String data) throws SQLException {
        String table = "feature_engineering_runs";
        return StoredTables.rows(folder.resolve(data).resolve("questdb"), List.of(table))
                .get(table);
    }

    private ChildProgram schedule() throws IOException {
        return ChildProgram.start(folder.resolve("output"), arguments("data", "schedule"));
    }

    private List<String> arguments(String data, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("pipeline", command[0]));
        arguments.addAll(List.of("--data", folder.resolve(data).toString()));
        arguments.addAll(List.of("--url", provider.url(), "--key-file", key.toString()));
        arguments.addAll(List.of("--requests-per-minute", "6000"));
        if (command[0].equals("schedule")) {
            Path settings = Files.writeString(folder.resolve("settings.yaml"), "questdb: { mode: none }\n");
            arguments.addAll(List.of("--config", settings.toString()));
        }
        arguments.addAll(Arrays.asList(command).subList(1, command.length));
        return arguments;
    }

    private List<LiquidationFeaturesDecoder> features(String data) {
        return WholeJournal.events(folder.resolve(data).resolve(JournalSettings.OUT)).stream()
                .map(UnsafeBuffer::new)
                .filter(event -> EventPrefix.templateId(event, 0) == LiquidationFeaturesDecoder.TEMPLATE_ID)
                .map(event -> new LiquidationFeaturesDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .toList();
    }

    /** Returns what features say, and when. */
    private List<String> lines(String data) {
        return features(data).stream()
                .map(of -> {
                    byte[] event = of.buffer().byteArray();
                    return of.prefix().eventTime() + " "
                            + HexFormat.of().formatHex(Arrays.copyOfRange(event, BODY, event.length));
                })
                .toList();
    }

    private static String time(long ns) {
        return Instant.ofEpochSecond(0, ns).toString();
    }
}
