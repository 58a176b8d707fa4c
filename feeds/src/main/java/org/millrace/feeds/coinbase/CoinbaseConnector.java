package org.millrace.feeds.coinbase;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.ListingFetcher;
import org.millrace.feeds.session.StreamingFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Coinbase live: session and decoder; books need nothing else, because they begin on the socket. */
public final class CoinbaseConnector extends StreamingFeed {
    private static final String PATH = "/";
    private static final Logger LOG = LoggerFactory.getLogger(CoinbaseConnector.class);

    private final ListingFetcher listing;

    /** Makes a feed that is not connected yet, by complete settings. */
    CoinbaseConnector(FeedSettings settings, FeedContext context, CoinbaseKeys keys) {
        super(settings, context);
        boolean isAdvanced = settings.protocol().equals(CoinbaseVenue.ADVANCED);
        Signer signer = isAdvanced ? keys.advanced() : keys.exchange();
        listing = new ListingFetcher(
                Products.path(isAdvanced),
                Products.WEIGHT,
                endpoint(settings.restUrl()),
                settings.session(),
                shared(),
                body -> describe(settings, body, context.resolver()));
        List<String> channels = channels(settings.streams(), isAdvanced);
        Subscriptions subscriptions = new Subscriptions(isAdvanced, settings.symbols(), channels, signer);
        BookRequests books = new BookRequests(settings.session().backoff(), context.clock(), shared().random());
        CoinbaseFeed decoder = new CoinbaseFeed(
                        settings.venue().value(), isAdvanced, context.resolver(), context.publisher(), books)
                .watch(
                        context.lostBooks(),
                        settings.session().instrumentSilenceLimit().toNanos())
                .expect(settings.symbols(), channels.stream().anyMatch(Subscriptions::isOfBooks));
        connect(decoder, PATH, () -> new CoinbaseSession(subscriptions, books), books::clear);
    }

    @Override
    protected boolean isReady(long nowNs) {
        return listing.isDone(nowNs);
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

    private static void describe(FeedSettings settings, byte[] body, InstrumentResolver resolver) {
        Venue venue = settings.venue();
        try {
            Products.read(venue, body).stream()
                    .filter(product -> settings.symbols().contains(product.symbol()))
                    .forEach(resolver::describe);
        } catch (IOException e) {
            LOG.warn("{}: products cannot be read: {}", venue, e.getMessage());
        }
    }
}
