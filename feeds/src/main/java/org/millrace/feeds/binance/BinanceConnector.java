package org.millrace.feeds.binance;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.ApiKeys;
import org.millrace.feeds.session.BookCheckFetcher;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
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

/** Binance live: session, snapshots and decoder. */
public final class BinanceConnector extends StreamingFeed {
    private static final String KEY = "BINANCE_API_KEY";
    private static final String KEY_HEADER = "X-MBX-APIKEY";
    private static final String PATH = "/stream";
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConnector.class);

    private static final VenueLimits LIMITS = // half of the weight that an address has
            new VenueLimits(300, Duration.ofMinutes(5), 3_000, 0);
    private static final int REQUESTS_A_SECOND = 4; // of the venue's five; the other is for a pong
    private static final int MAX_STREAMS = 1_024; // a connection
    private static final int MIN_CHECKED = 5; // levels a side
    private static final int SYMBOLS_A_LISTING = 100; // or the request's line would be too long

    private final FeedSettings settings;
    private final Endpoint rest;

    /** Makes a feed that is not connected yet. */
    public BinanceConnector(FeedSettings settings, FeedContext context) {
        this(settings, context, requester -> decoder(settings, context, requester));
    }

    /**
     * Makes a feed with decoders of the caller's.
     *
     * @param decoders makes a lane's decoder, given whom to ask for snapshots; it has the context's publisher
     */
    BinanceConnector(FeedSettings settings, FeedContext context, Function<SnapshotRequester, VenueDecoder> decoders) {
        super(settings, context, LIMITS);
        this.settings = settings;
        rest = endpoint(settings.restUrl());
        ListingFetcher.Request request = new ListingFetcher.Request(
                symbols -> ExchangeInfo.path(root(settings), symbols),
                SYMBOLS_A_LISTING,
                ExchangeInfo.WEIGHT,
                body -> describe(settings.venue(), body, context.resolver()),
                symbol -> context.resolver().isKnown(settings.venue(), symbol));
        list(request);
        HttpHeaders headers = headers(settings);
        int symbolsAConnection = Math.max(1, MAX_STREAMS / settings.streams().size());
        connect(path(settings), symbolsAConnection, () -> new BinanceLane(headers, decoders));
    }

    /** Up to 1,024 streams, and the snapshots of their books. */
    private final class BinanceLane implements Lane {
        private final HttpHeaders headers;
        private final SnapshotFetcher snapshots;
        private final VenueDecoder decoder;
        private final BookCheckFetcher checks;

        BinanceLane(HttpHeaders headers, Function<SnapshotRequester, VenueDecoder> decoders) {
            this.headers = headers;
            snapshots = new SnapshotFetcher(request(settings), rest, settings.session(), shared());
            decoder = decoders.apply(snapshots);
            snapshots.handler(decoder);
            checks = checks(check(settings), decoder);
        }

        @Override
        public VenueDecoder decoder() {
            return decoder;
        }

        @Override
        public VenueProtocol protocol(List<String> symbols) {
            return new BinanceSession(
                    symbols, settings.streams(), headers, requests(Requests.perSecond(REQUESTS_A_SECOND)));
        }

        @Override
        public void onBeat(long nowNs) {
            snapshots.onBeat(nowNs);
            checks.onBeat(nowNs);
        }

        @Override
        public void onDisconnect() {
            snapshots.clear();
            checks.clear();
        }

        @Override
        public void forget(String symbol) {
            snapshots.forget(symbol);
        }
    }

    private static VenueDecoder decoder(FeedSettings settings, FeedContext context, SnapshotRequester requester) {
        long silenceLimitNs = settings.session().instrumentSilenceLimit().toNanos();
        return new BinanceFeed(settings.venue().value(), context.resolver(), context.publisher(), requester)
                .watch(context.lostBooks(), silenceLimitNs)
                .showingFirstLevels(settings.streams().stream().noneMatch(BinanceConnector::isOfChanges));
    }

    private static boolean isOfChanges(String stream) {
        return stream.equals("depth") || stream.startsWith("depth@");
    }

    private static Set<String> describe(Venue venue, byte[] body, InstrumentResolver resolver) {
        try {
            List<Instrument> listed = ExchangeInfo.read(venue, body);
            listed.forEach(resolver::describe);
            return listed.stream().map(Instrument::symbol).collect(Collectors.toSet());
        } catch (IOException e) {
            LOG.warn("{}: exchangeInfo cannot be read: {}", venue, e.getMessage());
            return Set.of();
        }
    }

    private static HttpHeaders headers(FeedSettings settings) {
        return settings.protocol().equals(BinanceVenue.SBE)
                ? new DefaultHttpHeaders()
                        .set(KEY_HEADER, ApiKeys.of(settings.keyFile()).require(KEY))
                : EmptyHttpHeaders.INSTANCE;
    }

    private static String path(FeedSettings settings) {
        return settings.timeUnit() == FeedTimeUnit.MICROSECOND ? PATH + "?timeUnit=MICROSECOND" : PATH;
    }

    private static String root(FeedSettings settings) {
        return settings.venue() == Venue.BINANCE_USDM ? "/fapi/v1" : "/api/v3";
    }

    private static SnapshotFetcher.Request request(FeedSettings settings) {
        return depth(settings, settings.snapshotDepth());
    }

    /** Asks for no more levels than a book knows for certain after prices have moved: a tenth of those that it began with. */
    private static SnapshotFetcher.Request check(FeedSettings settings) {
        return depth(settings, Math.max(MIN_CHECKED, Math.min(BookChecks.MAX_LEVELS, settings.snapshotDepth() / 10)));
    }

    private static SnapshotFetcher.Request depth(FeedSettings settings, int depth) {
        String path = root(settings) + "/depth?limit=" + depth + "&symbol=";
        return new SnapshotFetcher.Request(path::concat, weight(depth));
    }

    private static int weight(int depth) {
        if (depth <= 100) {
            return 5;
        }
        if (depth <= 500) {
            return 25;
        }
        return depth <= 1_000 ? 50 : 250;
    }
}
