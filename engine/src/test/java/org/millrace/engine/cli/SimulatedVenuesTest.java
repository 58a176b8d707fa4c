package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;

/** Runs what ships for a look at all venues without a network. */
class SimulatedVenuesTest {
    private static final Path SETTINGS = Path.of("..", "config", "simulated.yaml");

    @TempDir
    private Path folder;

    @Test
    void shouldShowTheSameMarketsUnderTheSameNamesAtAllVenuesWithoutAnyKey() throws IOException {
        Path file = folder.resolve("simulated.yaml");
        Files.writeString(
                file,
                Files.readString(SETTINGS)
                        + "gateway: { listen: { host: 127.0.0.1, port: 0 }, metrics: { host: 127.0.0.1, port: 0 } }\n"
                        + "questdb: { mode: none }\n");
        MillraceSettings settings = SettingsFile.read(file, MillraceSettings.class);
        try (Program program =
                new Program(settings, folder.resolve("data"), settings.clock().beat())) {
            program.start(false, 0);
            try (LiveFeeds feeds = new LiveFeeds(settings, program.sink())) {
                feeds.start();
                await(() -> assertThat(venues(program))
                        .containsExactlyInAnyOrder(
                                "BINANCE 20",
                                "BINANCE_USDM 3",
                                "COINBASE 20",
                                "COINBASE_ADVANCED 3",
                                "KRAKEN 20",
                                "ALPACA 9",
                                "GLASSNODE 1"));
                await(() -> assertThat(names(program, Venue.YAHOO)).contains("THYAO-TRY", "BTC-USDT"));
            }
            assertThat(names(program, Venue.KRAKEN))
                    .isEqualTo(names(program, Venue.BINANCE))
                    .isEqualTo(names(program, Venue.COINBASE));
            assertThat(names(program, Venue.ALPACA)).contains("AAPL-USD", "BTC-USDT");
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().untilAsserted(assertion);
    }

    /** Counts the instruments of each venue, but of Yahoo, which is asked for one after the other. */
    private static Set<String> venues(Program program) {
        return program.engine().instruments().instruments().stream()
                .filter(instrument -> instrument.venue() != Venue.YAHOO)
                .collect(Collectors.groupingBy(Instrument::venue, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Program program, Venue venue) {
        return program.engine().instruments().instruments().stream()
                .filter(instrument -> instrument.venue() == venue)
                .map(Instrument::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
