package org.millrace.feeds.binance;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;

/**
 * {@code GET historicalTrades}: each trade by itself, as the stream {@code trade} has them, by id alone. The first id is
 * that of the first aggregate trade, which is found by time.
 */
final class RawTradePager implements HistoryPager {
    private static final int MOST = 1_000;
    private static final long HOUR_MS = HOURS.toMillis(1);
    private static final long NO_ID = -1;

    private final String root;
    private final String query;
    private final HistorySeries series;
    private final long toMs;
    private long fromMs; // nothing before it is missing
    private long nextId = NO_ID;
    private boolean done;

    RawTradePager(String root, HistoryRequest request, HistorySeries series) {
        this.root = root;
        this.series = series;
        query = "?symbol=" + request.symbol();
        fromMs = NANOSECONDS.toMillis(request.fromNs());
        toMs = NANOSECONDS.toMillis(request.toNs());
    }

    @Override
    public String nextPath() {
        if (done) {
            return "";
        }
        return nextId == NO_ID
                ? root + "/aggTrades" + query + "&limit=1&startTime=" + fromMs + "&endTime=" + (endOfWindow() - 1)
                : root + "/historicalTrades" + query + "&limit=" + MOST + "&fromId=" + nextId;
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        List<Map<String, String>> trades = JsonPage.read(body, JsonPage::objects);
        return nextId == NO_ID ? onFirst(trades) : onTrades(trades);
    }

    @Override
    public long reachedNs() {
        return MILLISECONDS.toNanos(done ? toMs : fromMs);
    }

    private List<HistoryRow> onFirst(List<Map<String, String>> aggregates) throws IOException {
        if (!aggregates.isEmpty()) {
            nextId = JsonPage.whole(aggregates.get(0).getOrDefault("f", ""));
            return List.of();
        }
        fromMs = endOfWindow();
        done = fromMs >= toMs;
        return List.of();
    }

    private List<HistoryRow> onTrades(List<Map<String, String>> trades) throws IOException {
        List<HistoryRow> rows = new ArrayList<>();
        long next = nextId;
        long time = fromMs;
        for (Map<String, String> trade : trades) {
            long id = JsonPage.whole(trade.getOrDefault("id", ""));
            time = JsonPage.whole(trade.getOrDefault("time", ""));
            if (id >= next) {
                next = id + 1;
                if (time < toMs) {
                    rows.add(row(id, time, trade));
                }
            }
        }
        done = next == nextId || time >= toMs;
        nextId = next;
        fromMs = time;
        return rows;
    }

    private long endOfWindow() {
        return Math.min(fromMs + HOUR_MS, toMs);
    }

    private HistoryRow row(long id, long time, Map<String, String> trade) throws IOException {
        HistoryRow row = new HistoryRow().trade(series, MILLISECONDS.toNanos(time));
        JsonPage.set(row, RowField.PRICE, trade.getOrDefault("price", ""));
        JsonPage.set(row, RowField.QUANTITY, trade.getOrDefault("qty", ""));
        boolean buyerIsMaker = "true".equals(trade.get("isBuyerMaker"));
        return row.tradeId(id).side(buyerIsMaker ? AggressorSide.SELL : AggressorSide.BUY);
    }
}
