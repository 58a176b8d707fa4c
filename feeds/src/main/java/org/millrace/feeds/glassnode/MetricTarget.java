package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URLEncoder;
import org.millrace.feeds.polling.PollTarget;

/**
 * One asset's metric: asked for when the next interval should be known, and again after a wait while it is not. Each
 * request overlaps what is known by three intervals, so that late and revised values are seen; the first goes back as far
 * as the features of liquidations need.
 */
final class MetricTarget implements PollTarget {
    /** From the end of an interval until its value is published. */
    private static final long PUBLISH_DELAY_NS = MINUTES.toNanos(10);

    private static final int OVERLAP = 3;
    private static final int MAX_INTERVALS = 10_000;
    private static final long BACK_SECONDS = DAYS.toSeconds(411); // 9,864 hours: all windows full
    private static final long NEVER = Long.MIN_VALUE;

    private final GlassnodeFeed feed;
    private final MetricRequest request;
    private final long retryNs;
    private long lastNs = NEVER;

    MetricTarget(GlassnodeFeed feed, MetricRequest request, long retryNs) {
        this.feed = feed;
        this.request = request;
        this.retryNs = retryNs;
    }

    @Override
    public boolean isDue(long nowNs) {
        if (lastNs == NEVER) {
            return true;
        }
        if (nowNs - lastNs < retryNs) {
            return false;
        }
        long latest = feed.latestStart(request);
        long intervalNs = SECONDS.toNanos(request.resolution().seconds());
        return latest == 0 || nowNs >= SECONDS.toNanos(latest) + 2 * intervalNs + PUBLISH_DELAY_NS;
    }

    @Override
    public String path(long nowNs) {
        long seconds = request.resolution().seconds();
        long latest = feed.latestStart(request);
        long now = NANOSECONDS.toSeconds(nowNs);
        long first = now - Math.min(BACK_SECONDS, MAX_INTERVALS * seconds);
        long since = latest == 0 ? first - first % seconds : latest + seconds - OVERLAP * seconds;
        return "/v1/metrics/" + request.path() + "?a=" + URLEncoder.encode(request.asset(), UTF_8) + "&i="
                + request.resolution().text() + "&s=" + since + "&u=" + now + "&c=native";
    }

    @Override
    public void onAnswered(long nowNs) {
        lastNs = nowNs;
    }
}
