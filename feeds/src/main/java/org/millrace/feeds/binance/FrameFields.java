package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.json.JsonScalar;

/** Where the fields of a frame lie, whatever their order, with the wrapper of combined streams or without. */
final class FrameFields {
    private static final int DATA = JsonFields.NAMED;
    private static final int STREAM = DATA + 1;
    private static final int RESULT = DATA + 2;
    private static final int CODE = DATA + 3;
    private static final int ERROR = DATA + 4;
    private static final int ID = DATA + 5;
    private static final int LAST_UPDATE_ID = DATA + 6;
    private static final int PREVIOUS_ID = DATA + 7;
    private static final String[] NAMES = {"data", "stream", "result", "code", "error", "id", "lastUpdateId", "pu"};
    private static final byte[] FIRST_LEVELS = "@depth".getBytes(UTF_8);
    private static final byte[] MARKET = "MARKET".getBytes(UTF_8);
    private static final String[] IGNORED_EVENTS = {
        "24hrTicker",
        "24hrMiniTicker",
        "1hTicker",
        "4hTicker",
        "1dTicker",
        "avgPrice",
        "blockTrade",
        "referencePrice",
        "markPriceUpdate",
        "forceOrder",
        "continuous_kline",
        "contractInfo",
        "compositeIndex",
        "assetIndexUpdate"
    };
    private static final byte[][] IGNORED_WORDS = new byte[IGNORED_EVENTS.length][];

    static {
        for (int i = 0; i < IGNORED_EVENTS.length; i++) {
            IGNORED_WORDS[i] = IGNORED_EVENTS[i].getBytes(UTF_8);
        }
    }

    private final JsonFields error = new JsonFields("code");
    private final JsonFields bar = new JsonFields();
    private final JsonFields payload = new JsonFields(NAMES).nest('k', bar);
    private final JsonFields wrapper = new JsonFields(NAMES).nest(DATA, payload);
    private final JsonScalar word = new JsonScalar();
    private JsonFields message = payload;

    /** Scans a frame; false if it is no JSON object, or more than one. */
    boolean scan(byte[] bytes, int offset, int end) {
        int behind = wrapper.scan(bytes, offset, end);
        if (behind == JsonBytes.NONE || JsonBytes.skipSpace(bytes, behind, end) != end) {
            return false;
        }
        if (wrapper.has(DATA) && wrapper.kind(wrapper.find(DATA)) == JsonFields.OBJECT) {
            message = payload;
            return true;
        }
        message = wrapper;
        int k = wrapper.find('k'); // the wrapper's nested fields are those of data
        return k == JsonBytes.NONE
                || wrapper.kind(k) != JsonFields.OBJECT
                || bar.scan(bytes, wrapper.start(k), end) != JsonBytes.NONE;
    }

    JsonFields message() {
        return message;
    }

    JsonFields bar() {
        return bar;
    }

    /** Returns the index of a field's slot in its table, or {@link JsonBytes#NONE}. */
    int find(FrameField field) {
        return field.slot() < FrameField.BAR ? message.find(field.slot()) : findInBar(field);
    }

    /** Returns the table that a field's slot belongs to. */
    JsonFields table(FrameField field) {
        return field.slot() < FrameField.BAR ? message : bar;
    }

    FrameKind kind(byte[] bytes) {
        if (word.take(bytes, message, 'e') && word.isText()) {
            FrameKind kind = kindOfWord();
            boolean isPassedOver = (kind == FrameKind.TRADE && !isOfMarket(bytes))
                    || (kind == FrameKind.DEPTH && hasPreviousId() && isOfFirstLevels(bytes));
            if (kind == FrameKind.TIMED_BOOK_TICKER && !message.has('E')) {
                return FrameKind.BOOK_TICKER;
            }
            return isPassedOver ? FrameKind.IGNORED : kind;
        }
        if (message.has('u') && message.has('s') && message.has('b') && message.has('a')) {
            return FrameKind.BOOK_TICKER;
        }
        if (message.has(CODE) || message.has(ERROR)) {
            return FrameKind.ERROR;
        }
        if (message.has(RESULT)) {
            return FrameKind.REPLY;
        }
        if (message.has(LAST_UPDATE_ID)) {
            return FrameKind.PARTIAL_DEPTH;
        }
        boolean isOfAllMarkets = message.has(DATA) && message.kind(message.find(DATA)) == JsonFields.ARRAY;
        return isOfAllMarkets ? FrameKind.IGNORED : FrameKind.UNKNOWN;
    }

