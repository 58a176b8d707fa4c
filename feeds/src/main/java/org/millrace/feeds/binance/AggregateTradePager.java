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
 * {@code GET aggTrades}: by time, an hour a page, until the first trade comes; from there by {@code fromId}, so that trades
 * of one millisecond are not torn apart. The venue wants windows shorter than an hour, both ends included.
 */
final class AggregateTradePager implements HistoryPager {
    private static final int MOST = 1_000;
    private static final long HOUR_MS = HOURS.toMillis(1);
    private static final long NO_ID = -1;

    private final String path;
    private final HistorySeries series;
    private final long toMs;
    private long fromMs; // nothing before it is missing
    private long nextId = NO_ID;
    private boolean done;

    AggregateTradePager(String root, HistoryRequest request, HistorySeries series) {
        this.series = series;
        path = root + "/aggTrades?symbol=" + request.symbol() + "&limit=" + MOST;
        fromMs = NANOSECONDS.toMillis(request.fromNs());
        toMs = NANOSECONDS.toMillis(request.toNs());
    }

    @Override
    public String nextPath() {
        if (done) {
            return "";
        }
        return nextId == NO_ID
                ? path + "&startTime=" + fromMs + "&endTime=" + (Math.min(fromMs + HOUR_MS, toMs) - 1)
                : path + "&fromId=" + nextId;
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        List<Map<String, String>> trades = JsonPage.read(body, JsonPage::objects);
        List<HistoryRow> rows = new ArrayList<>();
        long next = nextId;
        long time = fromMs;
        for (Map<String, String> trade : trades) {
            long id = JsonPage.whole(trade.getOrDefault("a", ""));
            time = JsonPage.whole(trade.getOrDefault("T", ""));
            if (id < next) {
                continue; // the page before had it
            }
            next = id + 1;
            if (time < toMs) {
                rows.add(row(id, time, trade));
            }
        }
        boolean isEmpty = next == nextId;
        if (isEmpty && nextId == NO_ID) {
            time = Math.min(fromMs + HOUR_MS, toMs);
        }
        done = time >= toMs || (isEmpty && nextId != NO_ID);
        nextId = next;
        fromMs = time;
        return rows;
    }

    @Override
    public long reachedNs() {
        return MILLISECONDS.toNanos(done ? toMs : fromMs);
    }

    private HistoryRow row(long id, long time, Map<String, String> trade) throws IOException {
        HistoryRow row = new HistoryRow().trade(series, MILLISECONDS.toNanos(time));
        JsonPage.set(row, RowField.PRICE, trade.getOrDefault("p", ""));
        JsonPage.set(row, RowField.QUANTITY, trade.getOrDefault("q", ""));
        boolean buyerIsMaker = "true".equals(trade.get("m"));
        return row.tradeId(id).side(buyerIsMaker ? AggressorSide.SELL : AggressorSide.BUY);
    }
}
