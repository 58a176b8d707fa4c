package org.millrace.feeds.kraken;

import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.StreamingFeed;

/** Kraken live: session, resubscriptions and decoder. */
final class KrakenConnector extends StreamingFeed {
    /** Makes a feed that is not connected yet. */
    KrakenConnector(FeedSettings settings, FeedContext context) {
        super(settings, context);
        Dialect dialect = Dialect.of(settings.protocol());
        Resubscriptions books = new Resubscriptions(
                dialect,
                settings.snapshotDepth(),
                settings.session(),
                context.clock(),
                shared().random(),
                shared().counters());
        KrakenFeed feed = new KrakenFeed(settings.venue().value(), context.resolver(), context.publisher(), books)
                .watch(
                        context.lostBooks(),
                        settings.session().instrumentSilenceLimit().toNanos())
                .expect(settings.symbols(), settings.streams().contains(Dialect.BOOK) ? settings.snapshotDepth() : 0)
                .connections(books::onConnection);
        KrakenSession.Wish wish =
                new KrakenSession.Wish(settings.symbols(), settings.streams(), settings.snapshotDepth());
        connect(feed, dialect.path(), () -> new KrakenSession(dialect, wish, books), books::clear);
    }
}
