package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.jars.StrategyJar;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;

/** Backtests and research as a user would run them. */
class BacktestCommandTest {
    @TempDir
    private static Path folder;

    private static String data;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void bringBars() throws IOException {
        data = MinuteBars.journal(folder, "AAA", 2_000, 1).toString();
    }

    @Test
    void shouldWriteEveryKindOfReport() throws IOException {
        Path html = folder.resolve("report.html");
        Path json = folder.resolve("report.json");
        Path csv = folder.resolve("csv");

        assertThat(run("backtest --strategy Crossover --params fast=10,slow=30 --report " + html + " --json " + json
                        + " --csv " + csv))
                .as(errors::toString)
                .isZero();

        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.path("measures").path("trades").asInt()).isPositive();
        assertThat(Files.readString(html).replace("http://www.w3.org/2000/svg", ""))
                .startsWith("<!doctype html>")
                .contains("Crossover(fast=10,slow=30)")
                .doesNotContain("http:", "https:", "src=", "@data@");
        assertThat(Files.readAllLines(csv.resolve("fills.csv")))
                .hasSize(result.path("fills").size() + 1);
        assertThat(Files.readAllLines(csv.resolve("trades.csv")))
                .hasSize(result.path("trades").size() + 1);
        assertThat(Files.readAllLines(csv.resolve("equity.csv")))
                .hasSize(result.path("curve").path("times").size() + 1);
    }

    @Test
    void shouldDoResearch() throws IOException {
        Path json = folder.resolve("one.json");
        assertThat(run("backtest --strategy Crossover --json " + json)).isZero();

        assertThat(run("search --strategy Crossover --params fast=5|10,slow=20:40:10 --report "
                        + folder.resolve("s.html")))
                .isZero();
        assertThat(run("walk-forward --strategy Crossover --params fast=5|10 --train 12h --test 6h --report "
                        + folder.resolve("w.html")))
                .isZero();
        assertThat(run("monte-carlo --strategy Crossover --runs 50 --report " + folder.resolve("m.html")))
                .isZero();
        assertThat(Millrace.execute(
                        "compare", json.toString(), json.toString(), "--report", folder.resolve("c.html") + ""))
                .isZero();

        assertThat(Files.readString(folder.resolve("s.html"))).contains("6 sets of parameters were tried.");
        for (String page : new String[] {"w.html", "m.html", "c.html"}) {
            assertThat(Files.readString(folder.resolve(page))).contains("<!doctype html>", "\"kind\":");
        }
    }

    @Test
    void shouldRunStrategiesOfJarsToo() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        StrategyJar.write(jars.resolve("mine.jar"), folder, "Mine", StrategyJar.IN_TURN);
        String mine = " --strategies " + jars + " --strategy Mine --params quantity=";
        Path results = folder.resolve("mine.trials");

        assertThat(run("backtest" + mine + "3 --json " + folder.resolve("mine.json")))
                .as(errors::toString)
                .isZero();
        assertThat(run("search" + mine + "1|2|3 --results " + results))
                .as(errors::toString)
                .isZero();
        assertThat(run("walk-forward" + mine + "1|2 --train 12h --test 6h")).isZero();
        assertThat(run("monte-carlo" + mine + "2 --runs 50")).isZero();

        JsonNode result =
                new ObjectMapper().readTree(folder.resolve("mine.json").toFile());
        assertThat(result.path("orders").asInt()).isGreaterThan(1_000);
        assertThat(Files.readString(results)).contains("Mine ");
        StrategyJar.write(jars.resolve("mine.jar"), folder, "Mine", StrategyJar.IN_TURN.replace("== 0", "== 1"));
        assertThat(run("search" + mine + "1|2|3 --results " + results))
                .as("of another version of the jar")
                .isNotZero();
        assertThat(run("backtest --strategies " + folder + mine.substring(mine.indexOf(" --strategy ")) + 1))
                .isNotZero();
        assertThat(errors.toString()).contains("no jar in " + folder + " has a class Mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --strategy Crossove                            | no strategy Crossove, only
                    --strategy Crossover --params fats=3           | Crossover has no parameter fats, only
                    --strategy Crossover --params fast=1           | fast=1.0: expected a whole number from 2
                    --strategy Crossover --instrument BBB          | instrument BBB: the journal has only [binance:AAA]
                    --strategy Crossover --benchmark BBB           | benchmark BBB: the journal has only [binance:AAA]
                    --strategy Crossover --params timeframe=3600   | nothing was traded; bars in the journal: 2,000 of 1m
                    --strategy Crossover --to 2001-01-01           | the journal has no events before --to
                    --cash 1000                                    | the journal itself has no orders
                    --strategy Crossover:1 --strategy Crossover:1  | each needs a number of its own
                    --strategy Crossover --from 2222-01-01         | nothing happened from --from on: the journal ends at 2020-
                    """)
    void shouldSayWhatIsWrong(String options, String complaint) {
        assertThat(run("backtest " + options)).isIn(ExitCode.FAILED, ExitCode.USAGE);

        assertThat(errors.toString())
                .startsWith("millrace: ")
                .contains(complaint)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    backtest --bogus                                                     | Unknown option: '--bogus'; see millrace backtest --help
                    backtest --strategy Crossover --from 2999-01-01                      | --from': 2999-01-01, expected a time
                    backtest --strategy Crossover --from noon                            | --from': noon, expected a time
                    backtest --strategy Crossover --from 2021-01-01 --to 2020-01-01      | the span from 2021-01-01T00:00:00Z to 2020-01-01T00:00:00Z ends before
                    backtest --strategy Crossover --cash -1                              | --cash: expected 0.0 or more
                    backtest --strategy Crossover --maker-fee -2                         | --maker-fee: expected -1.0 or more
                    backtest --strategy Crossover --report /no/such/x.html               | --report': /no/such/x.html: there is no folder /no/such
                    backtest --strategy Crossover --csv /dev/null/x                      | --csv': /dev/null/x: /dev/null is no folder
                    backtest --strategy Rsi --params timeframe=61                        | timeframe=61: indicators are computed of bars of 1,
                    search --strategy Crossover --params quantity=1                      | --params: nothing varies
                    search --strategy Crossover --params fast=5:9:0                      | fast=5.0:9.0:0.0: expected
                    search --strategy Crossover --params fast=5:9:4 --objective luck       | no measure luck
                    search --strategy Crossover --params fast=5:9:4 --results /no/such/r   | --results': /no/such/r: there is no folder /no/such
                    monte-carlo --strategy Crossover --runs 0                            | runs: 0
                    walk-forward --strategy Crossover --params fast=5:9:4 --train 90d --test 9d | the journals' span is too short
                    compare                                                              | is a folder; expected a file that millrace backtest --json wrote
                    why                                                                  | --fill and --signal is to be there. See millrace why --help
                    """)
    void shouldSayInOneLineWhatMakesNoSense(String line, String complaint) {
        assertThat(run(line)).isEqualTo(ExitCode.USAGE);

        assertThat(errors.toString())
                .startsWith("millrace: ")
                .contains(complaint)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    search --strategy Crossover --params fast=5:9:4,timeframe=3600                                  | nothing was traded; bars in the journal
                    search --strategy Crossover --params fast=5:9:4 --instrument BBB                                | instrument BBB: the journal has only
                    walk-forward --strategy Crossover --params fast=5:9:4,timeframe=3600 --train 12h --test 6h      | nothing was traded in any step
                    monte-carlo --strategy Crossover --params timeframe=3600                                      | nothing was traded; bars in the journal
                    """)
    void shouldSayThatNothingWasTraded(String line, String complaint) {
        assertThat(run(line)).isEqualTo(ExitCode.FAILED);

        assertThat(errors.toString()).startsWith("millrace: " + complaint).hasLineCount(1);
    }

    @Test
    void shouldReadWhatARunningEngineWrites() {
        try (Journal written = Journal.open(Path.of(data, JournalSettings.IN), JournalSettings.DEFAULTS)) {
            assertThat(written.lastSequence()).isPositive();
            assertThat(run("backtest --strategy Crossover")).isZero();
        }
    }

    @Test
    void shouldCompareNothingButResults() throws IOException {
        Path text = Files.writeString(folder.resolve("words"), "root:x");
        Path empty = Files.writeString(folder.resolve("empty.json"), "{}");
        Path missing = folder.resolve("missing.json");

        assertThat(compare(text)).isEqualTo(ExitCode.USAGE);
        assertThat(compare(empty)).isEqualTo(ExitCode.USAGE);
        assertThat(compare(missing)).isEqualTo(ExitCode.FAILED);

        assertThat(errors.toString().lines())
                .containsExactly(
                        "millrace: " + text + ": is no JSON; expected what millrace backtest --json wrote",
                        "millrace: " + empty + ": has no curve; expected what millrace backtest --json wrote",
                        "millrace: " + missing + ": cannot be read or written (NoSuchFileException)");
    }

    private int compare(Path file) {
        return Millrace.commandLine().setErr(new PrintWriter(errors)).execute("compare", file.toString());
    }

    @Test
    void shouldSayThatThereIsNoJournal() {
        assertThat(Millrace.commandLine()
                        .setErr(new PrintWriter(errors))
                        .execute(
                                "backtest",
                                "--strategy",
                                "Crossover",
                                folder.resolve("none").toString()))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString()).contains("there is no journal of inputs");
    }

    private int run(String line) {
        String[] words = Stream.concat(Arrays.stream(line.trim().split(" +", -1)), Stream.of(data))
                .toArray(String[]::new);
        return Millrace.commandLine().setErr(new PrintWriter(errors)).execute(words);
    }
}
