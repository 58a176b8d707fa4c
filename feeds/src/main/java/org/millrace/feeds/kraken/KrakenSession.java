package org.millrace.feeds.kraken;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.VenueProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes one connection to Kraken: first, once a feed, to what its pairs are, then to them, a request for each channel
 * and fifty pairs. Each pair is confirmed on its own; one that is refused is told of and left out.
 */
final class KrakenSession implements VenueProtocol {
    /** What to subscribe to. */
    record Wish(List<String> symbols, List<String> channels, int depth) {}

    private static final Logger LOG = LoggerFactory.getLogger(KrakenSession.class);
    private static final String LEAVING = "-";
    private static final int PAIRS_A_REQUEST = 50;
    private static final int MAX_CONTROL_LENGTH = 4 * 1024;
    private static final int LETTER_AT = "{\"channel\":\"".length();
    private static final long LISTING_NS = SECONDS.toNanos(5);
    private static final long PING_NS = SECONDS.toNanos(30);
    private static final long NEVER = Long.MIN_VALUE;

    private final Dialect dialect;
    private final BookRequests books;
    private final Wish wish;
    private final Requests requests;
    private int connectionId;
    private long listingNs = NEVER; // when it was asked for
    private long pingNs = NEVER;
    private boolean wasOnline;
    private boolean endsSoon;
    private FeedReason failure = FeedReason.NONE;

    KrakenSession(Dialect dialect, Wish wish, BookRequests books, Requests requests) {
        this.dialect = dialect;
        this.wish = wish;
        this.books = books;
        this.requests = requests;
        subscribe(wish.symbols());
    }

    @Override
    public void subscribe(List<String> symbols) {
        for (String channel : wish.channels()) {
            for (List<String> pairs : Requests.parts(symbols, PAIRS_A_REQUEST)) {
                requests.subscribe(
                        pairs,
                        pair -> Dialect.name(channel) + " " + pair,
                        (connection, of, nowNs) -> connection.send(dialect.subscribe(channel, of, wish.depth())));
            }
        }
    }

    @Override
    public void unsubscribe(List<String> symbols) {
        for (String channel : wish.channels()) {
            for (List<String> pairs : Requests.parts(symbols, PAIRS_A_REQUEST)) {
                requests.unsubscribe(
                        pairs,
                        pair -> LEAVING + Dialect.name(channel) + " " + pair,
                        (connection, of, nowNs) -> connection.send(dialect.unsubscribe(channel, of, wish.depth())));
            }
        }
    }

    @Override
    public Requests requests() {
        return requests;
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        connectionId = connection.id();
        if (!isListed(connection, nowNs)) {
            return;
        }
        requests.onBeat(connection, nowNs);
        books.onBeat(connection, requests, nowNs);
        if (pingNs == NEVER || nowNs - pingNs >= PING_NS) {
            if (pingNs != NEVER) {
                connection.send(dialect.ping());
            }
            pingNs = nowNs;
        }
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs) {
        if (length > LETTER_AT && buffer.getByte(offset) == '[') {
            return false; // v1's data
        }
        if (length > LETTER_AT && buffer.getByte(offset + 2) == 'c') {
            byte letter = buffer.getByte(offset + LETTER_AT);
            if (letter == 'b' || letter == 't' || letter == 'o') {
                return false; // {"channel":"book…, trade, ticker, ohlc: data, nearly always
            }
            if (letter == 'i') {
                books.onListed();
                return true;
            }
            if (letter == 'h') {
                return true;
            }
        }
        return length <= MAX_CONTROL_LENGTH
                && onAnswer(Answer.read(buffer.getStringWithoutLengthUtf8(offset, length)), nowNs);
    }

    /** Answers that it is: a book begins with its first frame, and the decoder reads what pairs are. */
    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public boolean isSubscribed() {
        return requests.isConfirmed();
    }

    @Override
    public boolean endsSoon() {
        return endsSoon;
    }

    @Override
    public FeedReason failure() {
        return failure;
    }

    /** Asks what pairs are, unless that is known, and again until the venue answers, or has been asked too often. */
    private boolean isListed(Connection connection, long nowNs) {
        if (dialect == Dialect.V1 || books.isListed()) {
            return true;
        }
        if (listingNs != NEVER && nowNs - listingNs < LISTING_NS) {
            return false;
        }
        if (!books.mayAskForListing()) {
            return true;
        }
        connection.send(dialect.subscribe(Dialect.INSTRUMENT, List.of(), 0));
        listingNs = nowNs;
        return false;
    }

    private boolean onAnswer(Answer answer, long nowNs) {
        switch (answer.kind()) {
            case SUBSCRIBED -> {
                requests.confirm(answer.channel() + " " + answer.symbol());
                return true;
            }
            case UNSUBSCRIBED -> onLeft(answer, nowNs);
            case REFUSED -> onRefused(answer, nowNs);
            case STATUS -> onStatus(answer.system());
            case SIGN_OF_LIFE -> {
                return true;
            }
            case OTHER -> {
                return false;
            }
        }
        return true;
    }

    /** Answers whether somebody waited for a pair to be left; one that is refused was not subscribed to. */
    private boolean onLeft(Answer answer, long nowNs) {
        return requests.confirm(key -> key.startsWith(LEAVING)
                        && key.endsWith(" " + answer.symbol())
                        && (answer.channel().isEmpty() || key.startsWith(LEAVING + answer.channel())))
                || books.onLeft(connectionId, answer.symbol(), nowNs);
    }

    private void onRefused(Answer answer, long nowNs) {
        if (onLeft(answer, nowNs)) {
            return;
        }
        boolean isWhole = answer.symbol().isEmpty();
        if (isWhole) {
            LOG.warn("connection {}: a request was refused: {}", connectionId, answer.error());
        } else {
            refuse(answer.symbol(), answer.error());
        }
        if (!requests.hasConfirmed() && (isWhole || isSubscribed())) {
            failure = FeedReason.VENUE_ERROR;
        }
    }

    /** Leaves a pair out, and tells so once: the venue refuses it for each channel, and does not say which. */
    private void refuse(String pair, String error) {
        List<String> channels = wish.channels().stream()
                .filter(channel -> requests.awaits(channel + " " + pair))
                .toList();
        if (requests.refuse(pair)) {
            LOG.warn("connection {}: {} of {} refused: {}", connectionId, String.join(", ", channels), pair, error);
        }
    }

    /** Has the connection replaced before the venue's maintenance cuts it, unless it began during one. */
    private void onStatus(String system) {
        wasOnline |= system.equals("online");
        endsSoon |= wasOnline && system.equals("maintenance");
    }
}
