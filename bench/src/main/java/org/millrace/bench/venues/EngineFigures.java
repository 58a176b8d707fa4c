package org.millrace.bench.venues;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an engine says of itself at one moment.
 *
 * @param frames     taken by its decoders
 * @param gaps       holes in trades and books, and checksums that did not agree
 * @param rejected   frames refused
 * @param doubted    books that the line did not trust
 * @param reconnects connections beyond the first of each venue
 * @param ringFull   times that a decoder found the ring full
 * @param tailerLag  events that the store has not taken yet
 * @param memoryKiB  anonymous memory of its process; journals' pages are not among it
 */
record EngineFigures(
        long frames,
        long gaps,
        long rejected,
        long doubted,
        long reconnects,
        long ringFull,
        long tailerLag,
        long memoryKiB) {
    private static final int VENUES = 3;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Asks an engine. */
    static EngineFigures of(int metricsPort, long pid) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            String page = HTTP.send(request, BodyHandlers.ofString()).body();
            return new EngineFigures(
                    sum(page, "feed_decoder_frames_total"),
                    sum(page, "feed_decoder_trade_gaps_total")
                            + sum(page, "feed_decoder_book_gaps_total")
                            + sum(page, "feed_decoder_checksums_failed_total"),
                    sum(page, "feed_decoder_rejected_total"),
                    sum(page, "feed_decoder_books_doubted_total"),
                    sum(page, "feed_session_connections_total") - VENUES,
                    sum(page, "feed_decoder_ring_full_total"),
                    sum(page, "tailer_lag_events"),
                    memoryKiB(pid));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Adds a metric up over its labels. */
    static long sum(String page, String name) {
        return page.lines()
                .filter(line -> !line.startsWith("#") && line.contains(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static long memoryKiB(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("RssAnon:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }
}
