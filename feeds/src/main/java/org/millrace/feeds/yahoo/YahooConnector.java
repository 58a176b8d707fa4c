package org.millrace.feeds.yahoo;

import java.util.List;
import org.millrace.feeds.calendar.TradingCalendar;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.StreamingFeed;

/** Yahoo's streamer live. While all markets of its symbols are closed it neither connects nor expects anything. */
final class YahooConnector extends StreamingFeed {
    private static final String PATH = "/?version=2";

    private final List<TradingCalendar> calendars;

    YahooConnector(FeedSettings settings, FeedContext context, YahooFeed feed) {
        super(settings, context);
        calendars = settings.symbols().stream().map(YahooMarkets::of).distinct().toList();
        connect(feed, PATH, () -> new YahooSession(settings.symbols()), () -> {});
    }

    @Override
    protected boolean isReady(long nowNs) {
        for (TradingCalendar calendar : calendars) {
            if (calendar.isOpen(nowNs)) {
                return true;
            }
        }
        return false;
    }
}
