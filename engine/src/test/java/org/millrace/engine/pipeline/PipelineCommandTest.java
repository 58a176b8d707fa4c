package org.millrace.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.support.StoredTables;

/** Runs the pipeline on an embedded store, as an operator would. */
class PipelineCommandTest {
    @TempDir
    private Path folder;

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HourlyProvider provider;
    private Path key;

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
        arguments.add(folder.resolve("data").toString());
        arguments.addAll(List.of("--url", provider.url(), "--key-file", key.toString()));
        arguments.addAll(List.of(more));
        return Millrace.execute(arguments.toArray(String[]::new));
    }

    private String output() {
        String text = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        return text;
    }
}
