package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.venues.Venues;

/** Downloads from servers that answer as the venues do, and fail four times out of five. */
class HistoryDownloadTest {
    private static final long MINUTE_NS = MINUTES.toNanos(1);
    private static final PastMarket MARKET = new PastMarket();
    private static final PastVenues VENUES = new PastVenues(MARKET);
    private static final long FROM_NS = PastMarket.START_NS + 20 * MINUTE_NS;
    private static final long TO_NS = PastMarket.START_NS + 2_400 * MINUTE_NS;
    private static final long LATE_NS = PastMarket.START_NS + 1_800 * MINUTE_NS;
    private static final int MAX_PAGES = 10_000;

    @TempDir
    private Path folder;

    private final AtomicLong nowNs = new AtomicLong(PastMarket.START_NS);
    private final List<Long> pauses = new ArrayList<>();

    /** A download, and what must come of it. */
    record Scenario(
            HistoryRequest request, BiFunction<String, Map<String, String>, String> server, List<String> expected) {
        @Override
        public String toString() {
            return request.venue() + " " + request.kind() + " " + request.detail();
        }
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario(bars(Venue.BINANCE, "BTCUSDT", FROM_NS), VENUES::binance, bars(FROM_NS)),
                new Scenario(bars(Venue.BINANCE_USDM, "BTCUSDT", FROM_NS), VENUES::binance, bars(FROM_NS)),
                new Scenario(raw(), VENUES::binance, tradesOf(raw())),
                new Scenario(trades(Venue.BINANCE, "BTCUSDT"), VENUES::binance, tradesOf(trades(Venue.BINANCE, ""))),
                new Scenario(bars(Venue.COINBASE, "BTC-USD", FROM_NS), VENUES::coinbase, bars(FROM_NS)),
                new Scenario(trades(Venue.COINBASE, "BTC-USD"), VENUES::coinbase, tradesOf(trades(Venue.COINBASE, ""))),
                new Scenario(bars(Venue.KRAKEN, "BTC/USD", LATE_NS), VENUES::kraken, bars(LATE_NS)),
                new Scenario(trades(Venue.KRAKEN, "BTC/USD"), VENUES::kraken, tradesOf(trades(Venue.KRAKEN, ""))),
                new Scenario(bars(Venue.ALPACA, "AAPL", FROM_NS), VENUES::alpaca, bars(FROM_NS)),
                new Scenario(trades(Venue.ALPACA, "BTC/USD"), VENUES::alpaca, tradesOf(trades(Venue.ALPACA, ""))),
                new Scenario(bars(Venue.YAHOO, "AAPL", FROM_NS), VENUES::yahoo, bars(FROM_NS)),
                new Scenario(metric(), VENUES::glassnode, metrics()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldMissAndDoubleNothingWhateverFails(Scenario scenario) {
        HistoryDownload download = download(scenario.request);
        try (FaultyServer server = new FaultyServer(scenario.server, true);
                PageFetcher fetcher = fetcher(server, scenario.request)) {
            download.begin();
            assertThat(fetch(download, fetcher, MAX_PAGES)).isTrue();

            assertThat(download.pageCount()).isEqualTo(server.answered().size());
            assertThat(new HashSet<>(server.answered())).hasSameSizeAs(server.answered());
        }
        assertThat(rows(download)).isEqualTo(scenario.expected);
        assertThat(download.rowCount()).isEqualTo(scenario.expected.size());
        assertThat(pauses).anyMatch(pause -> pause >= SECONDS.toNanos(7)); // as Retry-After says
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldGoOnWhereItWasKilled(Scenario scenario) throws IOException {
        int pages = 0;
        boolean isWhole = false;
        try (FaultyServer server = new FaultyServer(scenario.server, false);
                PageFetcher fetcher = fetcher(server, scenario.request)) {
            for (int start = 0; start < MAX_PAGES && !isWhole; start++) { // a page, then a half one
                HistoryDownload download = download(scenario.request);
                download.begin();
                assertThat(download.pageCount()).isEqualTo(pages);
                isWhole = fetch(download, fetcher, 1);
                pages += isWhole ? 0 : 1;
                download.interrupt();
                tearLastPage();
            }
            assertThat(server.answered()).hasSize(pages);
        }

        HistoryDownload download = download(scenario.request);
        assertThat(rows(download)).isEqualTo(scenario.expected);
    }

    @Test
    void shouldGiveUpWhatIsRefusedAndSayWhy() {
        HistoryRequest request = bars(Venue.BINANCE, "NONE", FROM_NS);
        HistoryDownload download = download(request);
        download.begin();
        try (RefusingServer server = new RefusingServer(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
                PageFetcher fetcher = fetcher(server.url(), request)) {
            assertThatThrownBy(() -> download.fetch(fetcher))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("/api/v3/klines?symbol=NONE")
                    .hasMessageContaining("status 400: {\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void shouldStopAfterTenAttemptsAndKeepWhatCame() {
        HistoryRequest request = bars(Venue.BINANCE, "BTCUSDT", FROM_NS);
        HistoryDownload download = download(request);
        download.begin();
        try (RefusingServer server = new RefusingServer(502, "bad gateway");
                PageFetcher fetcher = fetcher(server.url(), request)) {
            assertThatThrownBy(() -> download.fetch(fetcher))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("after 10 attempts");
            assertThat(server.requests()).isEqualTo(10);
        }
    }

    @Test
    void shouldKeepToTheVenuesLimit() {
        HistoryRequest request = trades(Venue.KRAKEN, "BTC/USD"); // a request a second
        HistoryDownload download = download(request);
        try (FaultyServer server = new FaultyServer(VENUES::kraken, false);
                PageFetcher fetcher = fetcher(server, request)) {
            download.begin();
            fetch(download, fetcher, MAX_PAGES);
        }

        long seconds = (nowNs.get() - PastMarket.START_NS) / SECONDS.toNanos(1);
        assertThat(seconds).isBetween(download.pageCount() - 2, download.pageCount());
    }

    @Test
    void shouldSayWhatKrakenNoLongerGives() {
        HistoryRequest request = bars(Venue.KRAKEN, "BTC/USD", FROM_NS);
        HistoryDownload download = download(request);
        download.begin();
        try (FaultyServer server = new FaultyServer(VENUES::kraken, false);
                PageFetcher fetcher = fetcher(server, request)) {
            assertThatThrownBy(() -> download.fetch(fetcher))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageStartingWith("Kraken gives no bars before 2024-01-02T");
        }
    }

    private HistoryDownload download(HistoryRequest request) {
        return new HistoryDownload(Venues.history(request.venue()), request, folder);
    }

    private static boolean fetch(HistoryDownload download, PageFetcher fetcher, int pages) {
        for (int i = 0; i < pages; i++) {
            if (!download.fetch(fetcher)) {
                return true;
            }
        }
        return false;
    }

    private PageFetcher fetcher(FaultyServer server, HistoryRequest request) {
        return fetcher(server.url(), request);
    }

    private PageFetcher fetcher(String url, HistoryRequest request) {
        PageFetcher.Time time = new PageFetcher.Time(nowNs::get, pause -> {
            pauses.add(pause);
            nowNs.addAndGet(pause);
            return true;
        });
        VenueHistory venue = Venues.history(request.venue());
        return new PageFetcher(url, Map.of(), venue.limit(request), SessionSettings.DEFAULTS, time);
    }

    private void tearLastPage() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, List.of("half of a page that a kill has torn"), StandardOpenOption.APPEND);
                assertThat(Files.size(file)).isGreaterThan(bytes.length);
            }
        }
    }

    private static List<String> rows(HistoryDownload download) {
        return Imported.rounding(List.of(download)).rows().stream()
                .map(row -> row.startsWith("VenueBar") ? row.substring(0, row.indexOf(" q=")) : row)
                .toList();
    }

    private static HistoryRequest bars(Venue venue, String symbol, long fromNs) {
        return new HistoryRequest(venue, symbol, RowKind.BAR, 60, "", fromNs, TO_NS);
    }

    private static HistoryRequest trades(Venue venue, String symbol) {
        long toNs = MARKET.trades().get(4_321).timeNs() / SECONDS.toNanos(1) * SECONDS.toNanos(1);
        long fromNs = MARKET.trades().get(321).timeNs() / SECONDS.toNanos(1) * SECONDS.toNanos(1);
        boolean startsBefore = venue == Venue.BINANCE; // hours without a trade
        return new HistoryRequest(venue, symbol, RowKind.TRADE, 0, "", startsBefore ? FROM_NS : fromNs, toNs);
    }

    private static HistoryRequest raw() {
        HistoryRequest usual = trades(Venue.BINANCE, "BTCUSDT");
        return new HistoryRequest(usual.venue(), usual.symbol(), RowKind.TRADE, 0, "raw", usual.fromNs(), usual.toNs());
    }

    private static HistoryRequest metric() {
        return new HistoryRequest(
                Venue.GLASSNODE,
                "BTC",
                RowKind.METRIC,
                600,
                "market/price_usd_close",
                PastMarket.START_NS,
                metricEnd());
    }

    private static long metricEnd() {
        return PastMarket.START_NS + SECONDS.toNanos(600 * 24_000L);
    }

    private static List<String> bars(long fromNs) {
        return MARKET.bars().stream()
                .filter(bar -> bar.startNs() >= fromNs && bar.startNs() + MINUTE_NS <= TO_NS)
                .map(bar -> bar.event(60))
                .toList();
    }

    private static List<String> tradesOf(HistoryRequest request) {
        return MARKET.trades().stream()
                .filter(trade -> trade.timeNs() >= request.fromNs() && trade.timeNs() < request.toNs())
                .map(PastMarket.PastTrade::event)
                .toList();
    }

    private static List<String> metrics() {
        List<String> metrics = new ArrayList<>();
        for (long time = PastMarket.START_NS / SECONDS.toNanos(1); SECONDS.toNanos(time) < metricEnd(); time += 600) {
            metrics.add("Metric 1 " + SECONDS.toNanos(time) + " 3496794666 600s " + time % 977 + ".5");
        }
        return metrics;
    }
}
