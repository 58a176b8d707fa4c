package org.millrace.feeds.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.feeds.session.Backoff;
import org.millrace.feeds.session.Breaker;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.HttpClient;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.StatusPublisher;
import org.millrace.feeds.session.VenueSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a venue for one thing after the other, and publishes what becomes of it. What the venue refuses for good is left
 * alone for a while. Lives on the feed's event loop.
 *
 * <pre>
 *                 200, 304: LIVE
 *   due, polite, circuit lets ──▶ asked ──┬──▶ none, 3xx, 429, 5xx: STALE, back-off, one failure of the circuit
 *                                         │    or what shuts us out (Yahoo: 403)
 *                                         ├──▶ 400, 403, 404, 410, 422: that is REFUSED, left alone for a while
 *                                         └──▶ other 4xx: STALE, left alone for a while
 * </pre>
 */
final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final int CONNECTION_ID = 1;
    private static final int NO_ANSWER = 0;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final Set<Integer> REFUSALS =
            Set.of(BAD_REQUEST, 403, NOT_FOUND, 410, UNPROCESSABLE); // of one thing
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final List<Entry> entries = new ArrayList<>();
    private final PollSettings manner;
    private final HttpClient client;
    private final Endpoint endpoint;
    private final AnswerHandler handler;
    private final StatusPublisher statuses;
    private final VenueSession.Shared shared;
    private final Politeness politeness;
    private final Breaker breaker;
    private int nextEntry;
    private boolean asking;
    private boolean started;
    private boolean stopped;
    private FeedState state = FeedState.CONNECTING;

    /** One target, and how it stands. */
    private static final class Entry {
        final String symbol;
        final PollTarget target;
        final Validators validators = new Validators();
        long notBeforeNs = Long.MIN_VALUE;
        boolean isRefused;

        Entry(String symbol, PollTarget target) {
            this.symbol = symbol;
            this.target = target;
        }
    }

    Poller(
            PollSettings manner,
            SessionSettings session,
            Endpoint endpoint,
            AnswerHandler handler,
            StatusPublisher statuses,
            VenueSession.Shared shared) {
        this.manner = manner;
        this.endpoint = endpoint;
        this.handler = handler;
        this.statuses = statuses;
        this.shared = shared;
        client = new HttpClient(endpoint, session);
        politeness = new Politeness(manner.requestsPerMinute(), new Backoff(session.backoff(), shared.random()));
        breaker = new Breaker(session.breaker(), shared.clock(), this::onCircuit);
    }

    /** Adds what is to be asked for of a symbol. */
    void add(String symbol, List<PollTarget> targets) {
        targets.forEach(target -> entries.add(new Entry(symbol, target)));
    }

    /** Asks for nothing of a symbol any more. */
    void remove(String symbol) {
        entries.removeIf(entry -> entry.symbol.equals(symbol));
        nextEntry = 0;
    }

    /** Returns the symbols that something is asked for of. */
    Set<String> symbols() {
        return entries.stream().map(entry -> entry.symbol).collect(Collectors.toSet());
    }

    /** Asks, if something is due and may be asked; called every few milliseconds. */
    void onBeat(long nowNs) {
        if (stopped || asking || !shared.deliveries().isOpen() || !politeness.mayAsk(nowNs)) {
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get((nextEntry + i) % entries.size());
            if (nowNs >= entry.notBeforeNs && entry.target.isDue(nowNs)) {
                if (breaker.tryAcquire()) {
                    nextEntry = (nextEntry + i + 1) % entries.size();
                    ask(entry, nowNs);
                }
                return;
            }
        }
    }

    /** Asks no more, and says so. */
    void stop() {
        stopped = true;
        publish(FeedState.DISCONNECTED, FeedReason.SHUTDOWN);
    }

    private void ask(Entry entry, long nowNs) {
        if (!started) {
            started = true;
            publish(FeedState.CONNECTING, FeedReason.STARTED);
        }
        asking = true;
        politeness.onRequest(nowNs);
        shared.counters().increment(SessionCounter.ATTEMPTS);
        String path = entry.target.path(nowNs);
        HttpHeaders headers = new DefaultHttpHeaders();
        manner.headers().forEach(headers::set);
        entry.validators.apply(path, headers);
        client.get(path, headers, (status, answered, body) -> onReply(entry, path, status, answered, body));
    }

    private void onReply(Entry entry, String path, int status, HttpHeaders headers, byte[] body) {
        asking = false;
        if (stopped) {
            return;
        }
        long nowNs = shared.clock().nanoTime();
        if (status == OK) {
            onSuccess();
            admit(entry, nowNs);
            hand(path, body, nowNs, () -> {
                entry.validators.remember(path, headers);
                entry.target.onAnswered(nowNs);
            });
        } else if (status == NOT_MODIFIED) {
            onSuccess();
            admit(entry, nowNs);
            entry.target.onAnswered(nowNs);
        } else if (isRefusal(status)) {
            onRefused(entry, path, status, body, nowNs);
        } else {
            onFailure(path, status, headers, body, nowNs);
        }
    }

    private boolean isRefusal(int status) {
        return !manner.bans().contains(status)
                && status >= BAD_REQUEST
                && status < SERVER_ERROR
                && status != TOO_MANY
                && status != TIMED_OUT;
    }

    private void onSuccess() {
        shared.counters().increment(SessionCounter.CONNECTIONS);
        politeness.onSuccess();
        breaker.onSuccess();
        if (state != FeedState.LIVE) {
            publish(FeedState.LIVE, state == FeedState.CONNECTING ? FeedReason.SUBSCRIBED : FeedReason.RESUMED);
        }
    }

    /** Leaves alone what the venue will not give: asked again and again it would take offence. */
    private void onRefused(Entry entry, String path, int status, byte[] body, long nowNs) {
        LOG.warn(
                "feeds.symbols: {}: {}{}: status {}, left alone for {}",
                entry.symbol,
                endpoint.uri(),
                path,
                status,
                manner.refusedFor());
        shared.counters().increment(SessionCounter.VENUE_ERRORS);
        entry.notBeforeNs = nowNs + manner.refusedFor().toNanos();
        breaker.onSuccess(); // it answers
        if (!REFUSALS.contains(status)) {
            publish(FeedState.STALE, FeedReason.VENUE_ERROR);
            return;
        }
        if (status == NOT_FOUND || status == UNPROCESSABLE) {
            hand(path, body, nowNs, () -> {});
        }
        if (!entry.isRefused) {
            entry.isRefused = true;
            shared.counters().increment(SessionCounter.SYMBOLS_REFUSED);
            boolean isAll = of(entry.symbol).allMatch(each -> each.isRefused);
            tell(entry.symbol, isAll ? FeedState.DISCONNECTED : FeedState.STALE, nowNs);
        }
    }

    /** Tells that a symbol is whole again, once all that is asked of it is answered. */
    private void admit(Entry entry, long nowNs) {
        if (entry.isRefused) {
            entry.isRefused = false;
            boolean isAny = of(entry.symbol).anyMatch(each -> each.isRefused);
            tell(entry.symbol, isAny ? FeedState.STALE : FeedState.LIVE, nowNs);
        }
    }

    private Stream<Entry> of(String symbol) {
        return entries.stream().filter(each -> each.symbol.equals(symbol));
    }

    private void tell(String symbol, FeedState has, long nowNs) {
        shared.deliveries().deliver(() -> handler.onRefusal(symbol, has, nowNs));
    }

    private void onFailure(String path, int status, HttpHeaders headers, byte[] body, long nowNs) {
        boolean isSilent = status == NO_ANSWER;
        LOG.warn("{}{}: {}", endpoint.uri(), path, isSilent ? new String(body, UTF_8) : "status " + status);
        FeedReason reason = isSilent ? FeedReason.CONNECT_FAILED : FeedReason.VENUE_ERROR;
        shared.counters().increment(isSilent ? SessionCounter.CONNECT_FAILURES : SessionCounter.VENUE_ERRORS);
        if (status == TOO_MANY) {
            politeness.onTooMany(headers, nowNs);
        } else {
            politeness.onFailure(nowNs);
        }
        publish(FeedState.STALE, reason);
        breaker.onFailure(reason);
    }

    /** Hands an answer to whoever sees all, and to the decoder; then, once it is taken, runs what follows. */
    private void hand(String path, byte[] body, long nowNs, Runnable then) {
        String url = endpoint.uri() + path;
        UnsafeBuffer buffer = new UnsafeBuffer(body);
        shared.counters().increment(SessionCounter.FRAMES);
        shared.counters().add(SessionCounter.BYTES, body.length);
        shared.deliveries().deliver(() -> shared.tap().onAnswer(url, buffer, 0, body.length, nowNs));
        shared.deliveries().deliver(() -> {
            boolean taken = handler.onAnswer(url, buffer, 0, body.length, nowNs);
            if (taken) {
                then.run();
            }
            return taken;
        });
    }

    private void onCircuit(FeedReason reason) {
        switch (reason) {
            case CIRCUIT_OPENED -> {
                shared.counters().increment(SessionCounter.CIRCUIT_OPENED);
                publish(FeedState.CIRCUIT_OPEN, reason);
            }
            case CIRCUIT_HALF_OPEN -> {
                shared.counters().increment(SessionCounter.CIRCUIT_HALF_OPENED);
                publish(FeedState.CONNECTING, reason);
            }
            default -> {
                shared.counters().increment(SessionCounter.CIRCUIT_CLOSED);
                publish(FeedState.LIVE, reason);
            }
        }
    }

    private void publish(FeedState next, FeedReason reason) {
        state = next;
        long nowNs = shared.clock().nanoTime();
        shared.deliveries().deliver(() -> statuses.tryPublish(CONNECTION_ID, next, reason, nowNs));
    }
}
