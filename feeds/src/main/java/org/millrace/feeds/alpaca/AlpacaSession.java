package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.VenueProtocol;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.StraightReader;
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
    private static final String LEAVING = "-";

    /**
     * What a connection is for.
     *
     * @param authentication the first request, which shows the keys
     * @param streams        of each symbol
     * @param hours          when data is to be expected
     */
    record Plan(AlpacaRequest authentication, boolean isBinary, List<String> streams, LongPredicate hours) {}

    private final Plan plan;
    private final BookRequests books;
    private final MessageReader reader;
    private final FrameBytes frame = new FrameBytes(StraightReader.SLACK);
    private final List<String> streams;
    private boolean isGreeted;
    private boolean isAuthenticated;
    private final Requests requests;
    private AlpacaRequest unsent;
    private FeedReason failure = FeedReason.NONE;

    AlpacaSession(Plan plan, List<String> symbols, BookRequests books, Requests requests) {
        this.plan = plan;
        this.books = books;
        streams = plan.streams();
        this.requests = requests;
        subscribe(symbols);
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
    public void subscribe(List<String> symbols) {
        requests.subscribe(symbols, symbol -> symbol, (connection, of, nowNs) -> AlpacaRequest.subscribe(byStream(of))
                .send(connection, plan.isBinary()));
    }

    @Override
    public void unsubscribe(List<String> symbols) {
        requests.unsubscribe(
                symbols, LEAVING::concat, (connection, of, nowNs) -> AlpacaRequest.unsubscribe(byStream(of))
                        .send(connection, plan.isBinary()));
    }

    @Override
    public Requests requests() {
        return requests;
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        if (unsent != null) {
            unsent.send(connection, plan.isBinary());
            unsent = null;
        }
        if (isAuthenticated) {
            requests.onBeat(connection, nowNs);
        }
        if (!isSubscribed()) {
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
        frame.wrap(buffer, offset, length);
        reader.begin(frame.array(), frame.start(), length);
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
        return requests.isConfirmed();
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
            case SUBSCRIPTION -> onList();
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
        }
    }

    private void onError() {
        long code = reader.has(CODE) ? reader.integer(CODE) : 0;
        if (code != ALREADY_AUTHENTICATED && failure == FeedReason.NONE) {
            failure = FeedReason.VENUE_ERROR;
            LOG.warn("Alpaca refuses the connection: {} {}", code, text(MESSAGE));
        }
    }

    /** Takes the list of all that is in force: a symbol is, when it is so in each stream. */
    private void onList() {
        Set<String> everywhere = new HashSet<>();
        Set<String> anywhere = new HashSet<>();
        boolean isAll = true;
        for (int i = 0; i < streams.size(); i++) {
            Set<String> inForce = new HashSet<>();
            boolean isEach = reader.texts(FIRST_STREAM + i, inForce::add) && inForce.contains(ALL);
            anywhere.addAll(inForce);
            if (isEach) {
                continue;
            }
            if (isAll) {
                everywhere.addAll(inForce);
            } else {
                everywhere.retainAll(inForce);
            }
            isAll = false;
        }
        boolean isEveryOne = isAll;
        requests.confirm(key -> key.startsWith(LEAVING)
                ? !anywhere.contains(key.substring(LEAVING.length()))
                : isEveryOne || everywhere.contains(key));
    }

    private Map<String, List<String>> byStream(List<String> symbols) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        streams.forEach(stream -> lists.put(stream, symbols));
        return lists;
    }

    private String text(int slot) {
        return reader.readText(slot) ? new String(reader.text(), reader.textStart(), reader.textLength(), UTF_8) : "";
    }
}
