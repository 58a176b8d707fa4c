package org.millrace.engine.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryDownload;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.VenueHistory;
import org.millrace.feeds.session.ApiKeys;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.venues.Venues;

/**
 * Fetches the pages of all metrics. They are kept until their values are in the journals, so that an interrupted download
 * goes on where it stood.
 */
final class MetricDownload {
    /** Says that a run was ended early. */
    static final String STOPPED = "stopped; the same command goes on where it stands";

    private static final String FOLDER = "downloads/pipeline";
    private static final int HOUR_SECONDS = 3_600;
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;

    private final PipelineSource source;
    private final Path folder;
    private final EpochNanoClock clock;
    private final PageFetcher.Time time;
    private final BooleanSupplier isStopped;

    MetricDownload(PipelineSource source, Path data, PageFetcher.Time time, BooleanSupplier isStopped) {
        this.source = source;
        this.folder = data.resolve(FOLDER);
        this.clock = time.clock();
        this.time = time;
        this.isStopped = isStopped;
    }

    /** Fetches hours by their starts; the end is exclusive, and not after hours that are whole. */
    List<HistoryDownload> fetch(long fromNs, long toNs) {
        VenueHistory history = Venues.history(Venue.GLASSNODE);
        List<HistoryDownload> downloads = new ArrayList<>();
        for (String metric : source.metrics()) {
            HistoryRequest request = new HistoryRequest(
                    Venue.GLASSNODE, source.symbol(), RowKind.METRIC, HOUR_SECONDS, metric, fromNs, toNs);
            downloads.add(new HistoryDownload(history, request, folder));
        }
        if (source.isSimulated()) {
            try (Simulator simulator = new Simulator(source.simulator(), clock).start()) {
                String url = "http://" + source.simulator().host() + ":" + simulator.port(SimulatedProtocol.GLASSNODE);
                fetch(downloads, history, url, FeedSettings.SIMULATOR);
            }
        } else {
            String url = source.url().isEmpty() ? history.restUrl(Venue.GLASSNODE) : source.url();
            fetch(downloads, history, url, source.keyFile());
        }
        return downloads;
    }

    /** Forgets the pages: their values are in the journals. */
    void forget() {
        try (Stream<Path> pages = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path page : pages.toList()) {
                Files.delete(page);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": pages that are done with cannot be deleted", e);
        }
    }

    private void fetch(List<HistoryDownload> downloads, VenueHistory history, String url, String keyFile) {
        try (PageFetcher fetcher = new PageFetcher(
                url, history.headers(ApiKeys.of(keyFile)), source.limit(), SessionSettings.DEFAULTS, time)) {
            for (HistoryDownload download : downloads) {
                fetch(download, fetcher);
            }
        }
    }

    private void fetch(HistoryDownload download, PageFetcher fetcher) {
        download.begin();
        try {
            boolean hasMore = true;
            while (hasMore) {
                if (isStopped.getAsBoolean()) {
                    throw new HistoryException(STOPPED);
                }
                hasMore = download.fetch(fetcher);
            }
        } catch (HistoryException e) {
            throw e.status() == UNAUTHORISED || e.status() == FORBIDDEN ? notAllowed(e) : e;
        } finally {
            download.interrupt();
        }
    }

    private static RuntimeException notAllowed(HistoryException refusal) {
        return new IllegalArgumentException(
                "feeds.key-file: the provider does not allow it: " + refusal.getMessage()
                        + "; set GLASSNODE_API_KEY to a key whose plan has hourly futures liquidations",
                refusal);
    }
}
