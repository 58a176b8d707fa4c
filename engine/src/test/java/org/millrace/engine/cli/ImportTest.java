package org.millrace.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.inspect.EventFilter;
import org.millrace.engine.inspect.EventPrinter;
import org.millrace.engine.inspect.Format;
import org.millrace.engine.support.WholeJournal;
import org.millrace.feeds.support.Captures;
import org.millrace.journal.JournalSettings;

/** Imports files as a user would. */
class ImportTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void shouldReplayIdenticallyWhatItImported() {
        Path data = folder.resolve("data");
        String file = Captures.file("trades/bitstamp_btcusd_20131125.csv.gz").toString();

        assertThat(run("import", "--venue", "coinbase", "--instrument", "BTC-USD", "--data", data.toString(), file))
                .isZero();

        assertThat(run("replay", data.toString(), "--verify")).isZero();
    }

    @Test
    void shouldGiveTheSameBytesForTheSameFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("some.csv"), "time,price,quantity\n1700000000,1.5,2\n1700000001,1.25,3\n");

        List<String> first = imported(folder.resolve("a"), file);
        List<String> second = imported(folder.resolve("b"), file);

        assertThat(first).isEqualTo(second).hasSizeGreaterThan(4);
    }

    @Test
    void shouldPassOverWhatTheJournalsHaveAndGoOnBehindIt() throws IOException {
        Path data = folder.resolve("data");
        String head = "time,price,quantity\n1700000000,1.5,2\n1700000001,1.25,3\n1700000001,1.25,3\n";
        imported(data, Files.writeString(folder.resolve("first.csv"), head));

        imported(data, Files.writeString(folder.resolve("whole.csv"), head + "1700000001,1.25,4\n1700000002,1,5\n"));
        imported(data, folder.resolve("whole.csv"));

        assertThat(quantities(data)).containsExactly("2", "3", "3", "4", "5");
        assertThat(run("replay", data.toString(), "--verify")).isZero();
    }

    @Test
    void shouldWriteNothingWhereARowIsBad() throws IOException {
        Path data = folder.resolve("data");
        Path file = Files.writeString(folder.resolve("bad.csv"), "time,price,quantity\n1,2,3\n2,x,3\n");

        int exitCode =
                run("import", "--venue", "kraken", "--instrument", "X", "--data", data.toString(), file.toString());

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString()).startsWith("millrace: " + file + ":3: column 2 (price): x, expected a decimal");
        assertThat(data).doesNotExist();
    }

    @Test
    void shouldGiveTheBarsOfTheTradesThatItImported() throws IOException {
        Path data = folder.resolve("data");
        String file = Captures.file("trades/bitstamp_btcusd_20131125.csv.gz").toString();
        Path settings = Files.writeString(
                folder.resolve("some.yaml"),
                "quality: { move: 10 }\nbars: { progress-interval: 0s }\n"); // suspect nobody

        assertThat(run(
                        "import",
                        "--venue",
                        "coinbase",
                        "--instrument",
                        "BTC-USD",
                        "--config",
                        settings.toString(),
                        "--data",
                        data.toString(),
                        file))
                .as("%s", errors)
                .isZero();

        List<String> expected =
                Files.readAllLines(Captures.file("trades/expected/bitstamp_btcusd_20131125.bars-60m.csv"));
        assertThat(hours(data))
                .isEqualTo(expected.stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.lastIndexOf(','))) // the line refuses trades of nothing
                        .toList());
    }

    private static List<String> hours(Path data) {
        return bars(data).stream()
                .filter(bar -> bar.path("timeframe").asText().equals("1h")
                        && bar.path("state").asText().equals("CLOSED"))
                .map(bar -> bar.get("startTime").asLong() / 1_000_000 + ","
                        + Stream.of("open", "high", "low", "close", "volume", "notional")
                                .map(field -> bar.get(field).asText())
                                .collect(Collectors.joining(",")))
                .toList();
    }

    private static List<JsonNode> bars(Path data) {
        return printed(data, "Bar");
    }

    private static List<String> quantities(Path data) {
        return printed(data, "Trade").stream()
                .map(trade -> trade.get("quantity").asText())
                .toList();
    }

    /** Returns what {@code inspect} prints of one type. */
    private static List<JsonNode> printed(Path data, String type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventFilter filter = new EventFilter(Set.of(type), "", Long.MIN_VALUE, Long.MAX_VALUE);
        EventPrinter printer = new EventPrinter(filter, Format.JSON, new PrintStream(out, true, UTF_8));
        WholeJournal.read(data.resolve(JournalSettings.OUT), printer);
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> events = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            try {
                events.add(mapper.readTree(line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return events;
    }

    private List<String> imported(Path data, Path file) {
        assertThat(run(
                        "import",
                        "--venue",
                        "kraken",
                        "--instrument",
                        "BTC/USD",
                        "--data",
                        data.toString(),
                        file.toString()))
                .as("%s", errors)
                .isZero();
        return WholeJournal.events(data.resolve(JournalSettings.IN)).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    private int run(String... arguments) {
        return Millrace.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
    }
}
