package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.millrace.codecs.settings.Settings.require;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;
import org.millrace.feeds.history.RowKind;

/**
 * {@code {"bars":{"AAPL":[…]},"next_page_token":"…"}}, ten thousand rows a page, oldest first; the token leads to the next
 * page, null ends. Both ends of the time asked for are included. Trades taken back ({@code "u":"canceled"}) are left out.
 */
final class AlpacaPager implements HistoryPager {
    private static final int MOST = 10_000;
    private static final long AFTER_CLOSE_NS = HOURS.toNanos(8); // New York's day is whole before it ends
    private static final String USUAL_SHARES = "iex";
    private static final String USUAL_CRYPTO = "us";

    private final HistoryRequest request;
    private final HistorySeries series;
    private final boolean isTrades;
    private final String path;
    private final long slackNs;
    private String token = "";
    private long reachedNs;
    private boolean done;

    private record Page(List<Map<String, String>> rows, String token) {}

    AlpacaPager(HistoryRequest request, HistorySeries series, boolean isCrypto) {
        this.request = request;
        this.series = series;
        isTrades = request.kind() == RowKind.TRADE;
        String market = request.detail().isEmpty() ? (isCrypto ? USUAL_CRYPTO : USUAL_SHARES) : request.detail();
        String what = isTrades ? "trades" : "bars";
        path = (isCrypto ? "/v1beta3/crypto/" + market + "/" + what : "/v2/stocks/" + what) + "?symbols="
                + URLEncoder.encode(request.symbol(), UTF_8)
                + (isTrades ? "" : "&timeframe=" + timeframe(request.seconds()))
                + "&start=" + Instant.ofEpochSecond(request.fromSeconds()) + "&end="
                + Instant.ofEpochSecond(request.toSeconds()).minusNanos(1) + "&limit=" + MOST + "&sort=asc"
                + (isCrypto ? "" : "&feed=" + market + (isTrades ? "" : "&adjustment=raw"));
        slackNs = !isCrypto && request.seconds() >= DAYS.toSeconds(1) ? AFTER_CLOSE_NS : 0;
        reachedNs = request.fromNs();
    }

    @Override
    public String nextPath() {
        if (done) {
            return "";
        }
        return token.isEmpty() ? path : path + "&page_token=" + URLEncoder.encode(token, UTF_8);
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        Page page = JsonPage.read(body, this::page);
        List<HistoryRow> rows = new ArrayList<>();
        for (Map<String, String> row : page.rows) {
            long time = JsonPage.time(row.getOrDefault("t", ""));
            if (time >= request.fromNs() && time < request.toNs() && !row.containsKey("u")) {
                HistoryRow read = isTrades ? trade(time, row) : bar(time, row);
                reachedNs = Math.max(reachedNs, time);
                if (isTrades || read.time() - slackNs <= request.toNs()) {
                    rows.add(read);
                }
            }
        }
        JsonPage.expect(page.token.isEmpty() || !page.token.equals(token), "a token other than the last");
        token = page.token;
        done = token.isEmpty();
        return rows;
    }

    @Override
    public long reachedNs() {
        return done ? request.toNs() : reachedNs;
    }

    private Page page(JsonParser parser) throws IOException {
        JsonPage.expect(parser.currentToken() == JsonToken.START_OBJECT, "an object");
        List<Map<String, String>> rows = new ArrayList<>();
        String next = "";
        boolean isPage = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals(isTrades ? "trades" : "bars") && value == JsonToken.START_OBJECT) {
                rows.addAll(symbols(parser));
                isPage = true;
            } else if (field.equals("next_page_token")) {
                next = JsonPage.text(parser);
                isPage = true;
            } else {
                parser.skipChildren();
            }
        }
        JsonPage.expect(isPage, "bars, trades or a token");
        return new Page(rows, next);
    }

    private List<Map<String, String>> symbols(JsonParser parser) throws IOException {
        List<Map<String, String>> rows = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isOurs = parser.currentName().equals(request.symbol());
            parser.nextToken();
            if (isOurs) {
                rows = JsonPage.objects(parser);
            } else {
                parser.skipChildren();
            }
        }
        return rows;
    }

    private HistoryRow trade(long time, Map<String, String> trade) throws IOException {
        HistoryRow row = new HistoryRow().trade(series, time);
        JsonPage.set(row, RowField.PRICE, trade.getOrDefault("p", ""));
        JsonPage.set(row, RowField.QUANTITY, trade.getOrDefault("s", ""));
        row.tradeId(JsonPage.whole(trade.getOrDefault("i", "0")));
        return row.side(
                switch (trade.getOrDefault("tks", "")) {
                    case "B" -> AggressorSide.BUY;
                    case "S" -> AggressorSide.SELL;
                    default -> AggressorSide.UNKNOWN;
                });
    }

    private HistoryRow bar(long time, Map<String, String> bar) throws IOException {
        HistoryRow row = new HistoryRow().bar(series, time);
        JsonPage.set(row, RowField.OPEN, bar.getOrDefault("o", ""));
        JsonPage.set(row, RowField.HIGH, bar.getOrDefault("h", ""));
        JsonPage.set(row, RowField.LOW, bar.getOrDefault("l", ""));
        JsonPage.set(row, RowField.CLOSE, bar.getOrDefault("c", ""));
        JsonPage.set(row, RowField.VOLUME, bar.getOrDefault("v", ""));
        return row.tradeCount(JsonPage.whole(bar.getOrDefault("n", "0")));
    }

    private static String timeframe(long seconds) {
        String text = Timeframes.text(seconds);
        String count = text.substring(0, text.length() - 1);
        String unit =
                switch (text.charAt(text.length() - 1)) {
                    case 'm' -> "Min";
                    case 'h' -> "Hour";
                    case 'd' -> "Day";
                    case 'w' -> "Week";
                    case 'M' -> "Month";
                    default -> "";
                };
        require(!unit.isEmpty(), "--bars", text, "1m to 59m, 1h to 23h, 1d, 1w or 1M");
        return count + unit;
    }
}
