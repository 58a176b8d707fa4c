package org.millrace.feeds.alpaca;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.VenueProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the keys on one connection, subscribes, and subscribes anew to books that need a snapshot.
 *
 * <pre>
 *   GREETING --connected: auth--> AUTHENTICATING --authenticated: subscribe--> SUBSCRIBING --all in force--> SUBSCRIBED
 *                                       error: the connection is given up
 * </pre>
 */
final class AlpacaSession implements VenueProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaSession.class);
    private static final int MAX_CONTROL_LENGTH = 1 << 20;
    private static final int ALREADY_AUTHENTICATED = 403;
    private static final int MESSAGE = JsonFields.NAMED;
    private static final int CODE = JsonFields.NAMED + 1;
    private static final int FIRST_STREAM = JsonFields.NAMED + 2;
    private static final String ALL = "*";

    /**
     * What a connection is for.
     *
     * @param authentication  the first request, which shows the keys
     * @param symbolsByStream what is subscribed to
     * @param hours           when data is to be expected
     */
    record Plan(
            AlpacaRequest authentication,
            boolean isBinary,
            Map<String, List<String>> symbolsByStream,
            LongPredicate hours) {}

    private final Plan plan;
    private final BookRequests books;
    private final MessageReader reader;
    private final List<String> streams;
    private boolean isGreeted;
    private boolean isAuthenticated;
    private boolean isSubscribed;
    private AlpacaRequest unsent;
    private FeedReason failure = FeedReason.NONE;

    AlpacaSession(Plan plan, BookRequests books) {
        this.plan = plan;
        this.books = books;
        streams = List.copyOf(plan.symbolsByStream().keySet());
        String[] names = new String[2 + streams.size()];
        names[MESSAGE - JsonFields.NAMED] = "msg";
        names[CODE - JsonFields.NAMED] = "code";
        for (int i = 0; i < streams.size(); i++) {
            names[FIRST_STREAM - JsonFields.NAMED + i] = streams.get(i);
        }
        reader = plan.isBinary() ? new MsgpackMessages(names) : new JsonMessages(names);
    }

    @Override
    public HttpHeaders headers() {
        String type = plan.isBinary() ? "application/msgpack" : "application/json";
        return new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, type);
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        if (unsent != null) {
            unsent.send(connection, plan.isBinary());
            unsent = null;
        }
        if (!isSubscribed) {
            return;
        }
        for (String symbol = books.poll(nowNs); !symbol.isEmpty(); symbol = books.poll(nowNs)) {
            Map<String, List<String>> book = Map.of(AlpacaVenue.BOOKS, List.of(symbol));
            AlpacaRequest.unsubscribe(book).send(connection, plan.isBinary());
            AlpacaRequest.subscribe(book).send(connection, plan.isBinary());
        }
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs) {
        if (reader.isData(buffer, offset, length) || length > MAX_CONTROL_LENGTH) {
            return false;
        }
        boolean isData = false;
        reader.begin(buffer, offset, length);
        int next = reader.next();
        while (next == MessageReader.MESSAGE) {
            MessageKind kind = reader.kind();
            isData |= kind == null || kind.isData();
            if (kind != null) {
                onControl(kind);
            }
            next = reader.next();
        }
        return !isData && next == MessageReader.END;
    }

    /** The decoder takes all frames: a book begins with what is sent first. */
    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public boolean expectsData(long nowNs) {
        return plan.hours().test(nowNs);
    }

    @Override
    public boolean isSubscribed() {
        return isSubscribed;
    }

    @Override
    public boolean endsSoon() {
        return false;
    }

    @Override
    public FeedReason failure() {
        return failure;
    }

    private void onControl(MessageKind kind) {
        switch (kind) {
            case SUCCESS -> onSuccess(text(MESSAGE));
            case SUBSCRIPTION -> isSubscribed = isSubscribed || isAllInForce();
            case ERROR -> onError();
            default -> {
                // data, or of no concern here
            }
        }
    }

    /** Takes each greeting once: a frame may be shown again. */
    private void onSuccess(String message) {
        if (message.equals("connected") && !isGreeted) {
            isGreeted = true;
            unsent = plan.authentication();
        } else if (message.equals("authenticated") && !isAuthenticated) {
            isAuthenticated = true;
            unsent = AlpacaRequest.subscribe(plan.symbolsByStream());
        }
    }

    private void onError() {
        long code = reader.has(CODE) ? reader.integer(CODE) : 0;
        if (code != ALREADY_AUTHENTICATED && failure == FeedReason.NONE) {
            failure = FeedReason.VENUE_ERROR;
            LOG.warn("Alpaca refuses the connection: {} {}", code, text(MESSAGE));
        }
    }

    private boolean isAllInForce() {
        for (int i = 0; i < streams.size(); i++) {
            Set<String> inForce = new HashSet<>();
            boolean isList = reader.texts(FIRST_STREAM + i, inForce::add);
            List<String> wanted = plan.symbolsByStream().get(streams.get(i));
            if (!isList || !(inForce.contains(ALL) || inForce.containsAll(wanted))) {
                return false;
            }
        }
        return true;
    }

    private String text(int slot) {
        return reader.readText(slot)
                ? reader.text().getStringWithoutLengthUtf8(reader.textStart(), reader.textLength())
                : "";
    }
}
