package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.session.Backoff;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.HttpClient;
import org.millrace.feeds.session.RateBudget;
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
    private static final int MOST_PAUSE_SECONDS = 3_600;
    private static final long BUDGET_WAIT_NS = MILLISECONDS.toNanos(50);

    private final MultiThreadIoEventLoopGroup group;
    private final HttpClient client;
    private final String url;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final RateBudget budget;
    private final long weight;
    private final Backoff backoff;
    private final Time time;

    /**
     * What time it is, and how it passes.
     *
     * @param pause waits for so many nanoseconds
     */
    public record Time(EpochNanoClock clock, LongConsumer pause) {}

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
        budget = new RateBudget(limit.amount(), limit.windowNs());
        weight = limit.weight();
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
     * @throws HistoryException if the venue refuses it, or does not give it after several attempts
     */
    <T> T fetch(String path, Taker<T> taker) {
        String trouble = "";
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Reply reply = ask(path);
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
            time.pause.accept(pauseNs(reply));
        }
        throw new HistoryException(url + path + ": " + trouble + "; after " + MAX_TRIES
                + " attempts. What came is kept: the same command goes on where it stands");
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    private Reply ask(String path) {
        while (!budget.tryTake(weight, nowNs())) {
            time.pause.accept(BUDGET_WAIT_NS);
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        client.get(path, headers, (status, answered, body) -> answer.complete(new Reply(status, answered, body)));
        return answer.join();
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
        int asked = Math.min(reply.headers.getInt(HttpHeaderNames.RETRY_AFTER, 0), MOST_PAUSE_SECONDS);
        return SECONDS.toNanos(Math.max(0, asked)) + backoff.nextNs();
    }
}
