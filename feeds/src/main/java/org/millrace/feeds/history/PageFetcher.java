package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.session.Backoff;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.HttpClient;
import org.millrace.feeds.session.SessionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a venue for pages, one at a time and within its limits, and again where it could not answer. Used by one thread,
 * which waits; the connection has an event loop of its own.
 */
public final class PageFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageFetcher.class);
    private static final int NO_ANSWER = 0;
    private static final int OK = 200;
    private static final int TIMED_OUT = 408;
    private static final int BANNED = 418; // Binance's word for having gone on after 429
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int MAX_TRIES = 10;
    private static final Duration PATIENCE = Duration.ofHours(1); // with one page
    private static final String KEPT = "What came is kept: the same command goes on where it stands";

    private final MultiThreadIoEventLoopGroup group;
    private final HttpClient client;
    private final String url;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final Pace pace;
    private final Backoff backoff;
    private final Time time;

    /** What time it is, and how it passes. */
    public record Time(EpochNanoClock clock, Pause pause) {
        /** Returns time that passes on the calling thread, whatever happens. */
        public static Time of(EpochNanoClock clock) {
            return new Time(clock, ns -> {
                LockSupport.parkNanos(ns);
                return true;
            });
        }
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /** Waits for so many nanoseconds; false: nothing more is wanted, and it may have been shorter. */
        boolean pause(long ns);
    }

    /** One answer. */
    private static final class Reply {
        final int status;
        final HttpHeaders headers;
        final byte[] body;

        Reply(int status, HttpHeaders headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }
    }

    /** What a page is worth to whoever asked: an exception of it is a reason to ask again. */
    interface Taker<T> {
        T take(byte[] body) throws IOException;
    }

    /** Makes a fetcher that has asked for nothing yet. */
    public PageFetcher(
            String url,
            Map<String, String> headers,
            VenueHistory.RequestLimit limit,
            SessionSettings settings,
            Time time) {
        this.url = url;
        this.time = time;
        headers.forEach(this.headers::set);
        pace = new Pace(limit);
        backoff = new Backoff(
                settings.backoff(), new SplittableRandom(time.clock().nanoTime()));
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("download", true), NioIoHandler.newFactory());
        EventLoop loop = group.next();
        client = new HttpClient(new Endpoint(loop, url, settings), settings);
    }

    String url() {
        return url;
    }

    long nowNs() {
        return time.clock().nanoTime();
    }

    /**
     * Fetches a page, and hands it over.
     *
     * @throws HistoryException if the venue refuses it, or does not give it after several attempts or within an hour, or
     *                          nothing more is wanted
     */
    <T> T fetch(String path, Taker<T> taker) {
        long startNs = nowNs();
        for (int tries = 1; ; tries++) {
            Reply reply = ask(path);
            String trouble;
            if (reply.status == OK) {
                try {
                    T taken = taker.take(reply.body);
                    backoff.reset();
                    return taken;
                } catch (IOException e) {
                    trouble = "an answer that cannot be read: " + e.getMessage();
                }
            } else {
                trouble = "status " + reply.status + ": " + JsonPage.shown(new String(reply.body, UTF_8));
                requireTemporary(path, reply.status, trouble);
            }
            LOG.warn("{}{}: {}", url, path, trouble);
            long pauseNs = pauseNs(reply);
            requirePatience(path, trouble, tries, startNs, pauseNs);
            pause(pauseNs);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    private Reply ask(String path) {
        for (long waitNs = pace.tryTake(nowNs()); waitNs > 0; waitNs = pace.tryTake(nowNs())) {
            pause(waitNs);
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        client.get(path, headers, (status, answered, body) -> answer.complete(new Reply(status, answered, body)));
        return answer.join();
    }

    private void pause(long ns) {
        if (!time.pause.pause(ns)) {
            throw new HistoryException("stopped. " + KEPT);
        }
    }

    private void requirePatience(String path, String trouble, int tries, long startNs, long pauseNs) {
        boolean isTooLong = nowNs() + pauseNs - startNs > PATIENCE.toNanos();
        if (tries == MAX_TRIES || isTooLong) {
            String wait = isTooLong ? "; it wants to be left alone for " + NANOSECONDS.toSeconds(pauseNs) + " s" : "";
            throw new HistoryException(
                    url + path + ": " + trouble + "; after " + tries + " attempts" + wait + ". " + KEPT);
        }
    }

    private void requireTemporary(String path, int status, String trouble) {
        boolean isTemporary = status == NO_ANSWER
                || status == TIMED_OUT
                || status == BANNED
                || status == TOO_MANY
                || status >= SERVER_ERROR;
        if (!isTemporary) {
            throw new HistoryException(url + path + ": " + trouble, status);
        }
    }

    /** As long as the venue says, and some more; or longer and longer. */
    private long pauseNs(Reply reply) {
        if (reply.status == TOO_MANY || reply.status == BANNED) {
            return pace.onTooMany(reply.headers, nowNs()) + backoff.nextNs();
        }
        int asked = reply.headers.getInt(HttpHeaderNames.RETRY_AFTER, 0);
        return SECONDS.toNanos(Math.max(0, asked)) + backoff.nextNs();
    }
}
