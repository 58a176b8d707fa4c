package org.millrace.engine.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.glassnode.MetricRules;
import org.millrace.feeds.history.BadRows;
import org.millrace.feeds.history.HistoryDownload;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.RowSource;
import org.millrace.feeds.history.SeriesTable;

/**
 * What of a download is news, in the order in which it is told: as hours end; what is of hours before the journal's newest
 * tick comes first, as it comes late.
 *
 * @param read     values that were downloaded
 * @param rejected of them, those that cannot be
 */
record MetricRows(List<MetricRow> rows, long read, long rejected) {
    /** Compares downloads with what is known. */
    static MetricRows of(List<HistoryDownload> downloads, JournaledMetrics known) {
        List<MetricRow> rows = new ArrayList<>();
        long read = 0;
        long rejected = 0;
        for (HistoryDownload download : downloads) {
            String path = download.request().detail();
            try (RowSource source = download.open(new SeriesTable(), new BadRows(true))) {
                for (HistoryRow row = source.next(); row != null; row = source.next()) {
                    read++;
                    double before = known.value(row.series().metricId(), row.startTime());
                    if (MetricRules.judge(path, row.value()) != RejectReason.NULL_VAL) {
                        rejected++;
                    } else if (before != row.value()) {
                        rows.add(news(row, known.lastTickNs(), !Double.isNaN(before)));
                    }
                }
            }
        }
        rows.sort(Comparator.comparingLong(MetricRow::knownNs).thenComparingLong(MetricRow::startNs));
        return new MetricRows(rows, read, rejected);
    }

    /** Returns how many are of hours whose value was another before. */
    long revised() {
        return count(MetricRow::isRevised);
    }

    private long count(Predicate<MetricRow> condition) {
        return rows.stream().filter(condition).count();
    }

    private static MetricRow news(HistoryRow row, long lastTickNs, boolean isRevised) {
        long knownNs = Math.max(row.time(), lastTickNs);
        return new MetricRow(row.series().metricId(), row.startTime(), knownNs, row.value(), isRevised);
    }
}
