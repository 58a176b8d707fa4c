package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.millrace.feeds.alpaca.MessageField.optional;
import static org.millrace.feeds.alpaca.MessageField.required;

import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeCorrectionDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Kinds of messages: the word that field {@code T} has, the event that comes of it, and the fields that it needs. */
@SuppressWarnings("ImmutableEnumChecker") // its arrays are neither written nor handed out
enum MessageKind {
    TRADE(
            "t",
            TradeDecoder.TEMPLATE_ID,
            required('i', AlpacaMessage.ID, FieldType.INTEGER),
            required('p', AlpacaMessage.PRICE, FieldType.PRICE),
            required('s', AlpacaMessage.QUANTITY, FieldType.QUANTITY),
            required('t', AlpacaMessage.TIME, FieldType.TIME),
            optional('c', AlpacaMessage.CODES, FieldType.CODES),
            optional(Keys.TAKER_SIDE, AlpacaMessage.SIDE, FieldType.CODES)),
    QUOTE(
            "q",
            QuoteDecoder.TEMPLATE_ID,
            required(Keys.BID_PRICE, AlpacaMessage.PRICE, FieldType.PRICE),
            required(Keys.BID_SIZE, AlpacaMessage.QUANTITY, FieldType.QUANTITY),
            required(Keys.ASK_PRICE, AlpacaMessage.ASK_PRICE, FieldType.PRICE),
            required(Keys.ASK_SIZE, AlpacaMessage.ASK_QUANTITY, FieldType.QUANTITY),
            required('t', AlpacaMessage.TIME, FieldType.TIME)),
    BAR("b", VenueBarDecoder.TEMPLATE_ID, bar()),
    /** Replaces a minute's bar: trades came late. */
    UPDATED_BAR("u", VenueBarDecoder.TEMPLATE_ID, bar()),
    /** The running day. */
    DAILY_BAR("d", VenueBarDecoder.TEMPLATE_ID, bar()),
    CORRECTION(
            "c",
            TradeCorrectionDecoder.TEMPLATE_ID,
            required(Keys.ORIGINAL_ID, AlpacaMessage.ID, FieldType.INTEGER),
            required(Keys.CORRECTED_PRICE, AlpacaMessage.PRICE, FieldType.PRICE),
            required(Keys.CORRECTED_SIZE, AlpacaMessage.QUANTITY, FieldType.QUANTITY),
            required('t', AlpacaMessage.TIME, FieldType.TIME)),
    /** A trade taken back, or one that was an error. */
    CANCEL(
            "x",
            TradeCorrectionDecoder.TEMPLATE_ID,
            required('i', AlpacaMessage.ID, FieldType.INTEGER),
            required('p', AlpacaMessage.PRICE, FieldType.PRICE),
            required('s', AlpacaMessage.QUANTITY, FieldType.QUANTITY),
            required('t', AlpacaMessage.TIME, FieldType.TIME)),
    STATUS(
            "s",
            FeedStatusDecoder.TEMPLATE_ID,
            required(Keys.STATUS_CODE, AlpacaMessage.CODES, FieldType.CODES),
            required('t', AlpacaMessage.TIME, FieldType.TIME)),
    BOOK(
            "o",
            BookUpdateDecoder.TEMPLATE_ID,
            required('t', AlpacaMessage.TIME, FieldType.TIME),
            optional('b', AlpacaMessage.LEVELS, FieldType.BIDS),
            optional('a', AlpacaMessage.LEVELS, FieldType.ASKS),
            optional('r', AlpacaMessage.RESET, FieldType.FLAG)),
    /** Limits up and down: nothing that events are made of. */
    LIMITS("l", 0),
    /** Imbalance of an auction: as little. */
    IMBALANCE("i", 0),
    SUCCESS("success", 0),
    SUBSCRIPTION("subscription", 0),
    ERROR("error", 0),
    UNKNOWN("", 0);

    private static final MessageKind[] KINDS = values();
    private static final int LETTERS = 128;
    private static final MessageKind[] BY_LETTER = new MessageKind[LETTERS];

    static {
        for (MessageKind kind : KINDS) {
            if (kind.word.length == 1) {
                BY_LETTER[kind.word[0]] = kind;
            }
        }
    }

    private final byte[] word;
    private final int templateId;
    private final MessageField[] fields;

    MessageKind(String word, int templateId, MessageField... fields) {
        this.word = word.getBytes(US_ASCII);
        this.templateId = templateId;
        this.fields = fields;
    }

    /** Returns the kind that a word names, {@link #UNKNOWN} if none. */
    static MessageKind of(byte[] bytes, int offset, int length) {
        if (length == 1) {
            int letter = bytes[offset];
            MessageKind kind = letter < 0 ? null : BY_LETTER[letter];
            return kind == null ? UNKNOWN : kind;
        }
        for (MessageKind kind : KINDS) {
            if (length > 0 && kind.word.length == length && matches(bytes, offset, kind.word)) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    /** Returns the template of the event that comes of it; 0 = none. */
    int templateId() {
        return templateId;
    }

    boolean isData() {
        return templateId != 0;
    }

    int fieldCount() {
        return fields.length;
    }

    MessageField field(int index) {
        return fields[index];
    }

    private static boolean matches(byte[] bytes, int offset, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (bytes[offset + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static MessageField[] bar() {
        return new MessageField[] {
            required('o', AlpacaMessage.OPEN, FieldType.PRICE),
            required('h', AlpacaMessage.HIGH, FieldType.PRICE),
            required('l', AlpacaMessage.LOW, FieldType.PRICE),
            required('c', AlpacaMessage.CLOSE, FieldType.PRICE),
            required('v', AlpacaMessage.VOLUME, FieldType.QUANTITY),
            optional('n', AlpacaMessage.TRADE_COUNT, FieldType.INTEGER),
            required('t', AlpacaMessage.TIME, FieldType.TIME)
        };
    }
}
