package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.URLEncoder;
import org.millrace.feeds.calendar.TradingCalendar;
import org.millrace.feeds.polling.PollTarget;

/**
 * One symbol's chart: asked for at the start, then while its market trades, and once after the close. A chart of a day
 * overlaps what is known; after a longer absence it is asked for from the last whole bar on.
 */
final class ChartTarget implements PollTarget {
    /** After the close until the last bar is whole, quotes delayed by 15 minutes included. */
    private static final long AFTER_CLOSE_NS = MINUTES.toNanos(20);

    private static final long DAY_NS = HOURS.toNanos(20);
    private static final long NEVER = Long.MIN_VALUE;

    private final YahooFeed feed;
    private final String symbol;
    private final ChartInterval interval;
    private final TradingCalendar calendar;
    private final long pollNs;
    private long lastNs = NEVER;

    ChartTarget(YahooFeed feed, String symbol, ChartInterval interval, TradingCalendar calendar, long pollNs) {
        this.feed = feed;
        this.symbol = symbol;
        this.interval = interval;
        this.calendar = calendar;
        this.pollNs = pollNs;
    }

    @Override
    public boolean isDue(long nowNs) {
        if (lastNs == NEVER) {
            return true;
        }
        if (nowNs - lastNs < pollNs) {
            return false;
        }
        if (calendar.isOpen(nowNs)) {
            return true;
        }
        long wholeNs = calendar.lastCloseNs(nowNs) + AFTER_CLOSE_NS;
        return lastNs < wholeNs && nowNs >= wholeNs;
    }

    @Override
    public String path(long nowNs) {
        long known = feed.lastClosedStart(symbol, interval);
        String span = "&range=" + interval.range();
        long now = NANOSECONDS.toSeconds(nowNs);
        if (interval.isIntraday() && known != 0 && now - known > NANOSECONDS.toSeconds(DAY_NS)) {
            long from = Math.max(known, now - interval.mostSeconds());
            span = "&period1=" + from + "&period2=" + now;
        }
        return "/v8/finance/chart/" + URLEncoder.encode(symbol, UTF_8) + "?interval=" + interval.text() + span;
    }

    @Override
    public void onAnswered(long nowNs) {
        lastNs = nowNs;
    }
}
