package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.SeriesTable;

/**
 * Charts from {@code period1} to {@code period2}, as long as the venue gives them at a time. Rows with a null, and the live
 * one at the end, are no bars; prices are the shortest decimals of the floats that they were.
 */
final class ChartPager implements HistoryPager {
    private static final long LONG_SECONDS = DAYS.toSeconds(3_650);

    private final HistoryRequest request;
    private final ChartInterval interval;
    private final SeriesTable table;
    private final String path;
    private final long windowSeconds;
    private long next;
    private long lastStart = Long.MIN_VALUE;

    ChartPager(HistoryRequest request, ChartInterval interval, SeriesTable table) {
        this.request = request;
        this.interval = interval;
        this.table = table;
        path = "/v8/finance/chart/" + URLEncoder.encode(request.symbol(), UTF_8) + "?interval=" + interval.text();
        windowSeconds = interval.isIntraday() ? interval.mostSeconds() : LONG_SECONDS;
        next = request.fromSeconds();
    }

    @Override
    public String nextPath() {
        return next >= request.toSeconds() ? "" : path + "&period1=" + next + "&period2=" + end();
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        ChartAnswer answer = ChartAnswer.read(body, 0, body.length);
        if (!answer.error().isEmpty()) {
            throw new HistoryException("the venue has no chart of " + request.symbol() + ": " + answer.error());
        }
        ChartPeriods periods = new ChartPeriods(answer, interval, 0);
        HistorySeries series = series(answer.meta());
        List<HistoryRow> rows = new ArrayList<>();
        long last = lastStart;
        for (int i = 0; i < answer.rows(); i++) {
            long start = periods.start(i);
            boolean isWanted = start >= request.fromSeconds() && start < request.toSeconds() && start > last;
            if (isWanted && !answer.isEmpty(i) && periods.isClosed(start)) {
                rows.add(row(series, answer, i, start));
                last = start;
            }
        }
        lastStart = last;
        next = end();
        return rows;
    }

    @Override
    public long reachedNs() {
        return SECONDS.toNanos(next);
    }

    private long end() {
        return Math.min(next + windowSeconds, request.toSeconds());
    }

    private HistorySeries series(ChartMeta meta) {
        Instrument named = YahooNames.describe(
                request.venue(), request.symbol(), meta.currency(), YahooNames.assetClass(meta.instrumentType()));
        SeriesTable.Naming naming =
                new SeriesTable.Naming(named.venue(), named.symbol(), named.name(), named.assetClass());
        return table.series(naming, RowKind.BAR, interval.seconds());
    }

    private static HistoryRow row(HistorySeries series, ChartAnswer answer, int i, long start) throws IOException {
        HistoryRow row = new HistoryRow().bar(series, SECONDS.toNanos(start));
        set(row, RowField.OPEN, answer.open(i));
        set(row, RowField.HIGH, answer.high(i));
        set(row, RowField.LOW, answer.low(i));
        set(row, RowField.CLOSE, answer.close(i));
        JsonPage.set(row, RowField.VOLUME, answer.volume(i).toPlainString());
        return row;
    }

    private static void set(HistoryRow row, RowField field, BigDecimal price) throws IOException {
        JsonPage.set(row, field, FloatText.shortest(price).toPlainString());
    }
}
