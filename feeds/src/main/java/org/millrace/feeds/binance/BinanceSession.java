package org.millrace.feeds.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.VenueProtocol;

/**
 * Subscribes one connection to Binance, in requests of 200 streams, no more than the venue lets through a second
 * ("WebSocket Streams", sections "Websocket Limits" and "Live Subscribing/Unsubscribing to streams").
 */
final class BinanceSession implements VenueProtocol {
    private static final int STREAMS_A_REQUEST = 200;
    private static final int MAX_CONTROL_LENGTH = 4 * 1024;
    private static final int KEY_AT = 2;
    private static final int STREAM_AT = 11;
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> streams;
    private final HttpHeaders headers;
    private final Requests requests;
    private int requestCount;
    private boolean endsSoon;
    private FeedReason failure = FeedReason.NONE;

    /**
     * @param streams of each symbol
     * @param headers of the request for the upgrade: the key that binary streams want
     */
    BinanceSession(List<String> symbols, List<String> streams, HttpHeaders headers, Requests requests) {
        this.streams = streams;
        this.headers = headers;
        this.requests = requests;
        subscribe(symbols);
    }

    @Override
    public void subscribe(List<String> symbols) {
        for (List<String> part : Requests.parts(symbols, Math.max(1, STREAMS_A_REQUEST / streams.size()))) {
            String id = Integer.toString(++requestCount);
            requests.subscribe(
                    part, symbol -> id, (connection, of, nowNs) -> connection.send(text("SUBSCRIBE", of, id)));
        }
    }

    @Override
    public void unsubscribe(List<String> symbols) {
        for (List<String> part : Requests.parts(symbols, Math.max(1, STREAMS_A_REQUEST / streams.size()))) {
            String id = Integer.toString(++requestCount);
            requests.unsubscribe(
                    part, symbol -> id, (connection, of, nowNs) -> connection.send(text("UNSUBSCRIBE", of, id)));
        }
    }

    @Override
    public Requests requests() {
        return requests;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        requests.onBeat(connection, nowNs);
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

    /** Takes an error for the end of the connection, unless it is about one of several requests. */
    private void onError(String id) {
        if (!requests.hasConfirmed() || !requests.refuseAll(id)) {
            failure = FeedReason.VENUE_ERROR;
        }
    }

    private String text(String method, List<String> symbols, String id) {
        String names = symbols.stream()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                .flatMap(symbol -> streams.stream().map(stream -> symbol + "@" + stream))
                .collect(Collectors.joining("\",\""));
        return "{\"method\":\"" + method + "\",\"params\":[\"" + names + "\"],\"id\":" + id + "}";
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
            onError(Long.toString(reply.id));
        } else if (reply.isResult) {
            requests.confirm(Long.toString(reply.id));
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
