package org.millrace.feeds.alpaca;

import java.time.Duration;
import java.util.List;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.calendar.NewYorkCalendar;
import org.millrace.feeds.calendar.OpenHours;
import org.millrace.feeds.calendar.TradingCalendar;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.Lane;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.StreamingFeed;
import org.millrace.feeds.session.VenueLimits;
import org.millrace.feeds.session.VenueProtocol;

/** Alpaca live: session and decoder; books need nothing else, because they begin on the socket. */
final class AlpacaConnector extends StreamingFeed {
    private static final VenueLimits LIMITS = // REST: half of what is free; attempts: ours, the venue states none
            new VenueLimits(30, Duration.ofMinutes(5), 100, 0);
    private static final int REQUESTS_A_SECOND = 10; // the venue states no limit

    private final FeedSettings settings;
    private final FeedContext context;
    private final OpenHours hours;
    private final AlpacaSession.Plan plan;

    /** Makes a feed that is not connected yet, by complete settings. */
    AlpacaConnector(FeedSettings settings, FeedContext context, AlpacaRequest authentication) {
        super(settings, context, LIMITS);
        this.settings = settings;
        this.context = context;
        AlpacaMarket market = AlpacaMarket.of(settings);
        hours = new OpenHours(market.isOfShares() ? new NewYorkCalendar() : TradingCalendar.ALWAYS);
        List<String> streams = settings.streams().stream()
                .filter(stream -> !AlpacaMarket.isName(stream))
                .toList();
        plan = new AlpacaSession.Plan(authentication, AlpacaVenue.speaksMsgpack(settings), streams, hours);
        connect(market.path(), Integer.MAX_VALUE, AlpacaLane::new); // the venue suffers one connection
    }

    /** All symbols of a market. */
    private final class AlpacaLane implements Lane {
        private final BookRequests books = new BookRequests(context.clock());
        private final AlpacaFeed decoder;

        AlpacaLane() {
            long silenceLimitNs = settings.session().instrumentSilenceLimit().toNanos();
            decoder = AlpacaVenue.feed(settings, context.resolver(), context.publisher(), books)
                    .watch(context.lostBooks(), silenceLimitNs, hours);
        }

        @Override
        public VenueDecoder decoder() {
            return decoder;
        }

        @Override
        public VenueProtocol protocol(List<String> symbols) {
            return new AlpacaSession(plan, symbols, books, requests(Requests.perSecond(REQUESTS_A_SECOND)));
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
