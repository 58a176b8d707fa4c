package org.millrace.feeds.binance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.json.Timeframes;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;

/** {@code GET klines}: a thousand a page, oldest first; the next page begins behind the last. */
final class KlinePager implements HistoryPager {
    private static final int MOST = 1_000;
    private static final int COLUMNS = 11;

    private final String path;
    private final HistorySeries series;
    private final long toMs;
    private long nextMs;
    private boolean done;

    KlinePager(String root, HistoryRequest request, HistorySeries series) {
        this.series = series;
        path = root + "/klines?symbol=" + request.symbol() + "&interval=" + Timeframes.text(request.seconds())
                + "&limit=" + MOST;
        nextMs = NANOSECONDS.toMillis(request.fromNs());
        toMs = NANOSECONDS.toMillis(request.toNs());
    }

    @Override
    public String nextPath() {
        return done ? "" : path + "&startTime=" + nextMs + "&endTime=" + (toMs - 1);
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        List<List<String>> klines = JsonPage.read(body, JsonPage::arrays);
        List<HistoryRow> rows = new ArrayList<>();
        long next = nextMs;
        for (List<String> kline : klines) {
            JsonPage.expect(kline.size() >= COLUMNS, "klines of " + COLUMNS + " columns");
            long start = JsonPage.whole(kline.get(0));
            if (start < next) {
                continue; // the page before had it
            }
            next = start + 1;
            HistoryRow row = row(start, kline);
            if (row.time() <= MILLISECONDS.toNanos(toMs)) {
                rows.add(row);
            }
        }
        done = next == nextMs || next >= toMs;
        nextMs = next;
        return rows;
    }

    @Override
    public long reachedNs() {
        return MILLISECONDS.toNanos(done ? toMs : nextMs);
    }

    private HistoryRow row(long start, List<String> kline) throws IOException {
        HistoryRow row = new HistoryRow().bar(series, MILLISECONDS.toNanos(start));
        JsonPage.set(row, RowField.OPEN, kline.get(1));
        JsonPage.set(row, RowField.HIGH, kline.get(2));
        JsonPage.set(row, RowField.LOW, kline.get(3));
        JsonPage.set(row, RowField.CLOSE, kline.get(4));
        JsonPage.set(row, RowField.VOLUME, kline.get(5));
        JsonPage.set(row, RowField.NOTIONAL, kline.get(7));
        JsonPage.set(row, RowField.BUY_VOLUME, kline.get(9));
        return row.tradeCount(JsonPage.whole(kline.get(8)));
    }
}
