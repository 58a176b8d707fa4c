package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.venues.Venues;

/** Answers that the venues gave, against what a separate program made of them. */
class RecordedHistoryTest {
    @Test
    void shouldReadKrakensBars() throws IOException {
        String name = "rest-ohlc-xbtusd-20170811";
        List<HistoryRow> rows =
                rows(bars(Venue.KRAKEN, "BTC/USD", 60, 1_502_402_520, 1_502_445_720), bodies("kraken/" + name, "OHLC"));

        JsonNode expected =
                Captures.expected("kraken/expected/" + name + ".json").at("/items/0");
        assertThat(rows).hasSize(expected.get("rows").asInt());
        assertThat(sum(rows, RowField.VOLUME))
                .isEqualTo(expected.get("volume_sum").asText());
        assertThat(rows.stream().mapToLong(HistoryRow::tradeCount).sum())
                .isEqualTo(expected.get("count_sum").asLong());
    }

    @Test
    void shouldReadKrakensTradesWithoutIds() throws IOException {
        String name = "rest-trades-xbtusd-20131127";
        HistoryRequest request = request(Venue.KRAKEN, "BTC/USD", RowKind.TRADE, 0, 1_385_579_841, 1_385_579_900);
        HistoryPager pager = Venues.history(Venue.KRAKEN).pager(request, new SeriesTable());

        List<HistoryRow> rows =
                pager.onPage(bodies("kraken/" + name, "Trades").get(0).getBytes(UTF_8));

        JsonNode expected =
                Captures.expected("kraken/expected/" + name + ".json").at("/items/0");
        assertThat(rows).hasSize(expected.get("rows").asInt());
        assertThat(sum(rows, RowField.QUANTITY))
                .isEqualTo(expected.get("volume_sum").asText());
        assertThat(notional(rows)).isEqualTo(expected.get("notional_sum").asText());
        assertThat(pager.nextPath())
                .endsWith("&since=" + expected.get("last_cursor").asText());
    }

