package org.millrace.feeds.coinbase;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;

/**
 * {@code GET /products/{id}/candles}: three hundred intervals a page, both ends included, newest first; columns time, low,
 * high, open, close, volume. Intervals without trades are missing.
 */
final class CandlePager implements HistoryPager {
    private static final int MOST = 300;
    private static final int COLUMNS = 6;

    private final String path;
    private final HistorySeries series;
    private final long seconds;
    private final long to;
    private long next;

    CandlePager(HistoryRequest request, HistorySeries series) {
        this.series = series;
        seconds = request.seconds();
        path = "/products/" + request.symbol() + "/candles?granularity=" + seconds;
        next = Math.floorDiv(request.fromSeconds() + seconds - 1, seconds) * seconds;
        to = Math.floorDiv(request.toSeconds(), seconds) * seconds;
    }

    @Override
    public String nextPath() {
        if (next >= to) {
            return "";
        }
        return path + "&start=" + Instant.ofEpochSecond(next) + "&end=" + Instant.ofEpochSecond(end() - seconds);
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        List<List<String>> candles = JsonPage.read(body, JsonPage::arrays);
        List<HistoryRow> rows = new ArrayList<>();
        long last = next - 1;
        for (int i = candles.size() - 1; i >= 0; i--) {
            List<String> candle = candles.get(i);
            JsonPage.expect(candle.size() >= COLUMNS, "candles of " + COLUMNS + " columns");
            long start = JsonPage.whole(candle.get(0));
            if (start > last && start < end()) {
                rows.add(row(start, candle));
                last = start;
            }
        }
        next = end();
        return rows;
    }

    @Override
    public long reachedNs() {
        return SECONDS.toNanos(next);
    }

    private long end() {
        return Math.min(next + MOST * seconds, to);
    }

    private HistoryRow row(long start, List<String> candle) throws IOException {
        HistoryRow row = new HistoryRow().bar(series, SECONDS.toNanos(start));
        JsonPage.set(row, RowField.LOW, candle.get(1));
        JsonPage.set(row, RowField.HIGH, candle.get(2));
        JsonPage.set(row, RowField.OPEN, candle.get(3));
        JsonPage.set(row, RowField.CLOSE, candle.get(4));
        JsonPage.set(row, RowField.VOLUME, candle.get(5));
        return row;
    }
}
