package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.instruments.InstrumentSettings.Listed;

/** What {@code config/live.yaml} watches, and {@code config/simulated.yaml}. */
class LiveMarketsTest {
    private static final Path LIVE = Path.of("..", "config", "live.yaml");
    private static final Path SIMULATED = Path.of("..", "config", "simulated.yaml");
    private static final List<Venue> CRYPTO_VENUES = List.of(Venue.BINANCE, Venue.COINBASE, Venue.KRAKEN);

    @Test
    void shouldWatchTwentyMarketsAndMoreOfEachCryptoVenueAndSixtyInAll() {
        List<Integer> counts =
                CRYPTO_VENUES.stream().map(venue -> names(LIVE, venue).size()).toList();
        int all = settings(LIVE).feeds().stream()
                .mapToInt(feed -> feed.symbols().size())
                .sum();

        assertThat(counts).allMatch(count -> count >= 20);
        assertThat(all).isGreaterThanOrEqualTo(60);
    }

    @Test
    void shouldCallTheSameThingByTheSameNameAtEachVenue() {
        assertThat(common(LIVE, CRYPTO_VENUES)).contains("BTC-USDT", "ETH-USDT", "SOL-USDT", "XRP-USDT", "ADA-USDT");
        assertThat(common(LIVE, List.of(Venue.COINBASE, Venue.KRAKEN)))
                .hasSize(24)
                .allMatch(name -> name.matches("[A-Z]+-USDT?"));
        assertThat(common(SIMULATED, CRYPTO_VENUES)).hasSize(20).allMatch(name -> name.matches("[A-Z]+-USDT"));
    }

    @Test
    void shouldNameEachOfBinancesSymbolsWhichDoNotShowWhatTheyName() {
        List<Listed> listed = settings(LIVE).instruments().list();

        assertThat(listed.stream().map(Listed::symbol))
                .containsExactlyInAnyOrderElementsOf(symbols(LIVE, Venue.BINANCE));
        assertThat(listed)
                .allSatisfy(each -> assertThat(each.name().replace("-", "")).isEqualTo(each.symbol()));
    }

    @Test
    void shouldWatchTheSharesThatWereAskedFor() {
        assertThat(symbols(LIVE, Venue.YAHOO))
                .containsExactly("THYAO.IS", "GARAN.IS", "ISCTR.IS", "AKBNK.IS", "SISE.IS");
        assertThat(symbols(LIVE, Venue.ALPACA))
                .containsExactly("AAPL", "TSLA", "NVDA", "MSFT", "GOOGL", "AMZN", "META");
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

    private static Set<String> common(Path file, List<Venue> venues) {
        Set<String> common = new TreeSet<>(names(file, venues.get(0)));
        venues.forEach(venue -> common.retainAll(names(file, venue)));
        return common;
    }

    /** Returns the names under which a venue's instruments appear: those that the file gives, or that symbols show. */
    private static Set<String> names(Path file, Venue venue) {
        MillraceSettings settings = settings(file);
        Map<String, String> given = new HashMap<>();
        settings.simulator()
                .instruments()
                .forEach(each -> given.put(each.symbol(), each.baseAsset() + "-" + each.quoteAsset()));
        settings.instruments().list().forEach(each -> given.put(each.symbol(), each.name()));
        return symbols(file, venue).stream()
                .map(symbol -> venue == Venue.BINANCE ? given.get(symbol) : PairName.of(symbol))
                .collect(Collectors.toSet());
    }

    private static List<String> symbols(Path file, Venue venue) {
        return settings(file).feeds().stream()
                .filter(feed -> feed.venue() == venue)
                .flatMap(feed -> feed.symbols().stream())
                .toList();
    }

    private static MillraceSettings settings(Path file) {
        return SettingsFile.read(file, MillraceSettings.class);
    }
}
