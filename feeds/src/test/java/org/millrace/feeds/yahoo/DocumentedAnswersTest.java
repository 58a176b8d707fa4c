package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.support.FrameOutcome;
import org.millrace.feeds.venue.MetricId;

/** What becomes of each kind of answer and message that the venue is known to send. */
class DocumentedAnswersTest {
    private static final String ROW = "0 107.31999969482422 108.0 1e2 107.5 0";

    private final YahooHarness harness = new YahooHarness();

    @ParameterizedTest
    @CsvSource({
        "1m,60",
        "2m,120",
        "5m,300",
        "15m,900",
        "30m,1800",
        "60m,3600",
        "1h,3600",
        "90m,5400",
        "4h,14400",
        "1d,86400",
        "5d,432000",
        "1wk,604800",
        "1mo,2592000",
        "3mo,7776000"
    })
    void shouldReadChartsOfEveryIntervalAndFloatsAsTheyWereMeant(String interval, int seconds) {
        List<String> outcome = outcome(
                "GET https://x/v8/finance/chart/AAPL\t" + ChartText.chart(interval, 1_790_947_800L, List.of(ROW)));

        assertThat(outcome).hasSize(2).first().isEqualTo("BARS 1");
        assertThat(outcome.get(1)).contains(" " + seconds + "s o=107.32 h=108 l=100 c=107.5 v=0 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null 2 1 1 5", "2 null 1 1 5", "2 2 null 1 5", "2 2 1 null 5", "2 2 1 1 null"})
    void shouldDropRowsInWhichNothingWasTraded(String row) {
        assertThat(outcome("GET https://x/v8/finance/chart/AAPL\t"
                        + ChartText.chart("5m", 1_790_948_800L, List.of("0 " + row, "300 2 2 1 1 7"))))
                .containsExactly(
                        "BARS 1, IGNORED 1",
                        "VenueBar 1 1 1790948100000000000 300s o=2 h=2 l=1 c=1 v=7 q=0 n=0 V=0 closed=T");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'chart':{'result':null,'error':{'code':'Not Found','description':'No data found, symbol may be delisted'}}}",
                "{'finance':{'result':null,'error':{'description':'Invalid Crumb','code':'Unauthorized'}}}",
                "Too Many Requests",
                "Edge: Too Many Requests"
            })
    void shouldRefuseAnswersWithoutAChart(String body) {
        assertThat(outcome("GET https://x/v8/finance/chart/X\t" + body.replace('\'', '"')))
                .hasSize(2)
                .first()
                .isEqualTo("REJECTED 1");
    }

    @Test
    void shouldTakeAChartWithoutRowsOrTimes() {
        String body =
                "{'chart':{'error':null,'result':[{'indicators':{'adjclose':[{}],'quote':[{}]},'meta':{'symbol':'AAPL',"
                        + "'currency':'USD','dataGranularity':'1d','firstTradeDate':-252322200,'new':{}}}]}}";

        assertThat(outcome("GET https://x/v8/finance/chart/AAPL\t" + body.replace('\'', '"')))
                .containsExactly("IGNORED 1");
    }

    @Test
    void shouldTakeMessagesOfEachKindForWhatTheySay() {
        String message = "0a044141504c" + "150000c03f" + "18c0b095808a65"; // AAPL, 1.5, 1736509140000
        String later = message.replace("18c0", "18c2");

        assertThat(pricing(message + "b001c801"))
                .containsExactly("TRADES 1", "Trade 1 1736509140000000000 0 1.5 x 100 UNKNOWN");
        assertThat(pricing(later + "bd010000c03f" + "cd010000e03f"))
                .containsExactly("QUOTES 1", "Quote 1 1 0 1.5 x 0 / 1.75 x 0");
        assertThat(pricing(message.replace("18c0", "18c4")))
                .containsExactly("METRICS 1", "Metric 1 1736509140002000000 " + MetricId.of("price") + " 0s 1.5");
        assertThat(pricing("0a03585858" + "3007")).containsExactly("CONTROL 1"); // heartbeat
        assertThat(outcome("{\"type\":\"heartbeat\"}")).containsExactly("CONTROL 1");
    }

    private List<String> pricing(String hex) {
        byte[] message = HexFormat.of().parseHex(hex);
        return outcome(
                "{\"type\":\"pricing\",\"message\":\"" + Base64.getEncoder().encodeToString(message) + "\"}");
    }

    private List<String> outcome(String frame) {
        return FrameOutcome.of(frame.getBytes(UTF_8), harness.feed, harness.events);
    }
}
