package org.millrace.feeds.yahoo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What a chart says of its instrument. Texts that it lacks are empty, times 0. */
final class ChartMeta {
    private String symbol = "";
    private String currency = "";
    private String instrumentType = "";
    private String granularity = "";
    private ZoneId zone = ZoneOffset.UTC;
    private long marketTime;
    private long sessionStart;
    private long sessionEnd;

    private ChartMeta() {}

    /** Returns one of which nothing is known. */
    static ChartMeta unknown() {
        return new ChartMeta();
    }

    /** Reads the object that the parser stands at. */
    static ChartMeta read(JsonParser parser) throws IOException {
        ChartMeta meta = new ChartMeta();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "symbol" -> meta.symbol = text(parser);
                case "currency" -> meta.currency = text(parser);
                case "instrumentType" -> meta.instrumentType = text(parser);
                case "dataGranularity" -> meta.granularity = text(parser);
                case "exchangeTimezoneName" -> meta.zone = zone(text(parser));
                case "regularMarketTime" -> meta.marketTime = time(parser);
                case "currentTradingPeriod" -> meta.periods(parser);
                default -> parser.skipChildren();
            }
        }
        return meta;
    }

    String symbol() {
        return symbol;
    }

    String currency() {
        return currency;
    }

    String instrumentType() {
        return instrumentType;
    }

    String granularity() {
        return granularity;
    }

    ZoneId zone() {
        return zone;
    }

    /** Returns when the market last spoke, seconds. */
    long marketTime() {
        return marketTime;
    }

    /** Returns when the session began, or begins, that the chart calls the current one, seconds. */
    long sessionStart() {
        return sessionStart;
    }

    long sessionEnd() {
        return sessionEnd;
    }

    private void periods(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isRegular = parser.currentName().equals("regular");
            if (parser.nextToken() == JsonToken.START_OBJECT && isRegular) {
                session(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void session(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "start" -> sessionStart = time(parser);
                case "end" -> sessionEnd = time(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return "";
    }

    private static long time(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return ChartAnswer.seconds(parser);
        }
        parser.skipChildren();
        return 0;
    }

    private static ZoneId zone(String name) throws IOException {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IOException("exchangeTimezoneName: " + name + ", expected a time zone", e);
        }
    }
}
