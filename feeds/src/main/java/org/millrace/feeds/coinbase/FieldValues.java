package org.millrace.feeds.coinbase;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.json.JsonText;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.venue.Refusals;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads the values of a scanned object, however they are written. What is missing or cannot be read is refused: the message
 * says what was wrong first, and what else is read means nothing.
 */
final class FieldValues {
    private static final int MAX_TEXT_LENGTH = 256;
    private static final long MOST_SECONDS = NANOSECONDS.toSeconds(Long.MAX_VALUE);

    private final SymbolTable<CoinbaseInstrument> symbols;
    private final CoinbaseMessage message;
    private final Rfc3339 times = new Rfc3339();
    private final byte[] unescaped = new byte[MAX_TEXT_LENGTH + 2 * JsonBytes.SLACK];
    private byte[] frame;
    private JsonFields fields;
    private byte[] source; // of the value's text: the frame, or what its escapes stand for
    private int start;
    private int length;
    private byte kind;

    FieldValues(SymbolTable<CoinbaseInstrument> symbols, CoinbaseMessage message) {
        this.symbols = symbols;
        this.message = message;
    }

    /** Reads the values of this object from now on. */
    void of(byte[] bytes, JsonFields scanned) {
        frame = bytes;
        fields = scanned;
    }

    /** Returns the product, which the message keeps as well; null if it is none of ours. */
    CoinbaseInstrument product(int slot) {
        if (!takeText(slot) || length < 1 || length > InstrumentTable.MAX_SYMBOL_LENGTH) {
            refuse(RejectReason.MALFORMED, slot);
            return null;
        }
        CoinbaseInstrument found = symbols.find(source, start, length);
        if (found == null) {
            refuse(RejectReason.CAPACITY, slot);
            return null;
        }
        if (found.id() == InstrumentResolver.UNKNOWN) {
            refuse(RejectReason.UNKNOWN_INSTRUMENT, slot);
            return null;
        }
        message.instrument(found);
        return found;
    }

    /** Returns an integer, written as a number or as a text. */
    long natural(int slot) {
        long number = naturalOr(slot, JsonBytes.NONE);
        if (number < 0) {
            refuse(RejectReason.MALFORMED, slot);
        }
        return number;
    }

    /** Returns an integer of 0 or more, or what stands for none. */
    long naturalOr(int slot, long none) {
        boolean isNumber = take(slot) && (kind == JsonFields.NUMBER || isText());
        boolean isNatural = isNumber
                && length >= 1
                && length <= JsonBytes.MAX_DIGITS
                && JsonBytes.digitCount(source, start) >= length;
        return isNatural ? JsonBytes.natural(source, start, length) : none;
    }

    /** Returns a decimal's mantissa. */
    long decimal(int slot, int exponent) {
        boolean isNumber = take(slot) && (kind == JsonFields.NUMBER || isText());
        long mantissa = isNumber ? Decimals.parse(source, start, length, exponent) : Decimals.MALFORMED;
        if (Decimals.isError(mantissa)) {
            refuse(Refusals.reason(mantissa), slot);
        }
        return mantissa;
    }

    /** Returns a decimal's mantissa, or 0 where the field is missing. */
    long decimalOrZero(int slot, int exponent) {
        return fields.has(slot) ? decimal(slot, exponent) : 0;
    }

    /** Returns a time, ns. */
    long time(int slot) {
        long time = timeOrNone(slot);
        if (time < 0) {
            refuse(takeText(slot) ? RejectReason.TIME_INVALID : RejectReason.MALFORMED, slot);
        }
        return time;
    }

    /** Returns a time, ns, or {@link JsonBytes#NONE} where the field is missing or holds none. */
    long timeOrNone(int slot) {
        return takeText(slot) ? times.parse(source, start, length) : JsonBytes.NONE;
    }

    /** Returns a time that is given in seconds since the epoch, ns. */
    long seconds(int slot) {
        long seconds = natural(slot);
        if (seconds > MOST_SECONDS) {
            refuse(RejectReason.TIME_INVALID, slot);
            return JsonBytes.NONE;
        }
        return SECONDS.toNanos(seconds);
    }

    /** Tells whether a field is this text. */
    boolean is(int slot, byte[] text) {
        if (!takeText(slot) || length != text.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (source[start + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a field is the first of two texts; refused unless it is one of them. */
    boolean isFirst(int slot, byte[] first, byte[] second) {
        boolean isFirst = is(slot, first);
        if (!isFirst && !is(slot, second)) {
            refuse(RejectReason.MALFORMED, slot);
        }
        return isFirst;
    }

    /** Returns the index of the field that holds an array, or {@link JsonBytes#NONE}, which is refused. */
    int array(int slot) {
        int field = fields.find(slot);
        if (field == JsonBytes.NONE || fields.kind(field) != JsonFields.ARRAY) {
            refuse(RejectReason.MALFORMED, slot);
            return JsonBytes.NONE;
        }
        return field;
    }

    private boolean isText() {
        return kind == JsonFields.STRING;
    }

    private boolean takeText(int slot) {
        return take(slot) && isText();
    }

    private boolean take(int slot) {
        int field = fields.find(slot);
        if (field == JsonBytes.NONE) {
            return false;
        }
        kind = fields.kind(field);
        source = frame;
        start = fields.start(field);
        length = fields.end(field) - start;
        if (kind != JsonFields.ESCAPED) {
            return true;
        }
        length = length > MAX_TEXT_LENGTH ? JsonBytes.NONE : JsonText.unescape(frame, start, length, unescaped);
        source = unescaped;
        start = 0;
        kind = JsonFields.STRING;
        return length != JsonBytes.NONE;
    }

    private void refuse(RejectReason reason, int slot) {
        int field = fields.find(slot);
        int from = field == JsonBytes.NONE ? 0 : fields.start(field);
        message.refuse(reason, from, field == JsonBytes.NONE ? 0 : fields.end(field) - from);
    }
}
