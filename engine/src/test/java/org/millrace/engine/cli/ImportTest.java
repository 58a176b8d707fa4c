package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
