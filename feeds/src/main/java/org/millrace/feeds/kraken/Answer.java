package org.millrace.feeds.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What a frame that is no data says, by either protocol and in any order of keys. */
final class Answer {
    /** What the answer is about. */
    enum Kind {
        SUBSCRIBED,
        UNSUBSCRIBED,
        /** A request was refused. */
        REFUSED,
        /** The venue's state. */
        STATUS,
        /** Heartbeats and pongs. */
        SIGN_OF_LIFE,
        /** None of these: for the decoder. */
        OTHER
    }

    private static final JsonFactory JSON = new JsonFactory();

    private String about = "";
    private String channel = "";
    private String symbol = "";
    private String status = "";
    private String system = "";
    private String error = "";
    private boolean isGranted;

    private Answer() {}

    /** Reads a frame; one that is no JSON is {@link Kind#OTHER}. */
    static Answer read(String frame) {
        Answer answer = new Answer();
        try (JsonParser parser = JSON.createParser(frame)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    if (parser.nextToken().isScalarValue()) {
                        answer.take(field, parser.getText());
                    }
                }
            }
            return answer;
        } catch (IOException e) {
            return new Answer();
        }
    }

    Kind kind() {
        return switch (about) {
            case "subscribe" -> isGranted ? Kind.SUBSCRIBED : Kind.REFUSED;
            case "unsubscribe" -> isGranted ? Kind.UNSUBSCRIBED : Kind.REFUSED;
            case "subscriptionStatus" -> kindOfStatus();
            case "systemStatus" -> Kind.STATUS;
            case "heartbeat", "pong", "ping" -> Kind.SIGN_OF_LIFE;
            case "error" -> Kind.REFUSED;
            default -> kindOfChannel();
        };
    }

    /** Returns the channel that was asked for, as {@code book}; empty = not said. */
    String channel() {
        return channel;
    }

    /** Returns the pair that was asked for; empty = not said. */
    String symbol() {
        return symbol;
    }

    /** Returns the venue's state, as {@code online}. */
    String system() {
        return system.isEmpty() ? status : system;
    }

    /** Returns why a request was refused. */
    String error() {
        return error;
    }

    private Kind kindOfStatus() {
        return switch (status) {
            case "subscribed" -> Kind.SUBSCRIBED;
            case "unsubscribed" -> Kind.UNSUBSCRIBED;
            default -> Kind.REFUSED;
        };
    }

    private Kind kindOfChannel() {
        return switch (channel) {
            case "status" -> Kind.STATUS;
            case "heartbeat" -> Kind.SIGN_OF_LIFE;
            default -> error.isEmpty() ? Kind.OTHER : Kind.REFUSED;
        };
    }

    private void take(String field, String value) {
        switch (field) {
            case "method", "event" -> about = value;
            case "channel", "name" -> channel = value;
            case "symbol", "pair" -> symbol = value;
            case "success" -> isGranted = value.equals("true");
            case "status" -> status = value;
            case "system" -> system = value;
            case "error", "errorMessage", "Error" -> error = value;
            default -> {
                // of no concern here
            }
        }
    }
}
