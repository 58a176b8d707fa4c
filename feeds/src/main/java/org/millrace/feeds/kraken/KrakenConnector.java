package org.millrace.feeds.kraken;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.BookCheckFetcher;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.Lane;
import org.millrace.feeds.session.ListingFetcher;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.SnapshotFetcher;
import org.millrace.feeds.session.StreamingFeed;
import org.millrace.feeds.session.VenueLimits;
import org.millrace.feeds.session.VenueProtocol;
import org.millrace.feeds.venue.BookChecks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kraken live: session, requests for books, decoder and checks of books. */
final class KrakenConnector extends StreamingFeed {
    private static final Logger LOG = LoggerFactory.getLogger(KrakenConnector.class);
    private static final VenueLimits LIMITS = new VenueLimits(150, Duration.ofMinutes(10), 60, 0);
    private static final int REQUESTS_A_SECOND = 5;

    private final FeedSettings settings;
    private final FeedContext context;
    private final Dialect dialect;

    /** Makes a feed that is not connected yet. */
    KrakenConnector(FeedSettings settings, FeedContext context) {
        super(settings, context, LIMITS);
        this.settings = settings;
        this.context = context;
        dialect = Dialect.of(settings.protocol());
        if (dialect == Dialect.V1) { // v2 says on the socket what pairs are
            list(new ListingFetcher.Request(
                    symbols -> AssetPairs.PATH,
                    Integer.MAX_VALUE,
                    AssetPairs.WEIGHT,
                    this::describe,
                    pair -> context.resolver().isKnown(settings.venue(), pair)));
        }
        connect(dialect.path(), Integer.MAX_VALUE, KrakenLane::new);
    }

    private Set<String> describe(byte[] body) {
        try {
            List<Instrument> pairs = AssetPairs.read(body);
            pairs.stream().filter(pair -> wanted().contains(pair.symbol())).forEach(context.resolver()::describe);
            return pairs.stream().map(Instrument::symbol).collect(Collectors.toSet());
        } catch (IOException e) {
            LOG.warn("{}: asset pairs cannot be read: {}", settings.venue(), e.getMessage());
            return Set.of();
        }
    }

    /** All pairs: the venue limits their number by nothing but the messages that ask for them. */
    private final class KrakenLane implements Lane {
        private final BookRequests books = new BookRequests(
                dialect,
                settings.snapshotDepth(),
                settings.session(),
                context.clock(),
                shared().random(),
                shared().counters());
        private final KrakenFeed decoder;
        private final BookCheckFetcher checks;

        KrakenLane() {
            long silenceLimitNs = settings.session().instrumentSilenceLimit().toNanos();
            boolean withBooks = settings.streams().contains(Dialect.BOOK);
            decoder = new KrakenFeed(settings.venue().value(), context.resolver(), context.publisher(), books)
                    .watch(context.lostBooks(), silenceLimitNs)
                    .books(withBooks ? settings.snapshotDepth() : 0)
                    .connections(books::onConnection);
            checks = checks(check(settings.snapshotDepth()), decoder);
        }

        @Override
        public VenueDecoder decoder() {
            return decoder;
        }

        @Override
        public VenueProtocol protocol(List<String> symbols) {
            KrakenSession.Wish wish = new KrakenSession.Wish(symbols, settings.streams(), settings.snapshotDepth());
            return new KrakenSession(dialect, wish, books, requests(Requests.perSecond(REQUESTS_A_SECOND)));
        }

        @Override
        public void onBeat(long nowNs) {
            checks.onBeat(nowNs);
        }

        @Override
        public void onDisconnect() {
            books.clear();
            checks.clear();
        }

        @Override
        public void forget(String symbol) {
            books.forget(symbol);
        }
    }

    /** Asks for as many levels as books have, within bounds. */
    private static SnapshotFetcher.Request check(int depth) {
        String path = "/0/public/Depth?count=" + Math.min(BookChecks.MAX_LEVELS, depth) + "&pair=";
        return new SnapshotFetcher.Request(pair -> path + restName(pair), 1, RestError::status);
    }

    /** Returns the name by which REST knows a pair of either protocol: {@code XBTUSD}. */
    static String restName(String pair) {
        String[] names = pair.split("/", -1);
        return restAsset(names[0]) + restAsset(names[1]);
    }

    private static String restAsset(String name) {
        return switch (name) {
            case "BTC" -> "XBT";
            case "DOGE" -> "XDG";
            default -> name;
        };
    }
}
