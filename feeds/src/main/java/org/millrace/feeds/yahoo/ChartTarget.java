package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.URLEncoder;
import org.millrace.feeds.calendar.TradingCalendar;
import org.millrace.feeds.polling.PollTarget;

/**
 * One symbol's chart: asked for at the start, then while its market trades, and once after the close. The first time
 * the day is asked for, then the bars since the last whole one and some before it, which may have been restated.
 */
final class ChartTarget implements PollTarget {
    /** After the close until the last bar is whole, quotes delayed by 15 minutes included. */
    private static final long AFTER_CLOSE_NS = MINUTES.toNanos(20);

    private static final int OVERLAP = 12; // periods
    private static final long DAY_SECONDS = DAYS.toSeconds(1);
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
        if (interval.isIntraday() && known != 0) {
            long now = NANOSECONDS.toSeconds(nowNs);
            long from = Math.max(known - (long) OVERLAP * interval.seconds(), now - interval.mostSeconds());
            long until = now - now % DAY_SECONDS + 2 * DAY_SECONDS; // the same text as long as no bar is new
            span = "&period1=" + from + "&period2=" + until;
        }
        return "/v8/finance/chart/" + URLEncoder.encode(symbol, UTF_8) + "?interval=" + interval.text() + span;
    }

    @Override
    public void onAnswered(long nowNs) {
        lastNs = nowNs;
    }
}
