package org.millrace.feeds.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.support.PolledDrill;

/** Charts of a venue that refuses, restates and is left alone for a while, by a feed that is started again and again. */
@Timeout(300)
class ChartDrillTest {
    private static final int DECIMALS = 4; // of its prices
    private static final String SYMBOL = "ADA-USDT";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldTellOfEachBarAsTheVenueHasIt() throws IOException {
        try (PolledDrill drill = new PolledDrill(SimulatedProtocol.YAHOO, SYMBOL, -8, 0)) {
            drill.run(6, this::feed);

            NavigableMap<Long, String> wanted =
                    bars(drill.ask("/v8/finance/chart/" + SYMBOL + "?interval=5m&period1=0", ""));
            wanted.pollLastEntry(); // what is live
            wanted.pollLastEntry(); // may have been restated since it was asked for
            wanted.pollLastEntry();
            assertThat(drill.periods().headMap(wanted.lastKey(), true)).isEqualTo(wanted);
            assertThat(wanted).hasSizeGreaterThan(100);
            assertThat(drill.repeated()).isZero();
            assertThat(drill.revised()).isPositive();
        }
    }

    private Feed feed(String authority, FeedContext context) {
        YahooVenue venue = new YahooVenue();
        FeedSettings settings = FeedSettings.of(Venue.YAHOO, List.of(SYMBOL))
                .or("chart", "ws://" + authority, "http://" + authority, List.of("chart_5m"));
        return venue.feed(venue.complete(settings), context);
    }

    private static NavigableMap<Long, String> bars(String body) throws IOException {
        JsonNode result = JSON.readTree(body).at("/chart/result/0");
        JsonNode quote = result.at("/indicators/quote/0");
        NavigableMap<Long, String> bars = new TreeMap<>();
        for (int i = 0; i < result.get("timestamp").size(); i++) {
            if (!quote.get("open").get(i).isNull()) {
                StringBuilder bar = new StringBuilder();
                for (String column : List.of("open", "high", "low", "close", "volume")) {
                    BigDecimal value =
                            quote.get(column).get(i).decimalValue().setScale(DECIMALS, RoundingMode.HALF_EVEN);
                    bar.append(value.stripTrailingZeros().toPlainString()).append(' ');
                }
                bars.put(result.get("timestamp").get(i).asLong(), bar.toString().strip());
            }
        }
        return bars;
    }
}
