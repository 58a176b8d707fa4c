package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.support.Captures;

class RecordedChartTest {
    private static final String CHART = "yahoo/chart-AAPL-1mo-6y.rest.jsonl.gz";

    @Test
    void shouldReadEveryValueAsPrinted() throws IOException {
        byte[] body = Captures.lines(CHART).get(0).split("\t", 3)[2].getBytes(UTF_8);
        JsonNode expected =
                Captures.expected("yahoo/expected/chart-AAPL-1mo-6y.json").at("/items/0");

        ChartAnswer answer = ChartAnswer.read(body, 0, body.length);

        int rows = expected.at("/bars").asInt();
        assertThat(body).hasSize(expected.at("/body_bytes").asInt());
        assertThat(List.of(answer.meta().symbol(), answer.meta().granularity()))
                .isEqualTo(List.of(
                        expected.at("/symbol").asText(),
                        expected.at("/granularity").asText()));
        assertThat(List.of(answer.rows(), answer.time(0), answer.time(rows - 1)))
                .isEqualTo(List.of(
                        rows,
                        expected.at("/first_ts").asLong(),
                        expected.at("/last_ts").asLong()));
        assertThat(sum(rows, answer::close))
                .isEqualByComparingTo(expected.at("/close_sum").asText());
        assertThat(sum(rows, answer::volume))
                .isEqualByComparingTo(expected.at("/volume_sum").asText());
        assertThat(IntStream.range(0, rows).filter(answer::isEmpty).count())
                .isEqualTo(expected.at("/nulls").asLong());
        assertThat(answer.time(rows - 1) == answer.meta().marketTime())
                .isEqualTo(expected.at("/last_bar_is_live").asBoolean());
    }

    @Test
    void shouldMakeOneBarOfEachMonth() throws IOException {
        YahooHarness harness = new YahooHarness();
        String line = Captures.lines(CHART).get(0);

        harness.frame(line.substring(line.indexOf('\t') + 1), 0);
        List<String> bars = harness.take();
        harness.frame(line.substring(line.indexOf('\t') + 1), 0);

        assertThat(bars).hasSize(72);
        assertThat(bars.get(0))
                .isEqualTo("VenueBar 1 1790953607000000000 1604203200000000000 2592000s o=109.11 h=121.99 l=107.32 "
                        + "c=119.05 v=2123077300 q=0 n=0 V=0 closed=T");
        assertThat(bars.get(71))
                .isEqualTo("VenueBar 1 1790953607000000000 1790827200000000000 2592000s o=330 h=334.54 l=325.81 "
                        + "c=332.38 v=45684898 q=0 n=0 V=0 closed=F");
        assertThat(harness.take()).isEmpty();
        assertThat(harness.feed.counters().get(FeedCounter.REJECTED)).isZero();
    }

    private static BigDecimal sum(int rows, IntFunction<BigDecimal> column) {
        return IntStream.range(0, rows).mapToObj(column).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
