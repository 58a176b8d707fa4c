package org.millrace.feeds.binance;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.json.JsonText;
import org.millrace.feeds.venue.LevelReader;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.Refusals;
import org.millrace.feeds.venue.SymbolTable;

/** Reads the fields of a scanned frame into a message, and says which of them could not be read and why. */
final class FieldReader {
    private static final int MAX_TEXT_LENGTH = 256;
    private static final int DECIMALS = 8; // of the venue's sums
    private static final int MAX_POWER = 18; // of ten, in 64 bits

    private final SymbolTable<BinanceInstrument> symbols;
    private final LevelReader levels = new LevelReader();
    private final byte[] text = new byte[MAX_TEXT_LENGTH + JsonBytes.SLACK];
    private byte[] source; // of the text of the field being read: the frame, or what its escapes stand for
    private int start;
    private int length;

    FieldReader(SymbolTable<BinanceInstrument> symbols) {
        this.symbols = symbols;
    }

    /** Reads all that a kind of frame needs; false: the message says why it was refused. */
    boolean read(FrameKind kind, byte[] bytes, FrameFields fields, BinanceMessage message) {
        for (int i = 0; i < kind.fieldCount(); i++) {
            FrameField field = kind.field(i);
            int index = fields.find(field);
            if (index == JsonBytes.NONE) {
                message.refuse(RejectReason.MALFORMED, 0, 0);
                return false;
            }
            if (!read(field, bytes, fields.table(field), index, message)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the integer that a text is, less than 0 if it is none. */
    static long integer(byte[] bytes, int offset, int length) {
        if (length < 1 || length > JsonBytes.MAX_DIGITS || JsonBytes.digitCount(bytes, offset) < length) {
            return JsonBytes.NONE;
        }
        return JsonBytes.natural(bytes, offset, length);
    }

    /** Reads an amount, 128 bits at the exponents of price and quantity together; answers as Decimals do. */
    static long amount(byte[] bytes, int offset, int length, BinanceMessage message) {
        BinanceInstrument of = message.instrument();
        int exponent = of.priceExponent() + of.quantityExponent();
        int fine = Math.max(exponent, Math.min(-DECIMALS, exponent + MAX_POWER));
        long mantissa = Decimals.parse(bytes, offset, length, fine);
        if (!Decimals.isError(mantissa)) {
            long unit = 1;
            for (int i = exponent; i < fine; i++) {
                unit *= 10;
            }
            message.amount(Math.multiplyHigh(mantissa, unit), mantissa * unit);
        }
        return mantissa;
    }

    private boolean read(FrameField field, byte[] bytes, JsonFields in, int index, BinanceMessage message) {
        byte kind = in.kind(index);
        take(bytes, in.start(index), in.end(index) - in.start(index));
        if (kind == JsonFields.ESCAPED && !unescape()) {
            return refuse(RejectReason.MALFORMED, in, index, message);
        }
        boolean isText = kind == JsonFields.STRING || kind == JsonFields.ESCAPED;
        boolean isNumber = kind == JsonFields.NUMBER;
        return switch (field.type()) {
            case SYMBOL -> isText ? symbol(in, index, message) : refuse(RejectReason.MALFORMED, in, index, message);
            case INTEGER, TIME -> number(isNumber ? integer(field.type()) : JsonBytes.NONE, field, in, index, message);
            case INTERVAL ->
                number(isText ? Intervals.seconds(source, start, length) : JsonBytes.NONE, field, in, index, message);
            case BOOLEAN -> bool(kind, field, in, index, message);
            case PRICE, QUANTITY, AMOUNT ->
                (isText || isNumber)
                        ? decimal(field, in, index, message)
                        : refuse(RejectReason.MALFORMED, in, index, message);
            case BIDS -> levels(kind, in, index, message, message.bids);
            case ASKS -> levels(kind, in, index, message, message.asks);
        };
    }

    private void take(byte[] from, int offset, int bytes) {
        source = from;
        start = offset;
        length = bytes;
    }

    private boolean unescape() {
        if (length > MAX_TEXT_LENGTH) {
            return false;
        }
        int unescaped = JsonText.unescape(source, start, length, text);
        take(text, 0, unescaped);
        return unescaped != JsonBytes.NONE;
    }

    private long integer(FieldType type) {
        long number = integer(source, start, length);
        return (type == FieldType.TIME && number >= 0) ? Times.toNanos(number) : number;
    }

    private boolean symbol(JsonFields in, int index, BinanceMessage message) {
        if (length < 1 || length > InstrumentTable.MAX_SYMBOL_LENGTH) {
            return refuse(RejectReason.MALFORMED, in, index, message);
        }
        BinanceInstrument instrument = symbols.find(source, start, length);
        if (instrument == null) {
            return refuse(RejectReason.CAPACITY, in, index, message);
        }
        if (instrument.id() == 0) {
            return refuse(RejectReason.UNKNOWN_INSTRUMENT, in, index, message);
        }
        message.instrument(instrument);
        return true;
    }

    private boolean number(long number, FrameField field, JsonFields in, int index, BinanceMessage message) {
        if (number < 0) {
            boolean isTime = field.type() == FieldType.TIME && in.kind(index) == JsonFields.NUMBER;
            return refuse(isTime ? RejectReason.TIME_INVALID : RejectReason.MALFORMED, in, index, message);
        }
        message.value(field.slot(), number);
        return true;
    }

    private boolean bool(byte kind, FrameField field, JsonFields in, int index, BinanceMessage message) {
        if (kind != JsonFields.TRUE && kind != JsonFields.FALSE) {
            return refuse(RejectReason.MALFORMED, in, index, message);
        }
        message.value(field.slot(), kind == JsonFields.TRUE ? 1 : 0);
        return true;
    }

    private boolean decimal(FrameField field, JsonFields in, int index, BinanceMessage message) {
        BinanceInstrument of = message.instrument();
        long number =
                switch (field.type()) {
                    case AMOUNT -> amount(source, start, length, message);
                    case PRICE -> Decimals.parse(source, start, length, of.priceExponent());
                    default -> Decimals.parse(source, start, length, of.quantityExponent());
                };
        if (Decimals.isError(number)) {
            return refuse(Refusals.reason(number), in, index, message);
        }
        message.value(field.slot(), number);
        return true;
    }

    private boolean levels(byte kind, JsonFields in, int index, BinanceMessage message, Levels to) {
        if (kind != JsonFields.ARRAY) {
            return refuse(RejectReason.MALFORMED, in, index, message);
        }
        if (!levels.lenient(source, start + 1, start + length, message.instrument(), to)) {
            message.refuse(Refusals.reason(levels.error()), levels.errorStart(), levels.errorLength());
            return false;
        }
        return true;
    }

    private static boolean refuse(RejectReason reason, JsonFields in, int index, BinanceMessage message) {
        message.refuse(reason, in.start(index), in.end(index) - in.start(index));
        return false;
    }
}
