package org.millrace.feeds.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.Imported;
import org.millrace.feeds.support.Captures;

/** Files that others recorded, against what a separate program made of them. */
class RecordedCsvTest {
    private static final Pattern BAR =
            Pattern.compile("VenueBar 1 \\d+ (\\d+) \\d+s o=(\\S+) h=(\\S+) l=(\\S+) c=(\\S+) v=(\\S+) .*");
    private static final Pattern QUOTE = Pattern.compile("Quote 1 \\d+ 0 (\\S+) x (\\S+) / (\\S+) x (\\S+)");
    private static final Pattern TRADE = Pattern.compile("Trade 1 (\\d+) 0 (\\S+) x (\\S+) UNKNOWN");
    private static final long NS_PER_MS = 1_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aapl_1d_2013",
                "binance_btcbusd_1m_trade_20221213",
                "coinbase_btcusd_1d_trade",
                "coinbase_btcusd_1m_trade_20161007",
                "coinbase_btcusd_1m_trade_20161008",
                "coinbase_btcusd_1m_trade_20170903",
                "coinbase_btcusd_1m_trade_20180404",
                "coinbase_btcusd_1s_trade_20161007",
                "coinbase_ethusd_1m_trade_20170903",
                "coinbase_ethusd_1m_trade_20180404",
                "coinbase_ltcusd_1m_trade_20180404",
                "spy_10m_20150303",
                "spy_1d_20130222",
                "yahoo_CALM_1d",
                "yahoo_EA_15m",
                "yahoo_EWG_1d",
                "yahoo_HSBK-IL_1d"
            })
    void shouldImportBarsExactly(String name) {
        List<String> events = imported("bars/" + name).rows();
        JsonNode expected = Captures.expected("bars/expected/" + name + ".json");

        List<Matcher> bars = events.stream().map(event -> matched(BAR, event)).toList();
        assertThat(bars).hasSize(expected.get("rows").asInt());
        assertThat(sum(bars, 5)).isEqualTo(expected.get("close_sum").asText());
        assertThat(sum(bars, 6)).isEqualTo(expected.get("volume_sum").asText());
        assertThat(text(bars.stream()
                        .map(bar -> new BigDecimal(bar.group(3)))
                        .reduce(BigDecimal::max)
                        .orElseThrow()))
                .isEqualTo(expected.get("max_high").asText());
        assertThat(text(bars.stream()
                        .map(bar -> new BigDecimal(bar.group(4)))
                        .reduce(BigDecimal::min)
                        .orElseThrow()))
                .isEqualTo(expected.get("min_low").asText());
        assertThat(hash(resampled(bars, 300_000)))
                .isEqualTo(expected.at("/resample_5m/sha256_of_csv").asText());
        assertThat(hash(resampled(bars, 3_600_000)))
                .isEqualTo(expected.at("/resample_60m/sha256_of_csv").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"coinbase_btcusd_1m_quote_20170903", "coinbase_btcusd_1m_quote_20180404"})
    void shouldImportTheQuotesThatBarsOfQuotesCloseWith(String name) {
        List<Matcher> quotes = Imported.rounding(List.of(file("bars/" + name))).rows().stream()
                .map(event -> matched(QUOTE, event))
                .toList();

        JsonNode expected = Captures.expected("bars/expected/" + name + ".json");
        assertThat(quotes).hasSize(expected.get("rows").asInt());
        assertThat(sum(quotes, 1)).isEqualTo(expected.get("bid_close_sum").asText());
        assertThat(sum(quotes, 3)).isEqualTo(expected.get("ask_close_sum").asText());
    }

    @Test
    void shouldImportTradesExactly() {
        String name = "bitstamp_btcusd_20131125";
        List<Matcher> trades = imported("trades/" + name).rows().stream()
                .map(event -> matched(TRADE, event))
                .toList();

        JsonNode expected = Captures.expected("trades/expected/" + name + ".json");
        BigDecimal notional = trades.stream()
                .map(trade -> new BigDecimal(trade.group(2)).multiply(new BigDecimal(trade.group(3))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(trades).hasSize(expected.get("rows").asInt());
        assertThat(sum(trades, 3)).isEqualTo(expected.get("qty_sum").asText());
        assertThat(text(notional)).isEqualTo(expected.get("notional_sum").asText());
        assertThat(row(trades.get(0))).isEqualTo(expected.get("first").toString());
        assertThat(row(trades.get(trades.size() - 1)))
                .isEqualTo(expected.get("last").toString());
    }

    private static String row(Matcher trade) {
        return "[" + Long.parseLong(trade.group(1)) / NS_PER_MS + ",\"" + trade.group(2) + "\",\"" + trade.group(3)
                + "\"]";
    }

    private static Imported imported(String name) {
        return Imported.of(List.of(file(name)));
    }

    private static CsvFile file(String name) {
        Path path = Captures.file(name + ".csv.gz");
        return new CsvFile(path, new CsvOptions("", Venue.COINBASE, "X-USD", "", 0));
    }

    private static Matcher matched(Pattern pattern, String event) {
        Matcher matcher = pattern.matcher(event);
        assertThat(matcher.matches()).as(event).isTrue();
        return matcher;
    }

    private static String sum(List<Matcher> rows, int group) {
        return text(
                rows.stream().map(row -> new BigDecimal(row.group(group))).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static String text(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static String resampled(List<Matcher> bars, long lengthMs) {
        Map<Long, BigDecimal[]> byStart = new TreeMap<>();
        for (Matcher bar : bars) {
            long start = Math.floorDiv(Long.parseLong(bar.group(1)) / NS_PER_MS, lengthMs) * lengthMs;
            BigDecimal[] values = new BigDecimal[5];
            for (int i = 0; i < values.length; i++) {
                values[i] = new BigDecimal(bar.group(2 + i));
            }
            byStart.merge(start, values, (a, b) ->
                    new BigDecimal[] {a[0], a[1].max(b[1]), a[2].min(b[2]), b[3], a[4].add(b[4])});
        }
        StringBuilder csv = new StringBuilder();
        byStart.forEach((start, values) -> {
            csv.append(start);
            for (BigDecimal value : values) {
                csv.append(',').append(text(value));
            }
            csv.append('\n');
        });
        return csv.toString();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
