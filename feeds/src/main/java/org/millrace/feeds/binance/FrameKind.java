package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.millrace.feeds.binance.FrameField.bar;
import static org.millrace.feeds.binance.FrameField.top;

import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Kinds of frames: the word that field {@code e} has, the event that comes of it, and the fields that it needs. */
@SuppressWarnings("ImmutableEnumChecker") // its arrays are neither written nor handed out
public enum FrameKind {
    TRADE(
            "trade",
            TradeDecoder.TEMPLATE_ID,
            top('s', FieldType.SYMBOL),
            top('t', FieldType.INTEGER),
            top('T', FieldType.TIME),
            top('p', FieldType.PRICE),
            top('q', FieldType.QUANTITY),
            top('m', FieldType.BOOLEAN)),
    AGGREGATE_TRADE(
            "aggTrade",
            TradeDecoder.TEMPLATE_ID,
            top('s', FieldType.SYMBOL),
            top('a', FieldType.INTEGER),
            top('T', FieldType.TIME),
            top('p', FieldType.PRICE),
            top('q', FieldType.QUANTITY),
            top('m', FieldType.BOOLEAN)),
    /** Spot's, without {@code e} or time. */
    BOOK_TICKER(
            null,
            QuoteDecoder.TEMPLATE_ID,
            top('s', FieldType.SYMBOL),
            top('u', FieldType.INTEGER),
            top('b', FieldType.PRICE),
            top('B', FieldType.QUANTITY),
            top('a', FieldType.PRICE),
            top('A', FieldType.QUANTITY)),
    /** That of futures. */
    TIMED_BOOK_TICKER(
            "bookTicker",
            QuoteDecoder.TEMPLATE_ID,
            top('s', FieldType.SYMBOL),
            top('E', FieldType.TIME),
            top('u', FieldType.INTEGER),
            top('b', FieldType.PRICE),
            top('B', FieldType.QUANTITY),
            top('a', FieldType.PRICE),
            top('A', FieldType.QUANTITY)),
    DEPTH(
            "depthUpdate",
            BookUpdateDecoder.TEMPLATE_ID,
            top('s', FieldType.SYMBOL),
            top('E', FieldType.TIME),
            top('U', FieldType.INTEGER),
            top('u', FieldType.INTEGER),
            top('b', FieldType.BIDS),
            top('a', FieldType.ASKS)),
    KLINE(
            "kline",
            VenueBarDecoder.TEMPLATE_ID,
            top('s', FieldType.SYMBOL),
            top('E', FieldType.TIME),
            bar('t', FieldType.TIME),
            bar('i', FieldType.INTERVAL),
            bar('o', FieldType.PRICE),
            bar('c', FieldType.PRICE),
            bar('h', FieldType.PRICE),
            bar('l', FieldType.PRICE),
            bar('v', FieldType.QUANTITY),
            bar('n', FieldType.INTEGER),
            bar('x', FieldType.BOOLEAN),
            bar('q', FieldType.AMOUNT),
            bar('V', FieldType.QUANTITY)),
    /** The first levels of a book at an update id; {@link PartialDepth} reads those of text. */
    PARTIAL_DEPTH(null, BookUpdateDecoder.TEMPLATE_ID),
    SHUTDOWN("serverShutdown", 0),
    /** Answer to a request of ours. */
    REPLY(null, 0),
    /** Refusal of a request of ours. */
    ERROR(null, 0),
    /** Known, and nothing that events are made of: tickers. */
    IGNORED(null, 0),
    UNKNOWN(null, 0),
    /** No frame, or one without a field that its kind needs, or with one that cannot be read. */
    REFUSED(null, 0);

    private static final FrameKind[] KINDS = values();

    private final byte[] word;
    private final int templateId;
    private final FrameField[] fields;

    FrameKind(String word, int templateId, FrameField... fields) {
        this.word = word == null ? null : word.getBytes(UTF_8);
        this.templateId = templateId;
        this.fields = fields;
    }

    static int count() {
        return KINDS.length;
    }

    static FrameKind at(int index) {
        return KINDS[index];
    }

    /** Returns the word of field {@code e}; null for kinds without. */
    byte[] word() {
        return word;
    }

    /** Returns the template of the event that comes of it; 0 = none. */
    int templateId() {
        return templateId;
    }

    int fieldCount() {
        return fields.length;
    }

    FrameField field(int index) {
        return fields[index];
    }
}
