package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.backtest.MinuteBars;

/** Feature sets over journals, and the search for look-ahead, as a user would run them. */
class FeaturesCommandTest {
    private static final int BARS = 600;

    @TempDir
    private static Path folder;

    private static Path data;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void bringBars() throws IOException {
        data = MinuteBars.journal(folder, "AAA", BARS, 1);
    }

    @Test
    void shouldWriteARowForEachBar() throws IOException {
        Path config =
                config("one.yaml", "{ name: mine, timeframes: [1m], features: [returns_1, rolling_max_3, hour] }");
        Path csv = folder.resolve("features.csv");

        assertThat(run("features", data, "--config", config, "--csv", csv, "--from", "2020-09-13T12:30:00Z"))
                .as(errors::toString)
                .isZero();

        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("time,instrument,timeframe,flags,returns_1,rolling_max_3,hour");
        assertThat(lines.get(1)).matches("1600000200000000000,binance:AAA,1m,0,(-?\\d.*),(\\d.*),12\\.0");
        assertThat(lines).hasSize(BARS - 2 + 1);
    }

    @Test
    void shouldWriteWhatTheJournalItselfDeclares() throws IOException {
        Path config = config("declared.yaml", "{ name: mine, version: 3, timeframes: [1m], features: [returns_5] }");
        Path csv = folder.resolve("declared.csv");
        Path bars = folder.resolve("AAA-1m.csv");
        Path declaring = folder.resolve("declaring");

        assertThat(run(
                        "import",
                        "--venue",
                        "binance",
                        "--instrument",
                        "AAA",
                        "--interval",
                        "1m",
                        "--data",
                        declaring,
                        "--config",
                        config,
                        bars))
                .as(errors::toString)
                .isZero();
        assertThat(run("features", declaring, "--csv", csv))
                .as(errors::toString)
                .isZero();

        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(BARS + 1);
        assertThat(lines.subList(1, 6)).allMatch(line -> line.endsWith("1m,0,"));
        assertThat(lines.get(6)).doesNotEndWith(",");
        assertThat(run("lookahead", declaring, "--prefixes", "3", "--strategy", "Rsi"))
                .isZero();
    }

    @Test
    void shouldLeaveAFileAsItIsWhereItFails() throws IOException {
        Path csv = Files.writeString(folder.resolve("kept.csv"), "before\n");
        Path missing = folder.resolve("missing.csv");

        int first = run("features", data, "--csv", csv);
        int second = run("features", data, "--csv", missing);

        assertThat(List.of(first, second)).containsExactly(1, 1);
        assertThat(csv).hasContent("before");
        assertThat(missing).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    features DATA --csv FILE                                  | the journal declares no feature set; --config FILE names one
                    features DATA --csv FILE --set other                      | the journal declares no feature set other
                    features DATA --csv FILE --config CONFIG                  | has the sets [one, two], name one of them; see millrace features --help
                    features DATA --csv FILE --config CONFIG --set two        | features.sets.benchmark of set two: binance:BBB, but the journal has only [binance:AAA]
                    features DATA --csv FILE --config NOTHING                 | there is no such file
                    features DATA --csv DATA                                  | is a folder, expected a file
                    features DATA                                             | Missing required option: '--csv=FILE'
                    lookahead DATA --prefixes 0                               | --prefixes: 0, expected 1 or more
                    lookahead DATA --strategy Crossove                        | no strategy Crossove, only
                    """)
    void shouldSayWhatIsWrong(String line, String complaint) throws IOException {
        Path config = config(
                "two.yaml",
                "{ name: one, features: [hour] }",
                "{ id: 2, name: two, benchmark: 'binance:BBB', features: [correlation_20] }");
        Object[] words = line.replace("DATA", data.toString())
                .replace("FILE", folder.resolve("out.csv").toString())
                .replace("CONFIG", config.toString())
                .split(" ", -1);

        assertThat(run(words)).isNotZero();

        assertThat(errors.toString())
                .startsWith("millrace: ")
                .contains(complaint)
                .hasLineCount(1);
    }

    private static Path config(String name, String... sets) throws IOException {
        return Files.writeString(folder.resolve(name), "features: { sets: [" + String.join(", ", sets) + "] }\n");
    }

    private int run(Object... words) {
        String[] arguments = List.of(words).stream().map(Object::toString).toArray(String[]::new);
        return Millrace.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
    }
}
