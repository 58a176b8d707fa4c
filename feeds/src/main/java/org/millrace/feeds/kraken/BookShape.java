package org.millrace.feeds.kraken;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.json.Words;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads changes of v2's books straight through, in the one order that the venue has always written them; whatever is
 * written otherwise is left to {@link ObjectReader}.
 */
final class BookShape {
    private static final Literal HEAD =
            new Literal("{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"");
    private static final Literal BIDS = new Literal("\",\"bids\":[");
    private static final Literal ASKS = new Literal("],\"asks\":[");
    private static final Literal CHECKSUM = new Literal("],\"checksum\":");
    private static final Literal TIME = new Literal(",\"timestamp\":\"");
    private static final Literal END = new Literal("\"}]}");
    private static final Literal PRICE = new Literal("{\"price\":");
    private static final Literal QUANTITY = new Literal(",\"qty\":");
    private static final int NEXT = '}' | ',' << Byte.SIZE;
    private static final int LAST = '}' | ']' << Byte.SIZE;
    private static final int LONGEST_EXPECTED = JsonBytes.SLACK - 1;

    private final SymbolTable<KrakenInstrument> symbols;
    private final KrakenMessage message;
    private final Rfc3339 times = new Rfc3339();
    private int priceLength = 1; // of the last level, which the next is expected to have
    private int quantityLength = 1;
    private int numberEnd;

    /** Text that is known beforehand. */
    private static final class Literal {
        private final long[] words;
        private final long mask; // of the last word
        private final int length;

        Literal(String text) {
            length = text.length();
            words = new long[(length + Long.BYTES - 1) / Long.BYTES];
            for (int i = 0; i < words.length; i++) {
                words[i] = Words.of(text.substring(i * Long.BYTES, Math.min(length, (i + 1) * Long.BYTES)));
            }
            mask = Words.first(length - (words.length - 1) * Long.BYTES);
        }

        /** Returns where the text ends that stands at {@code position}, or {@link JsonBytes#NONE}: another does. */
        int skip(DirectBuffer buffer, int position) {
            int last = words.length - 1;
            for (int i = 0; i < last; i++) {
                if (!Words.is(buffer, position + i * Long.BYTES, words[i])) {
                    return JsonBytes.NONE;
                }
            }
            return Words.is(buffer, position + last * Long.BYTES, words[last], mask)
                    ? position + length
                    : JsonBytes.NONE;
        }
    }

    BookShape(SymbolTable<KrakenInstrument> symbols, KrakenMessage message) {
        this.symbols = symbols;
        this.message = message;
    }

    /** Reads a frame; false: it is written otherwise, and what the message says is of no account. */
    boolean read(DirectBuffer buffer, int offset, int end) {
        int i = end - offset <= HEAD.length ? JsonBytes.NONE : HEAD.skip(buffer, offset);
        KrakenInstrument of = i == JsonBytes.NONE ? null : symbols.findQuoted(buffer, i, end);
        if (of == null) {
            return false;
        }
        message.add(of);
        i = side(buffer, BIDS.skip(buffer, i + of.symbolLength()), end, of, message.bids);
        i = i == JsonBytes.NONE ? i : side(buffer, ASKS.skip(buffer, i), end, of, message.asks);
        i = i == JsonBytes.NONE ? i : checksum(buffer, CHECKSUM.skip(buffer, i));
        if (i == JsonBytes.NONE || !isEnd(buffer, TIME.skip(buffer, i), end)) {
            return false;
        }
        message.set(KrakenMessage.BIDS_END, message.bids.count());
        message.set(KrakenMessage.ASKS_END, message.asks.count());
        return true;
    }

    /** Returns where the digits end, or {@link JsonBytes#NONE}. */
    private int checksum(DirectBuffer buffer, int position) {
        int digits = position == JsonBytes.NONE ? 0 : JsonBytes.digitCount(buffer, position);
        if (digits < 1 || digits > JsonBytes.MAX_DIGITS) {
            return JsonBytes.NONE;
        }
        long checksum = JsonBytes.natural(buffer, position, digits);
        message.set(KrakenMessage.CHECKSUM, checksum);
        return checksum <= RowReader.MOST_CHECKSUM ? position + digits : JsonBytes.NONE;
    }

    private boolean isEnd(DirectBuffer buffer, int position, int end) {
        int quote = end - END.length;
        if (position == JsonBytes.NONE || quote <= position || END.skip(buffer, quote) != end) {
            return false;
        }
        long time = times.parse(buffer, position, quote - position);
        message.set(KrakenMessage.TIME, time);
        return time >= 0;
    }

    /** Reads the levels of a side; returns where the bracket behind them stands, or {@link JsonBytes#NONE}. */
    private int side(DirectBuffer buffer, int position, int end, KrakenInstrument of, Levels to) {
        if (position == JsonBytes.NONE || buffer.getByte(position) == ']') {
            return position;
        }
        int i = position;
        while (i < end) {
            int start = PRICE.skip(buffer, i);
            if (start == JsonBytes.NONE) {
                return JsonBytes.NONE;
            }
            long price = number(buffer, start, end, priceLength, of.priceExponent());
            priceLength = Math.min(numberEnd - start, LONGEST_EXPECTED);
            message.atLeast(KrakenMessage.PRICE_DECIMALS, decimals(buffer, start, numberEnd));
            start = QUANTITY.skip(buffer, numberEnd);
            if (start == JsonBytes.NONE) {
                return JsonBytes.NONE;
            }
            long quantity = number(buffer, start, end, quantityLength, of.quantityExponent());
            quantityLength = Math.min(numberEnd - start, LONGEST_EXPECTED);
            message.atLeast(KrakenMessage.QUANTITY_DECIMALS, decimals(buffer, start, numberEnd));
            int behind = buffer.getShort(numberEnd, LITTLE_ENDIAN) & 0xFFFF;
            if (Decimals.isError(price) || Decimals.isError(quantity) || (behind != NEXT && behind != LAST)) {
                return JsonBytes.NONE;
            }
            to.add(price, quantity);
            if (behind == LAST) {
                return numberEnd + 1;
            }
            i = numberEnd + 2;
        }
        return JsonBytes.NONE;
    }

    /** Reads a number, of the length expected where a comma or brace stands behind that. */
    private long number(DirectBuffer buffer, int start, int end, int expected, int exponent) {
        byte behind = buffer.getByte(start + expected);
        if (behind == ',' || behind == '}') {
            long number = Decimals.parse(buffer, start, expected, exponent);
            if (number != Decimals.MALFORMED) {
                numberEnd = start + expected;
                return number;
            }
        }
        numberEnd = JsonBytes.numberEnd(buffer, start, end);
        return Decimals.parse(buffer, start, numberEnd - start, exponent);
    }

    /** Returns how many digits stand behind the point; {@link JsonBytes#NONE} where a power of ten does. */
    private static int decimals(DirectBuffer buffer, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            byte b = buffer.getByte(i);
            if (b == '.') {
                return end - 1 - i;
            }
            if (b < '0' || b > '9') {
                return JsonBytes.NONE;
            }
        }
        return 0;
    }
}
