package org.millrace.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.support.StoredTables;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.gateway.liquidations.Hours;

/** Runs the pipeline on an embedded store, as an operator would. */
class PipelineCommandTest {
    @TempDir
    private Path folder;

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HourlyProvider provider;
    private Path key;
    private String data = "data";

    @BeforeEach
    void start() throws IOException {
        provider = new HourlyProvider();
        key = folder.resolve("keys");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "GLASSNODE_API_KEY=secret\n");
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(before);
        provider.close();
    }

    @Test
    void shouldFillAStoreThatCanBeAskedAndChecked() throws IOException {
        Path csv = folder.resolve("rows.csv");

        int run = millrace("run", "--start-date", "2024-01-01", "--end-date", "2024-01-03");
        String report = output();
        int check = millrace("check", "--start-date", "2024-01-01", "--end-date", "2024-01-03");
        String found = output();
        int later = millrace("check", "--start-date", "2024-01-03", "--end-date", "2024-01-04");
        String missing = output();
        int status = millrace("status");
        String told = output();
        int export = millrace("export", "--output", csv.toString(), "--feature-groups", "bin,signals");

        assertThat(List.of(run, check, later, status, export)).containsExactly(0, 0, 1, 1, 1);
        assertThat(report).contains("\"status\" : \"success\"", "\"hours\" : 72", "\"records\" : 288");
        assertThat(found).contains("\"passed\" : true", "\"expected_hours\" : 72", "\"gaps\" : 0");
        assertThat(missing).contains("24 of 48 hours have no price, first 2024-01-04T00:00:00Z");
        assertThat(told)
                .contains("\"btc_features_signals\" : {", "\"latest_timestamp\" : \"2024-01-03T23:00:00Z\"")
                .contains("\"record_count\" : 72", "\"freshness\" : \"NO DATA\"", "\"status\" : \"success\"");
        assertThat(csv)
                .hasContent("time,bin_index,bin_momentum,bin_turn,bin_mm_direction,hit_ceiling_bottom,"
                        + "reverse_ceiling_bottom,signal_class");
    }

    @Test
    void shouldNoteWhatADownloadThatFailedWasToFetch() throws SQLException {
        millrace("run", "--start-date", "2024-01-01", "--end-date", "2024-01-01");
        provider.refuse(404);

        int failed = millrace("run", "--start-date", "2024-01-02", "--end-date", "2024-01-03");

        List<String> logs = StoredTables.rows(folder.resolve("data/questdb"), List.of("data_download_logs"))
                .get("data_download_logs");
        assertThat(failed).isEqualTo(1);
        assertThat(logs).hasSize(2);
        assertThat(logs.get(0))
                .contains("start_date=2024-01-01 00:00:00", "end_date=2024-01-02 00:00:00", "status=success");
        assertThat(logs.get(1))
                .contains("start_date=2024-01-02 00:00:00", "end_date=2024-01-04 00:00:00", "status=failed")
                .contains("status 404");
    }

    @Test
    void shouldMakeOfAnEarlierStartWhatARunFromThereMakes() throws SQLException {
        String[] tables = {
            "btc_price_data", "btc_liquidations", "btc_processed_data", "btc_features_rpn", "btc_features_signals"
        };
        millrace("run", "--start-date", "2024-01-15", "--end-date", "2024-01-17");
        output();

        int refreshed = millrace("run", "--start-date", "2024-01-01", "--end-date", "2024-01-17");
        String report = output();
        int before = millrace("check", "--start-date", "2024-01-01", "--end-date", "2024-01-17");
        String found = output();
        int replayed = millrace("run", "--start-date", "2024-01-01", "--end-date", "2024-01-17", "--replay");
        int after = millrace("check", "--start-date", "2024-01-01", "--end-date", "2024-01-17");
        data = "whole";
        millrace("run", "--start-date", "2024-01-01", "--end-date", "2024-01-17");

        assertThat(List.of(refreshed, before, replayed, after)).containsExactly(0, 1, 0, 0);
        assertThat(report).contains("\"hours_before_first\" : 336", "pipeline run --replay");
        assertThat(found).contains("336 hours before the first row have no features", "\"missing_hours\" : 0");
        assertThat(rows("data", tables)).isEqualTo(rows("whole", tables));
    }

    @Test
    void shouldSayThatTheDiskHasTooLittleSpaceInPlaceOfWaitingForSome() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("settings.yaml"), "journal: { free-space-floor: " + Long.MAX_VALUE + " }\n");

        int run = millrace(
                "run", "--start-date", "2024-01-01", "--end-date", "2024-01-03", "--config", settings.toString());

        assertThat(run).isEqualTo(1);
        assertThat(output())
                .contains("\"status\" : \"failed\"", "the disk of " + folder.resolve("data") + " has too little space");
    }

    @Test
    void shouldNoteARunAsFailedWhateverStopsIt() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier breaks = () -> {
            boolean isNoted = folder.resolve("data/pipeline.run").toFile().length() > 0;
            if (isNoted && asked.incrementAndGet() > 20) { // amid the values
                throw new IllegalStateException("out of order");
            }
            return false;
        };
        PipelineSource source = PipelineSource.of(MillraceSettings.DEFAULTS, provider.url(), key.toString());
        PageFetcher.Time time = PageFetcher.Time.of(new OffsetEpochNanoClock());
        PipelineRun run = new PipelineRun(MillraceSettings.DEFAULTS, folder.resolve("data"), source, time, breaks);
        long startNs = 1_704_067_200_000_000_000L; // 2024-01-01

        assertThatThrownBy(() -> run.run(new PipelinePlan(false, startNs, startNs + 10 * Hours.HOUR_NS)))
                .hasMessage("out of order");

        List<String> runs = StoredTables.rows(folder.resolve("data/questdb"), List.of("feature_engineering_runs"))
                .get("feature_engineering_runs");
        assertThat(runs).hasSize(1);
        assertThat(runs.get(0))
                .contains("status=failed", "error_message=out of order")
                .doesNotContain("end_time=null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    run --start-date 2500-01-01                         | '2500-01-01' is out of range, expected a day up to 2262-04-10
                    run --start-date 2100-01-01                         | --start-date: 2100-01-01T00:00:00Z, but the newest hour
                    run --start-date 2024-01-02 --end-date 2024-01-01   | --start-date: 2024-01-02T00:00:00Z, expected a time before
                    run --start-date 2024-02-30                         | '2024-02-30' is no day
                    run --requests-per-minute 0                         | --requests-per-minute: 0, expected 1 to 6000
                    schedule --interval 5                               | --interval: 5, expected 60 to 2678400
                    """)
    void shouldRefuseOptionsThatMakeNoSense(String line, String complaint) throws IOException {
        PrintStream errors = System.err;
        System.setErr(System.out);
        String[] words = line.split(" ", -1);
        int exitCode;
        try {
            exitCode = millrace(words[0], Arrays.copyOfRange(words, 1, words.length));
        } finally {
            System.setErr(errors);
        }

        assertThat(exitCode).isEqualTo(2);
        assertThat(output()).startsWith("millrace: ").contains(complaint).hasLineCount(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void shouldSayThatThereIsNoStoreYet() {
        assertThat(millrace("status")).isEqualTo(1);
    }

    @Test
    void shouldEndAsUnusableWithoutPermission() {
        provider.refuse(401);

        assertThat(millrace("run", "--start-date", "2024-01-01", "--end-date", "2024-01-03"))
                .isEqualTo(78);
    }

    private int millrace(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("pipeline", command, "--data"));
        arguments.add(folder.resolve(data).toString());
        arguments.addAll(List.of("--url", provider.url(), "--key-file", key.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--requests-per-minute")) {
            arguments.addAll(List.of("--requests-per-minute", "6000"));
        }
        return Millrace.execute(arguments.toArray(String[]::new));
    }

    /** Returns what tables hold, but not of which run. */
    private Map<String, List<String>> rows(String from, String... tables) throws SQLException {
        Map<String, List<String>> rows = StoredTables.rows(folder.resolve(from).resolve("questdb"), List.of(tables));
        rows.replaceAll((table, all) ->
                all.stream().map(row -> row.replaceAll("run_id=\\S+ \\S+", "")).toList());
        return rows;
    }

    private String output() {
        String text = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        return text;
    }
}
