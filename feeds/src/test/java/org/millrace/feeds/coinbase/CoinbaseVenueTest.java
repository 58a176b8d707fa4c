package org.millrace.feeds.coinbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.FeedSettings;

class CoinbaseVenueTest {
    private final CoinbaseVenue venue = new CoinbaseVenue();

    @Test
    void shouldFillInWhatIsLeftOut() {
        FeedSettings exchange = venue.complete(FeedSettings.of(Venue.COINBASE, List.of("BTC-USD")));
        FeedSettings advanced = venue.complete(FeedSettings.of(Venue.COINBASE_ADVANCED, List.of("BTC-USD")));

        assertThat(exchange.protocol()).isEqualTo("exchange");
        assertThat(exchange.url()).isEqualTo("wss://ws-feed.exchange.coinbase.com");
        assertThat(exchange.streams()).containsExactly("matches", "ticker", "level2_batch", "heartbeat");
        assertThat(advanced.protocol()).isEqualTo("advanced");
        assertThat(advanced.url()).isEqualTo("wss://advanced-trade-ws.coinbase.com");
        assertThat(advanced.streams()).containsExactly("market_trades", "ticker", "level2", "heartbeats");
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertRefused(FeedSettings.of(Venue.COINBASE, List.of("BTC/USD")), "feeds.symbols: BTC/USD, expected letters");
        assertRefused(
                FeedSettings.of(Venue.COINBASE_ADVANCED, List.of("BTC-USDC", "BTC-USD")),
                "feeds.symbols: BTC-USD and BTC-USDC, expected one of them");
        assertRefused(
                FeedSettings.of(Venue.COINBASE, List.of("BTC-USD")).or("", "", "", List.of("trades")),
                "feeds.streams: trades, expected one of matches, ticker");
    }

    private void assertRefused(FeedSettings settings, String message) {
        assertThatThrownBy(() -> venue.complete(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