    @Test
    void shouldReadCoinbasesCandlesOldestFirst() throws IOException {
        String name = "rest-candles-20180201";
        List<HistoryRow> rows = rows(
                bars(Venue.COINBASE, "BTC-USD", 60, 1_517_443_200, 1_517_443_800),
                bodies("coinbase/" + name, "candles"));

        JsonNode expected =
                Captures.expected("coinbase/expected/" + name + ".json").at("/items/0");
        assertThat(rows).hasSize(expected.get("rows").asInt());
        assertThat(sum(rows, RowField.VOLUME))
                .isEqualTo(expected.get("volume_sum").asText());
        assertThat(sum(rows, RowField.CLOSE))
                .isEqualTo(expected.get("close_sum").asText());
        HistoryRow oldest = rows.get(0);
        assertThat(SECONDS.toNanos(expected.at("/oldest_bar/start_s").asLong())).isEqualTo(oldest.startTime());
        for (RowField field : RowField.of(RowKind.BAR)) {
            String column = "/oldest_bar/" + field.toString().toLowerCase(Locale.ROOT);
            assertThat(oldest.text(field)).isEqualTo(expected.at(column).asText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AAPL, trades, symbols=AAPL&, 2021-10-13T00:00:00Z, 0",
        "F, trades, 'symbols=F,GE', 2018-06-04T19:18:17Z, 0",
        "AMZN, bars, symbols=AMZN&, 2021-10-15T16:00:00Z, 900",
        "META, bars, symbols=META&, 2022-06-08T00:00:00Z, 86400",
        "SUSHI/USD, trades, 'symbols=SUSHI/USD,', 2023-01-01T20:00:00Z, 0",
        "BAT/USD, trades, 'symbols=SUSHI/USD,', 2023-01-01T20:00:00Z, 0",
        "BCH/USD, bars, symbols=BCH/USD&, 2021-11-11T11:11:00Z, 60"
    })
    void shouldReadAlpacasPages(String symbol, String kind, String url, String from, long seconds) throws IOException {
        List<String> bodies = bodies("alpaca/rest-history-a", kind + "?" + url);
        RowKind rowKind = seconds == 0 ? RowKind.TRADE : RowKind.BAR;
        long start = Instant.parse(from).getEpochSecond();

        List<HistoryRow> rows =
                rows(request(Venue.ALPACA, symbol, rowKind, seconds, start, start + 30 * 86_400), bodies);

        long expectedRows = 0;
        BigDecimal sizes = BigDecimal.ZERO;
        for (JsonNode item :
                Captures.expected("alpaca/expected/rest-history-a.json").get("items")) {
            JsonNode counted = item.path("symbols").path(symbol);
            if (item.get("url").asText().contains(kind + "?" + url) && !counted.isMissingNode()) {
                expectedRows += counted.get("rows").asLong()
                        - counted.path("taken_back").asLong();
                String sum = counted.path("size_sum")
                        .asText(counted.path("volume_sum").asText("0"));
                sizes = sizes.add(new BigDecimal(sum));
            }
        }
        assertThat(rows).hasSize((int) expectedRows).isNotEmpty();
        assertThat(sum(rows, seconds == 0 ? RowField.QUANTITY : RowField.VOLUME))
                .isEqualTo(text(sizes));
    }

    @Test
    void shouldLeaveYahoosLiveRowOut() throws IOException {
        JsonNode expected =
                Captures.expected("yahoo/expected/chart-AAPL-1mo-6y.json").at("/items/0");
        long first = expected.get("first_ts").asLong();
        HistoryRequest request = request(
                Venue.YAHOO,
                "AAPL",
                RowKind.BAR,
                2_592_000,
                first,
                expected.get("last_ts").asLong());

        List<HistoryRow> rows = rows(request, bodies("yahoo/chart-AAPL-1mo-6y", "chart"));

        assertThat(rows).hasSize(expected.get("bars").asInt() - 2); // nor the running month that it belongs to
        assertThat(rows.get(0).series().instrument().label()).isEqualTo("YAHOO AAPL");
    }

    @Test
    void shouldReadEachPartOfGlassnodesObjectsWhenItWasKnown() throws IOException {
        HistoryRequest request = new HistoryRequest(
                Venue.GLASSNODE,
                "BTC",
                RowKind.METRIC,
                86_400,
                "indicators/ssr",
                SECONDS.toNanos(1_790_899_200),
                SECONDS.toNanos(1_791_158_400));

        List<HistoryRow> rows = rows(request, bodies("glassnode/timeseries-object-and-usage", "metrics"));

        assertThat(rows).hasSize(9);
        assertThat(rows.get(2).value()).isEqualTo(5.6209851597624);
        assertThat(rows.get(2).eventTime()).isEqualTo(SECONDS.toNanos(1_790_899_200));
        assertThat(rows.get(2).time()).isEqualTo(SECONDS.toNanos(1_790_985_823));
    }

    private static List<HistoryRow> rows(HistoryRequest request, List<String> bodies) throws IOException {
        HistoryPager pager = Venues.history(request.venue()).pager(request, new SeriesTable());
        List<HistoryRow> rows = new ArrayList<>();
        for (String body : bodies) {
            rows.addAll(pager.onPage(body.getBytes(UTF_8)));
        }
        return rows;
    }

    private static List<String> bodies(String name, String url) {
        List<String> bodies = Captures.lines(name + ".rest.jsonl.gz").stream()
                .map(line -> line.split("\t", 3))
                .filter(parts -> parts[1].contains(url))
                .map(parts -> parts[2])
                .toList();
        assertThat(bodies).isNotEmpty();
        return bodies;
    }

    private static HistoryRequest bars(Venue venue, String symbol, long seconds, long from, long to) {
        return request(venue, symbol, RowKind.BAR, seconds, from, to);
    }

    private static HistoryRequest request(Venue venue, String symbol, RowKind kind, long seconds, long from, long to) {
        return new HistoryRequest(venue, symbol, kind, seconds, "", SECONDS.toNanos(from), SECONDS.toNanos(to));
    }

    private static String sum(List<HistoryRow> rows, RowField field) {
        return text(rows.stream().map(row -> new BigDecimal(row.text(field))).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static String notional(List<HistoryRow> rows) {
        return text(rows.stream()
                .map(row ->
                        new BigDecimal(row.text(RowField.PRICE)).multiply(new BigDecimal(row.text(RowField.QUANTITY))))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static String text(BigDecimal decimal) {
        return decimal.stripTrailingZeros().toPlainString();
    }
}
