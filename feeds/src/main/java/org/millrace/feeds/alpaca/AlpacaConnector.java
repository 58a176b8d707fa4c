package org.millrace.feeds.alpaca;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.feeds.calendar.NewYorkCalendar;
import org.millrace.feeds.calendar.OpenHours;
import org.millrace.feeds.calendar.TradingCalendar;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.StreamingFeed;

/** Alpaca live: session and decoder; books need nothing else, because they begin on the socket. */
public final class AlpacaConnector extends StreamingFeed {
    /** Makes a feed that is not connected yet, by complete settings. */
    AlpacaConnector(FeedSettings settings, FeedContext context, AlpacaRequest authentication) {
        super(settings, context);
        AlpacaMarket market = AlpacaMarket.of(settings);
        OpenHours hours = new OpenHours(market.isOfShares() ? new NewYorkCalendar() : TradingCalendar.ALWAYS);
        BookRequests books = new BookRequests(context.clock());
        AlpacaFeed decoder = AlpacaVenue.feed(settings, context.resolver(), context.publisher(), books)
                .watch(
                        context.lostBooks(),
                        settings.session().instrumentSilenceLimit().toNanos(),
                        hours)
                .expect(settings.symbols());
        AlpacaSession.Plan plan = new AlpacaSession.Plan(
                authentication, AlpacaVenue.speaksMsgpack(settings), symbolsByStream(settings), hours);
        connect(decoder, market.path(), () -> new AlpacaSession(plan, books), books::clear);
    }

    private static Map<String, List<String>> symbolsByStream(FeedSettings settings) {
        Map<String, List<String>> symbols = new LinkedHashMap<>();
        settings.streams().stream()
                .filter(stream -> !AlpacaMarket.isName(stream))
                .forEach(stream -> symbols.put(stream, settings.symbols()));
        return symbols;
    }
}
