package org.millrace.feeds.coinbase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.json.Literal;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.VenueProtocol;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.StraightReader;

/**
 * Subscribes one connection to Coinbase, no faster than the venue lets one that shows no key, and subscribes anew to books
 * that need a snapshot.
 */
final class CoinbaseSession implements VenueProtocol {
    private static final String LEAVING = "-";
    private static final int MAX_CONTROL_LENGTH = 1 << 20;
    private static final int SHORTEST = 64; // of data; what is shorter is looked at
    private static final Literal[] DATA = {
        new Literal("{\"type\":\"l2"),
        new Literal("{\"type\":\"match"),
        new Literal("{\"type\":\"ticker"),
        new Literal("{\"type\":\"snapshot"),
        new Literal("{\"type\":\"last_match"),
        new Literal("{\"channel\":\"l2_data"),
        new Literal("{\"channel\":\"ticker"),
        new Literal("{\"channel\":\"market_trades"),
        new Literal("{\"channel\":\"candles")
    };
    private static final JsonFactory JSON = new JsonFactory();

    private final FrameBytes frame = new FrameBytes(StraightReader.SLACK);
    private final Subscriptions subscriptions;
    private final BookRequests books;
    private final Requests requests;
    private final ArrayDeque<Subscriptions.Request> unsent = new ArrayDeque<>();
    private boolean hasData;
    private FeedReason failure = FeedReason.NONE;

    CoinbaseSession(Subscriptions subscriptions, List<String> products, BookRequests books, Requests requests) {
        this.subscriptions = subscriptions;
        this.books = books;
        this.requests = requests;
        subscribe(products);
    }

    @Override
    public void subscribe(List<String> products) {
        for (String channel : subscriptions.channels()) {
            for (List<String> part : Subscriptions.parts(products)) {
                requests.subscribe(
                        part,
                        product -> Subscriptions.confirmation(channel, product),
                        (connection, of, nowNs) -> send(connection, "subscribe", channel, of, nowNs));
            }
        }
    }

    @Override
    public void unsubscribe(List<String> products) {
        for (String channel : subscriptions.channels()) {
            if (!channel.equals(Subscriptions.HEARTBEATS)) { // those are of the connection
                for (List<String> part : Subscriptions.parts(products)) {
                    requests.unsubscribe(
                            part,
                            product -> LEAVING + Subscriptions.confirmation(channel, product),
                            (connection, of, nowNs) -> send(connection, "unsubscribe", channel, of, nowNs));
                }
            }
        }
    }

    @Override
    public Requests requests() {
        return requests;
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        requests.onBeat(connection, nowNs);
        if (unsent.isEmpty() && isSubscribed()) {
            for (String product = books.poll(nowNs); !product.isEmpty(); product = books.poll(nowNs)) {
                unsent.addAll(subscriptions.again(product));
            }
        }
        while (!unsent.isEmpty() && requests.tryTake(nowNs)) {
            connection.send(subscriptions.text(unsent.poll(), nowNs));
        }
    }

    private void send(Connection connection, String type, String channel, List<String> products, long nowNs) {
        connection.send(subscriptions.text(new Subscriptions.Request(type, channel, products), nowNs));
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs) {
        if (isData(buffer, offset, length)) {
            hasData = true;
            return false;
        }
        return length <= MAX_CONTROL_LENGTH && onControl(buffer.getStringWithoutLengthUtf8(offset, length));
    }

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
        return false;
    }

    @Override
    public FeedReason failure() {
        return failure;
    }

    private boolean isData(DirectBuffer buffer, int offset, int length) {
        if (length < SHORTEST) {
            return false;
        }
        frame.wrap(buffer, offset, length);
        for (Literal begin : DATA) {
            if (begin.isAt(frame.array(), frame.start())) {
                return true;
            }
        }
        return false;
    }

    /** Takes confirmations, errors and heartbeats, in any order of keys; answers whether the frame is no data. */
    private boolean onControl(String text) {
        Control control = new Control();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            control.read(parser);
        } catch (IOException e) {
            return false; // not JSON: the decoder rejects and counts it
        }
        boolean isConfirmation = control.kind.equals("subscriptions");
        if (isConfirmation) {
            requests.confirm(control::confirms);
        } else if (control.kind.equals("error")) {
            onError(text);
            return true;
        }
        boolean isHeartbeat = control.kind.equals("heartbeat") || control.kind.equals("heartbeats");
        return (isConfirmation || isHeartbeat)
                && !hasData; // behind data, which may come first, these tell that it lives
    }

    /** Leaves out the products that an error names, and asks for the others again; an error without any is the end. */
    private void onError(String text) {
        List<String> named = requests.disputable().stream()
                .filter(product -> names(text, product))
                .toList();
        if (named.isEmpty()) {
            failure = FeedReason.VENUE_ERROR;
        } else {
            named.forEach(requests::refuse);
            requests.repeat();
        }
    }

    private static boolean names(String text, String product) {
        return Pattern.compile("(?<![A-Z0-9-])" + Pattern.quote(product) + "(?![A-Z0-9-])")
                .matcher(text)
                .find();
    }

    /** What a frame that is no data says. */
    private static final class Control {
        final Set<String> confirmed = new HashSet<>();
        private final Set<String> products = new HashSet<>();
        private String channel = "";
        String kind = "";

        /** Reads {"channels":[{"name":"matches","product_ids":[…]}]} or {"events":[{"subscriptions":{"ticker":[…]}}]}. */
        void read(JsonParser parser) throws IOException {
            int depth = 1;
            String field = "";
            while (depth > 0 && parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                if (token == JsonToken.FIELD_NAME) {
                    field = parser.currentName();
                } else if (token == JsonToken.VALUE_STRING) {
                    value(depth, field, parser.getText());
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
                if (token == JsonToken.END_OBJECT) {
                    products.forEach(product -> confirmed.add(Subscriptions.confirmation(channel, product)));
                    products.clear();
                }
            }
        }

        /** Answers whether what was asked for is in force: a channel and a product, or that they are so no longer. */
        boolean confirms(String key) {
            return key.startsWith(LEAVING)
                    ? !confirmed.contains(key.substring(LEAVING.length()))
                    : confirmed.contains(key);
        }

        private void value(int depth, String field, String text) {
            if (depth == 1) {
                kind = field.equals("type") || field.equals("channel") ? text : kind;
            } else if (field.equals("name")) {
                channel = text;
            } else if (field.equals("product_ids")) {
                products.add(text);
            } else {
                confirmed.add(Subscriptions.confirmation(field, text));
            }
        }
    }
}
