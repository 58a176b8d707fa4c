package org.millrace.feeds.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionSettings;

class VenuesTest {
    private static final String WS = "wss://venue.example:9443";

    @Test
    void shouldAcceptWhatAVenueCanGive() {
        List<String> streams = List.of("trade", "aggTrade", "bookTicker", "depth@100ms", "kline_1m", "kline_1M");

        assertThat(settings(WS, List.of("BTCUSDT"), streams).streams()).isEqualTo(streams);
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertRefused("https://venue.example", List.of("BTCUSDT"), "trade", "feeds.url: https://venue.example");
        assertRefused("wss://venue.example/ws", List.of("BTCUSDT"), "trade", "feeds.url: wss://venue.example/ws");
        assertRefused(WS, List.of("BTC\"USDT"), "trade", "feeds.symbols: BTC\"USDT, expected letters and digits");
        assertRefused(WS, List.of("BTCUSDT"), "ticker", "feeds.streams: ticker, expected a stream's name");
    }

    @Test
    void shouldTakeMoreStreamsThanAConnectionMayCarry() {
        List<String> many = IntStream.range(0, 1_025).mapToObj(i -> "S" + i).toList();

        assertThat(settings(WS, many, List.of("trade")).symbols()).isEqualTo(many);
    }

    @Test
    void shouldFillInWhatIsLeftOut() {
        FeedSettings complete = Venues.complete(FeedSettings.of(Venue.BINANCE_US, List.of("BTCUSD")));

        assertThat(complete.protocol()).isEqualTo("json");
        assertThat(complete.url()).isEqualTo("wss://stream.binance.us:9443");
        assertThat(complete.restUrl()).isEqualTo("https://api.binance.us");
        assertThat(complete.streams()).containsExactly("trade", "bookTicker", "depth@100ms");
    }

    @Test
    void shouldNameTheProtocolsOfAVenue() {
        FeedSettings settings =
                FeedSettings.of(Venue.BINANCE, List.of("BTCUSDT")).speaking("fix");

        assertThatThrownBy(() -> Venues.complete(settings)).hasMessageContaining("feeds.protocol: fix, expected json");
    }

    private static void assertRefused(String url, List<String> symbols, String stream, String message) {
        assertThatThrownBy(() -> settings(url, symbols, List.of(stream)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static FeedSettings settings(String url, List<String> symbols, List<String> streams) {
        return Venues.complete(new FeedSettings(
                Venue.BINANCE,
                "json",
                url,
                "https://venue.example",
                symbols,
                streams,
                1_000,
                FeedTimeUnit.MILLISECOND,
                "",
                Duration.ZERO,
                SessionSettings.DEFAULTS));
    }
}
