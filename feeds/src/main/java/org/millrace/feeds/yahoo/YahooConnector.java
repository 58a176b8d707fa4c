package org.millrace.feeds.yahoo;

import java.time.Duration;
import java.util.List;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.Lane;
import org.millrace.feeds.session.StreamingFeed;
import org.millrace.feeds.session.VenueLimits;
import org.millrace.feeds.session.VenueProtocol;

/** Yahoo's streamer live. While all markets of its symbols are closed it neither connects nor expects anything. */
final class YahooConnector extends StreamingFeed {
    private static final String PATH = "/?version=2";
    private static final VenueLimits LIMITS = new VenueLimits(30, Duration.ofMinutes(5), 30, 0); // ours: none is known

    YahooConnector(FeedSettings settings, FeedContext context, YahooFeed feed) {
        super(settings, context, LIMITS);
        Lane lane = new Lane() {
            @Override
            public VenueDecoder decoder() {
                return feed;
            }

            @Override
            public VenueProtocol protocol(List<String> symbols) {
                return new YahooSession(symbols, YahooConnector.this::isReady, requests(nowNs -> true));
            }
        };
        connect(PATH, Integer.MAX_VALUE, () -> lane);
    }

    @Override
    protected boolean isReady(long nowNs) {
        for (String symbol : wanted()) {
            if (YahooMarkets.of(symbol).isOpen(nowNs)) {
                return true;
            }
        }
        return false;
    }
}
