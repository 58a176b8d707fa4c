package org.millrace.feeds.kraken;

import java.util.List;

/** What is said to the venue, by each of its protocols. */
enum Dialect {
    V2("/v2") {
        @Override
        String subscribe(String channel, List<String> pairs, int depth) {
            return request("subscribe", channel, pairs, depth) + ",\"snapshot\":true}}";
        }

        @Override
        String unsubscribe(String channel, List<String> pairs, int depth) {
            return request("unsubscribe", channel, pairs, depth) + "}}";
        }

        @Override
        String ping() {
            return "{\"method\":\"ping\"}";
        }

        private String request(String method, String channel, List<String> pairs, int depth) {
            String symbols = channel.equals(INSTRUMENT) ? "" : ",\"symbol\":" + array(pairs);
            String trigger = channel.equals(TICKER) ? ",\"event_trigger\":\"bbo\"" : "";
            return "{\"method\":\"" + method + "\",\"params\":{\"channel\":\"" + name(channel) + "\"" + symbols
                    + parameter(channel, depth) + trigger;
        }
    },

    V1("/") {
        @Override
        String subscribe(String channel, List<String> pairs, int depth) {
            return request("subscribe", channel, pairs, depth);
        }

        @Override
        String unsubscribe(String channel, List<String> pairs, int depth) {
            return request("unsubscribe", channel, pairs, depth);
        }

        @Override
        String ping() {
            return "{\"event\":\"ping\"}";
        }

        private String request(String event, String channel, List<String> pairs, int depth) {
            return "{\"event\":\"" + event + "\",\"pair\":" + array(pairs) + ",\"subscription\":{\"name\":\""
                    + name(channel) + "\"" + parameter(channel, depth) + "}}";
        }
    };

    static final String BOOK = "book";
    static final String TICKER = "ticker";
    /** The channel that says what pairs are; v2 only. */
    static final String INSTRUMENT = "instrument";

    private static final String BARS = "ohlc-";

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    static Dialect of(String protocol) {
        return protocol.equals("v1") ? V1 : V2;
    }

    /** Returns the path that it is spoken at. */
    String path() {
        return path;
    }

    /** Returns a request for a channel; {@code depth} is of books. */
    abstract String subscribe(String channel, List<String> pairs, int depth);

    /** Returns a request for no more of a channel. */
    abstract String unsubscribe(String channel, List<String> pairs, int depth);

    abstract String ping();

    /** Tells whether a channel brings bars: {@code ohlc-} and their length in minutes. */
    static boolean isOfBars(String channel) {
        return channel.startsWith(BARS);
    }

    /** Returns the name by which the venue confirms a channel. */
    static String name(String channel) {
        return isOfBars(channel) ? "ohlc" : channel;
    }

    private static String parameter(String channel, int depth) {
        if (isOfBars(channel)) {
            return ",\"interval\":" + channel.substring(BARS.length());
        }
        return channel.equals(BOOK) ? ",\"depth\":" + depth : "";
    }

    private static String array(List<String> pairs) {
        return "[\"" + String.join("\",\"", pairs) + "\"]";
    }
}
