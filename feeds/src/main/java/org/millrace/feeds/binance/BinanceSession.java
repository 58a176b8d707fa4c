package org.millrace.feeds.binance;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.RateBudget;
import org.millrace.feeds.session.VenueProtocol;

/**
 * Subscribes one connection to Binance, in requests of 200 streams, no more than the venue lets through a second
 * ("WebSocket Streams", sections "Websocket Limits" and "Live Subscribing/Unsubscribing to streams").
 */
final class BinanceSession implements VenueProtocol {
    private static final int STREAMS_A_REQUEST = 200;
    private static final int REQUESTS_A_SECOND = 4; // of the venue's five; the other is for a pong
    private static final int MAX_CONTROL_LENGTH = 4 * 1024;
    private static final int KEY_AT = 2;
    private static final int STREAM_AT = 11;
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpHeaders headers;
    private final List<String> requests;
    private final RateBudget budget = new RateBudget(REQUESTS_A_SECOND, SECONDS.toNanos(1));
    private final LongHashSet unconfirmed = new LongHashSet();
    private int sentCount;
    private boolean endsSoon;
    private FeedReason failure = FeedReason.NONE;

    /**
     * @param headers of the request for the upgrade: the key that binary streams want
     */
    BinanceSession(List<String> streams, HttpHeaders headers) {
        this.headers = headers;
        requests = new ArrayList<>();
        for (int first = 0; first < streams.size(); first += STREAMS_A_REQUEST) {
            List<String> chunk = streams.subList(first, Math.min(streams.size(), first + STREAMS_A_REQUEST));
            int id = requests.size() + 1;
            unconfirmed.add(id);
            requests.add("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", chunk) + "\"],\"id\":" + id
                    + "}");
        }
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        while (sentCount < requests.size() && budget.tryTake(1, nowNs)) {
            connection.send(requests.get(sentCount));
            sentCount++;
        }
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs) {
        if (SbeDecoder.isMessage(buffer, offset, length)) {
            return false;
        }
        if (length > STREAM_AT && buffer.getByte(offset + KEY_AT) == 's' && buffer.getByte(offset + STREAM_AT) != '!') {
            return false; // {"stream":"btcusdt@…: data, nearly always
        }
        return length <= MAX_CONTROL_LENGTH && onControl(buffer.getStringWithoutLengthUtf8(offset, length));
    }

    @Override
    public boolean isSubscribed() {
        return unconfirmed.isEmpty();
    }

    @Override
    public boolean endsSoon() {
        return endsSoon;
    }

    @Override
    public FeedReason failure() {
        return failure;
    }

    /** Takes {"result":…,"id":…}, {"code":…,"msg":…,"id":…} and serverShutdown, in any order of keys. */
    private boolean onControl(String text) {
        Reply reply = new Reply();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            reply.read(parser);
        } catch (IOException e) {
            return false; // not JSON: the decoder rejects and counts it
        }
        if (reply.isShutdown) {
            endsSoon = true;
        } else if (reply.isError) {
            failure = FeedReason.VENUE_ERROR;
        } else if (reply.isResult) {
            unconfirmed.remove(reply.id);
        }
        return reply.isShutdown || reply.isError || reply.isResult;
    }

    /** What a frame that is no data says. */
    private static final class Reply {
        long id;
        boolean isResult;
        boolean isError;
        boolean isShutdown;

        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                    case "result" -> isResult = true;
                    case "code", "error" -> isError = true;
                    case "e" -> isShutdown |= parser.getText().equals("serverShutdown");
                    case "stream" -> isShutdown |= parser.getText().equals("!serverShutdown");
                    default -> {
                        // of no concern here
                    }
                }
                parser.skipChildren();
            }
        }
    }
}
