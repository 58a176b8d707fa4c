package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.Venue;

/** What {@code config/live.yaml} watches. */
class LiveMarketsTest {
    private static final Path LIVE = Path.of("..", "config", "live.yaml");

    @Test
    void shouldWatchTheSameCoinsUnderTheSameNamesEverywhere() {
        Set<String> binance = symbols(Venue.BINANCE).stream()
                .map(symbol -> PairName.of(symbol.replaceFirst("USDT$", ""), "USD"))
                .collect(Collectors.toSet());
        Set<String> coinbase = names(Venue.COINBASE);
        Set<String> kraken = names(Venue.KRAKEN);

        assertThat(List.of(binance.size(), coinbase.size(), kraken.size())).allMatch(count -> count >= 20);
        assertThat(coinbase.stream().filter(kraken::contains).filter(binance::contains))
                .hasSizeGreaterThanOrEqualTo(19);
    }

    @Test
    void shouldWatchTheSharesThatWereAskedFor() {
        assertThat(symbols(Venue.YAHOO)).containsExactly("THYAO.IS", "GARAN.IS", "ISCTR.IS", "AKBNK.IS", "SISE.IS");
        assertThat(symbols(Venue.ALPACA)).containsExactly("AAPL", "TSLA", "NVDA", "MSFT", "GOOGL", "AMZN", "META");
    }

    @Test
    void shouldRefuseTwoSymbolsOfAVenueThatAreOneThing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("twice.yaml");
        Files.writeString(
                file,
                """
                feeds:
                  - { venue: kraken, symbols: [BTC/USD] }
                  - { venue: kraken, protocol: v1, symbols: [XBT/USD] }
                """);

        assertThatThrownBy(() -> SettingsFile.read(file, MillraceSettings.class))
                .hasMessageContaining("feeds.symbols: XBT/USD, expected another name than BTC/USD has: BTC-USD");
    }

    private static Set<String> names(Venue venue) {
        return symbols(venue).stream().map(PairName::of).collect(Collectors.toSet());
    }

    private static List<String> symbols(Venue venue) {
        return SettingsFile.read(LIVE, MillraceSettings.class).feeds().stream()
                .filter(feed -> feed.venue() == venue)
                .flatMap(feed -> feed.symbols().stream())
                .toList();
    }
}
