package org.millrace.feeds.binance;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.ApiKeys;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.ListingFetcher;
import org.millrace.feeds.session.SnapshotFetcher;
import org.millrace.feeds.session.StreamingFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binance live: session, snapshots and decoder. */
public final class BinanceConnector extends StreamingFeed {
    private static final String KEY = "BINANCE_API_KEY";
    private static final String KEY_HEADER = "X-MBX-APIKEY";
    private static final String PATH = "/stream";
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConnector.class);

    private final ListingFetcher listing;
    private final SnapshotFetcher snapshots;

    /** Makes a feed that is not connected yet. */
    public BinanceConnector(FeedSettings settings, FeedContext context) {
        this(settings, context, requester -> decoder(settings, context, requester));
    }

    /**
     * Makes a feed with a decoder of the caller's.
     *
     * @param decoders makes the decoder, given whom to ask for snapshots; it has the context's publisher
     */
    BinanceConnector(FeedSettings settings, FeedContext context, Function<SnapshotRequester, VenueDecoder> decoders) {
        super(settings, context);
        Endpoint rest = endpoint(settings.restUrl());
        listing = new ListingFetcher(
                ExchangeInfo.path(root(settings), settings.symbols()),
                ExchangeInfo.WEIGHT,
                rest,
                settings.session(),
                shared(),
                body -> describe(settings.venue(), body, context.resolver()));
        snapshots = new SnapshotFetcher(request(settings), rest, settings.session(), shared());
        VenueDecoder decoder = decoders.apply(snapshots);
        snapshots.handler(decoder);
        List<String> streams = streams(settings);
        HttpHeaders headers = headers(settings);
        connect(decoder, path(settings), () -> new BinanceSession(streams, headers), snapshots::clear);
    }

    @Override
    protected boolean isReady(long nowNs) {
        return listing.isDone(nowNs);
    }

    @Override
    protected void onBeat(long nowNs) {
        snapshots.onBeat(nowNs);
    }

    private static VenueDecoder decoder(FeedSettings settings, FeedContext context, SnapshotRequester requester) {
        long silenceLimitNs = settings.session().instrumentSilenceLimit().toNanos();
        return new BinanceFeed(settings.venue().value(), context.resolver(), context.publisher(), requester)
                .watch(context.lostBooks(), silenceLimitNs)
                .expect(settings.symbols());
    }

    private static void describe(Venue venue, byte[] body, InstrumentResolver resolver) {
        try {
            ExchangeInfo.read(venue, body).forEach(resolver::describe);
        } catch (IOException e) {
            LOG.warn("{}: exchangeInfo cannot be read: {}", venue, e.getMessage());
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
        int depth = settings.snapshotDepth();
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

    private static List<String> streams(FeedSettings settings) {
        return settings.symbols().stream()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                .flatMap(symbol -> settings.streams().stream().map(stream -> symbol + "@" + stream))
                .toList();
    }
}
