package org.millrace.feeds.kraken;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;

/**
 * {@code GET /0/public/OHLC}: {@code [time, open, high, low, close, vwap, volume, count]}, the newest 720 whatever
 * {@code since} says, the last of them still running. What lies further back the venue gives as trades alone; that is said,
 * not passed over.
 */
final class OhlcPager implements HistoryPager {
    private static final int MOST = 720;
    private static final int COLUMNS = 8;
    private static final int SECONDS_PER_MINUTE = 60;

    private final String path;
    private final HistoryRequest request;
    private final HistorySeries series;
    private long next;
    private boolean done;

    OhlcPager(HistoryRequest request, HistorySeries series) {
        this.request = request;
        this.series = series;
        path = "/0/public/OHLC?pair=" + KrakenHistory.pair(request.symbol()) + "&interval="
                + request.seconds() / SECONDS_PER_MINUTE;
        next = request.fromSeconds();
    }

    @Override
    public String nextPath() {
        return done ? "" : path + "&since=" + (next - 1);
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        List<List<String>> bars = RestPage.read(body).rows();
        List<HistoryRow> rows = new ArrayList<>();
        long after = next;
        for (List<String> bar : bars) {
            JsonPage.expect(bar.size() >= COLUMNS, "bars of " + COLUMNS + " columns");
            long start = JsonPage.whole(bar.get(0));
            HistoryRow row = row(start, bar);
            if (start >= after && row.time() <= request.toNs()) {
                after = start + 1;
                rows.add(row);
            }
        }
        requireWhole(bars);
        done = after == next || bars.size() < MOST || after + request.seconds() > request.toSeconds();
        next = after;
        return rows;
    }

    @Override
    public long reachedNs() {
        return done ? request.toNs() : SECONDS.toNanos(next);
    }

    private void requireWhole(List<List<String>> bars) throws IOException {
        if (bars.size() >= MOST && JsonPage.whole(bars.get(0).get(0)) > next + request.seconds()) {
            throw new HistoryException("Kraken gives no bars before "
                    + Instant.ofEpochSecond(JsonPage.whole(bars.get(0).get(0)))
                    + ": ask from there on, for a longer interval, or for --trades");
        }
    }

    private HistoryRow row(long start, List<String> bar) throws IOException {
        HistoryRow row = new HistoryRow().bar(series, SECONDS.toNanos(start));
        JsonPage.set(row, RowField.OPEN, bar.get(1));
        JsonPage.set(row, RowField.HIGH, bar.get(2));
        JsonPage.set(row, RowField.LOW, bar.get(3));
        JsonPage.set(row, RowField.CLOSE, bar.get(4));
        JsonPage.set(row, RowField.VOLUME, bar.get(6));
        return row.tradeCount(JsonPage.whole(bar.get(7)));
    }
}
