package org.millrace.feeds.coinbase;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
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

/** Coinbase live: session and decoder; books need nothing else, because they begin on the socket. */
final class CoinbaseConnector extends StreamingFeed {
    private static final String PATH = "/";
    private static final int EXCHANGE_MESSAGES_A_SECOND = 50; // of a connection, which may send a hundred
    private static final Logger LOG = LoggerFactory.getLogger(CoinbaseConnector.class);

    private static final VenueLimits EXCHANGE_LIMITS = // REST: half of ten a second
            new VenueLimits(8, Duration.ofSeconds(1), 300, 0);
    private static final VenueLimits ADVANCED_LIMITS = // messages: six of eight a second
            new VenueLimits(750, Duration.ofSeconds(1), 300, 6);

    private final FeedSettings settings;
    private final FeedContext context;
    private final boolean isAdvanced;
    private final List<String> channels;

    /** Makes a feed that is not connected yet, by complete settings. */
    CoinbaseConnector(FeedSettings settings, FeedContext context, CoinbaseKeys keys) {
        super(settings, context, isAdvanced(settings) ? ADVANCED_LIMITS : EXCHANGE_LIMITS);
        this.settings = settings;
        this.context = context;
        isAdvanced = isAdvanced(settings);
        channels = channels(settings.streams(), isAdvanced);
        Subscriptions subscriptions =
                new Subscriptions(isAdvanced, channels, isAdvanced ? keys.advanced() : keys.exchange());
        ListingFetcher.Request request = new ListingFetcher.Request(
                symbols -> Products.path(isAdvanced),
                Integer.MAX_VALUE,
                Products.WEIGHT,
                this::describe,
                symbol -> context.resolver().isKnown(settings.venue(), symbol));
        list(request);
        connect(PATH, Integer.MAX_VALUE, () -> new CoinbaseLane(subscriptions));
    }

    /** All products: the venue limits their number by nothing but the messages that ask for them. */
    private final class CoinbaseLane implements Lane {
        private final Subscriptions subscriptions;
        private final BookRequests books =
                new BookRequests(settings.session().backoff(), context.clock(), shared().random());
        private final CoinbaseFeed decoder;
        private final BookCheckFetcher checks;

        CoinbaseLane(Subscriptions subscriptions) {
            this.subscriptions = subscriptions;
            long silenceLimitNs = settings.session().instrumentSilenceLimit().toNanos();
            decoder = new CoinbaseFeed(
                            settings.venue().value(), isAdvanced, context.resolver(), context.publisher(), books)
                    .watch(context.lostBooks(), silenceLimitNs)
                    .books(channels.stream().anyMatch(Subscriptions::isOfBooks));
            checks = checks(check(isAdvanced), decoder);
        }

        @Override
        public VenueDecoder decoder() {
            return decoder;
        }

        @Override
        public VenueProtocol protocol(List<String> symbols) {
            LongPredicate budget =
                    isAdvanced ? shared().budget()::tryTakeMessage : Requests.perSecond(EXCHANGE_MESSAGES_A_SECOND);
            return new CoinbaseSession(subscriptions, symbols, books, requests(budget));
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

    /** Asks for a whole book, of which the Exchange has no shorter form than that and its top. */
    private static SnapshotFetcher.Request check(boolean isAdvanced) {
        return new SnapshotFetcher.Request(
                product -> isAdvanced
                        ? "/api/v3/brokerage/market/product_book?limit=" + BookChecks.MAX_LEVELS + "&product_id="
                                + product
                        : "/products/" + product + "/book?level=2",
                Products.WEIGHT);
    }

    private static boolean isAdvanced(FeedSettings settings) {
        return settings.protocol().equals(CoinbaseVenue.ADVANCED);
    }

    /** Adds heartbeats: without them the venue ends quiet connections. */
    private static List<String> channels(List<String> streams, boolean isAdvanced) {
        String heartbeat = isAdvanced ? Subscriptions.HEARTBEATS : "heartbeat";
        List<String> channels = new ArrayList<>(streams);
        if (!channels.contains(heartbeat)) {
            channels.add(heartbeat);
        }
        return channels;
    }

    private Set<String> describe(byte[] body) {
        try {
            List<Instrument> products = Products.read(settings.venue(), body);
            products.stream()
                    .filter(product -> wanted().contains(product.symbol()))
                    .forEach(context.resolver()::describe);
            return products.stream().map(Instrument::symbol).collect(Collectors.toSet());
        } catch (IOException e) {
            LOG.warn("{}: products cannot be read: {}", settings.venue(), e.getMessage());
            return Set.of();
        }
    }
}
