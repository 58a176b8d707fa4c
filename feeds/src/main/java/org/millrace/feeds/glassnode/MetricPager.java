package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.SeriesTable;
import org.millrace.feeds.venue.MetricId;

/**
 * {@code GET /v1/metrics/…} by windows of ten thousand intervals. A value is known when it was computed, where the venue
 * says when, else at the end of its interval.
 */
final class MetricPager implements HistoryPager {
    private static final int MOST = 10_000;

    private final HistoryRequest request;
    private final Resolution resolution;
    private final SeriesTable table;
    private final String path;
    private long next;
    private long lastStart = Long.MIN_VALUE;

    MetricPager(HistoryRequest request, Resolution resolution, SeriesTable table) {
        this.request = request;
        this.resolution = resolution;
        this.table = table;
        path = "/v1/metrics/" + request.detail() + "?a=" + URLEncoder.encode(request.symbol(), UTF_8) + "&i="
                + resolution.text() + "&c=native";
        next = request.fromSeconds();
    }

    @Override
    public String nextPath() {
        return next >= request.toSeconds() ? "" : path + "&s=" + next + "&u=" + end();
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        List<HistoryRow> rows = new ArrayList<>();
        long last = lastStart;
        for (MetricPoint point : MetricAnswer.read(body).points()) {
            long start = point.start();
            boolean isWanted = start > lastStart && start >= request.fromSeconds();
            if (isWanted && start + resolution.seconds() <= request.toSeconds()) {
                rows.add(row(point));
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
        return Math.min(next + (long) MOST * resolution.seconds(), request.toSeconds());
    }

    private HistoryRow row(MetricPoint point) {
        SeriesTable.Naming naming =
                new SeriesTable.Naming(request.venue(), request.symbol(), request.symbol(), AssetClass.METRIC);
        HistorySeries series = table.metric(naming, resolution.seconds(), MetricId.of(request.detail(), point.part()));
        long end = point.start() + resolution.seconds();
        long known = Math.max(end, point.computedAt());
        return new HistoryRow().metric(series, SECONDS.toNanos(point.start()), SECONDS.toNanos(known), point.value());
    }
}
