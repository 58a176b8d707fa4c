package org.millrace.feeds.yahoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.FeedSettings;

class YahooVenueTest {
    private final YahooVenue venue = new YahooVenue();

    @Test
    void shouldCompleteWhatWasLeftOut() {
        FeedSettings complete = venue.complete(FeedSettings.of(Venue.YAHOO, List.of("THYAO.IS")));

        assertThat(List.of(complete.protocol(), complete.restUrl(), complete.streams(), complete.interval()))
                .isEqualTo(List.of(
                        "chart", "https://query1.finance.yahoo.com", List.of("chart_5m"), Duration.ofMinutes(5)));
        assertThat(complete.session().breaker().failures()).isEqualTo(3);
        assertThat(complete.session().breaker().openFor()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldRefuseWhatTheVenueDoesNotKnow() {
        FeedSettings settings = FeedSettings.of(Venue.YAHOO, List.of("THYAO.IS"));

        assertThrows(
                IllegalArgumentException.class,
                () -> venue.complete(settings.or("chart", "", "", List.of("chart_7m"))));
        assertThrows(
                IllegalArgumentException.class, () -> venue.complete(settings.or("stream", "", "", List.of("trade"))));
        assertThrows(
                IllegalArgumentException.class, () -> venue.complete(FeedSettings.of(Venue.YAHOO, List.of("A\"B"))));
    }

    @Test
    void shouldNameWhatIsTraded() {
        assertThat(List.of(
                        name("THYAO.IS", "TRY", AssetClass.EQUITY),
                        name("BRK-B", "USD", AssetClass.EQUITY),
                        name("KMR.L", "GBp", AssetClass.EQUITY),
                        name("BTC-USD", "USD", AssetClass.CRYPTO),
                        name("EURUSD=X", "USD", AssetClass.FX),
                        name("KRW=X", "KRW", AssetClass.FX),
                        name("^GSPC", "USD", AssetClass.INDEX)))
                .containsExactly("THYAO-TRY", "BRK.B-USD", "KMR-GBp", "BTC-USD", "EUR-USD", "USD-KRW", "GSPC-USD");
    }

    private static String name(String symbol, String currency, AssetClass assetClass) {
        return YahooNames.describe(Venue.YAHOO, symbol, currency, assetClass).name();
    }
}