    /** Tells whether a change of a book names the one before it, as those of futures do. */
    boolean hasPreviousId() {
        return message.has(PREVIOUS_ID);
    }

    /** Returns the last id of the change before, {@link JsonBytes#NONE} where it has no number. */
    long previousId(byte[] bytes) {
        return number(bytes, message, PREVIOUS_ID);
    }

    /** Returns the id of the request that a reply or error answers, {@link JsonBytes#NONE} where it has no number. */
    long requestId(byte[] bytes) {
        return number(bytes, message, ID);
    }

    /** Returns the venue's error code, 0 where it has none. */
    long errorCode(byte[] bytes, int end) {
        int nested = message.find(ERROR);
        if (nested == JsonBytes.NONE || message.kind(nested) != JsonFields.OBJECT) {
            return Math.max(0, number(bytes, message, CODE));
        }
        int behind = error.scan(bytes, message.start(nested), end);
        return behind == JsonBytes.NONE ? 0 : Math.max(0, number(bytes, error, JsonFields.NAMED));
    }

    /** Tells whether a trade came about by matching: futures also tell of those of insurance and deleveraging. */
    private boolean isOfMarket(byte[] bytes) {
        return !message.has('X') || (word.take(bytes, message, 'X') && word.is(MARKET));
    }

    /** Tells whether the stream is one of a book's first levels, {@code btcusdt@depth5}: of futures they look like changes. */
    private boolean isOfFirstLevels(byte[] bytes) {
        int stream = message == payload ? wrapper.find(STREAM) : JsonBytes.NONE;
        int end = stream == JsonBytes.NONE ? 0 : wrapper.end(stream) - FIRST_LEVELS.length;
        for (int i = stream == JsonBytes.NONE ? 0 : wrapper.start(stream); i < end; i++) {
            if (isFirstLevels(bytes, i)) {
                byte next = bytes[i + FIRST_LEVELS.length];
                return next >= '0' && next <= '9';
            }
        }
        return false;
    }

    private int findInBar(FrameField field) {
        int k = message.find('k');
        boolean isObject = k != JsonBytes.NONE && message.kind(k) == JsonFields.OBJECT;
        return isObject ? bar.find(field.slot() - FrameField.BAR) : JsonBytes.NONE;
    }

    private static long number(byte[] bytes, JsonFields fields, int slot) {
        int field = fields.find(slot);
        if (field == JsonBytes.NONE || fields.kind(field) != JsonFields.NUMBER) {
            return JsonBytes.NONE;
        }
        return FieldReader.integer(bytes, fields.start(field), fields.end(field) - fields.start(field));
    }

    private FrameKind kindOfWord() {
        for (int i = 0; i < FrameKind.count(); i++) {
            FrameKind kind = FrameKind.at(i);
            if (kind.word() != null && word.is(kind.word())) {
                return kind;
            }
        }
        for (byte[] ignored : IGNORED_WORDS) {
            if (word.is(ignored)) {
                return FrameKind.IGNORED;
            }
        }
        return FrameKind.UNKNOWN;
    }

    private static boolean isFirstLevels(byte[] bytes, int position) {
        for (int i = 0; i < FIRST_LEVELS.length; i++) {
            if (bytes[position + i] != FIRST_LEVELS[i]) {
                return false;
            }
        }
        return true;
    }
}
