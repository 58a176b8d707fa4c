package org.millrace.feeds.kraken;

import java.time.Duration;
import java.util.List;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.Lane;
import org.millrace.feeds.session.StreamingFeed;
import org.millrace.feeds.session.VenueLimits;
import org.millrace.feeds.session.VenueProtocol;

/** Kraken live: session, resubscriptions and decoder. */
final class KrakenConnector extends StreamingFeed {
    private static final VenueLimits LIMITS = new VenueLimits(150, Duration.ofMinutes(10), 60, 0);

    private final FeedSettings settings;
    private final FeedContext context;
    private final Dialect dialect;

    /** Makes a feed that is not connected yet. */
    KrakenConnector(FeedSettings settings, FeedContext context) {
        super(settings, context, LIMITS);
        this.settings = settings;
        this.context = context;
        dialect = Dialect.of(settings.protocol());
        connect(dialect.path(), Integer.MAX_VALUE, KrakenLane::new);
    }

    /** All pairs: the venue limits their number by nothing but the messages that ask for them. */
    private final class KrakenLane implements Lane {
        private final Resubscriptions books = new Resubscriptions(
                dialect,
                settings.snapshotDepth(),
                settings.session(),
                context.clock(),
                shared().random(),
                shared().counters());
        private final KrakenFeed decoder;

        KrakenLane() {
            long silenceLimitNs = settings.session().instrumentSilenceLimit().toNanos();
            boolean withBooks = settings.streams().contains(Dialect.BOOK);
            decoder = new KrakenFeed(settings.venue().value(), context.resolver(), context.publisher(), books)
                    .watch(context.lostBooks(), silenceLimitNs)
                    .books(withBooks ? settings.snapshotDepth() : 0)
                    .connections(books::onConnection);
        }

        @Override
        public VenueDecoder decoder() {
            return decoder;
        }

        @Override
        public VenueProtocol protocol(List<String> symbols) {
            KrakenSession.Wish wish = new KrakenSession.Wish(symbols, settings.streams(), settings.snapshotDepth());
            return new KrakenSession(dialect, wish, books, shared().counters());
        }

        @Override
        public void onDisconnect() {
            books.clear();
        }

        @Override
        public void forget(String symbol) {
            books.forget(symbol);
        }
    }
}
