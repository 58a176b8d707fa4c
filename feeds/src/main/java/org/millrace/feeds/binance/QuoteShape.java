package org.millrace.feeds.binance;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.Words;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads a {@code bookTicker} that is written as the venue has always written it, straight through:
 *
 * <pre>
 *   {"u":50013445001,"s":"BTCUSDT","b":"61837.63000000","B":"3.78826000","a":"61837.64000000","A":"1.54698000"}
 * </pre>
 */
final class QuoteShape {
    private static final long HEAD = Words.of("{\"u\":");
    private static final long SYMBOL = Words.of(",\"s\":\"");
    private static final long BID = Words.of("\",\"b\":\"");
    private static final long BID_QUANTITY = Words.of("\",\"B\":\"");
    private static final long ASK = Words.of("\",\"a\":\"");
    private static final long ASK_QUANTITY = Words.of("\",\"A\":\"");
    private static final long TAIL = Words.of("\"}");
    private static final long TWO = Words.first(2);
    private static final long FIVE = Words.first(5);
    private static final long SIX = Words.first(6);
    private static final long SEVEN = Words.first(7);

    private final SymbolTable<BinanceInstrument> symbols;
    private int idLength = 1;

    QuoteShape(SymbolTable<BinanceInstrument> symbols) {
        this.symbols = symbols;
    }

    /** Reads a frame; false if it is written otherwise, or a value needs a closer look. */
    boolean read(byte[] frame, int position, int end, BinanceMessage to) {
        if (!Words.is(frame, position, HEAD, FIVE)) {
            return false;
        }
        int i = position + 5;
        idLength = JsonBytes.digitCount(frame, i, ',', idLength);
        long id = JsonBytes.naturalIfDigits(frame, i, idLength);
        i += idLength;
        if (id < 0 || !Words.is(frame, i, SYMBOL, SIX)) {
            return false;
        }
        i += 6;
        BinanceInstrument of = symbols.findQuoted(frame, i, end);
        if (of == null) {
            return false;
        }
        to.instrument(of);
        to.value('u', id);
        i = side(frame, i + of.symbolLength(), end, BID, BID_QUANTITY, to);
        i = i < 0 ? i : side(frame, i, end, ASK, ASK_QUANTITY, to);
        return i + 2 == end && Words.is(frame, i, TAIL, TWO);
    }

    /** Reads a price and a quantity; returns where the closing quote stands, {@link JsonBytes#NONE} if written otherwise. */
    private static int side(byte[] frame, int position, int end, long priceKey, long quantityKey, BinanceMessage to) {
        BinanceInstrument of = to.instrument();
        int i = position + 7;
        if (i > end || !Words.is(frame, position, priceKey, SEVEN)) {
            return JsonBytes.NONE;
        }
        int length = JsonBytes.textLength(frame, i, end, of.priceLength);
        long price = Decimals.parse(frame, i, length, of.priceExponent());
        i += length;
        if (Decimals.isError(price) || i > end || !Words.is(frame, i, quantityKey, SEVEN)) {
            return JsonBytes.NONE;
        }
        of.priceLength = length;
        i += 7;
        length = JsonBytes.textLength(frame, i, end, of.quantityLength);
        long quantity = Decimals.parse(frame, i, length, of.quantityExponent());
        i += length;
        if (Decimals.isError(quantity) || i > end) {
            return JsonBytes.NONE;
        }
        of.quantityLength = length;
        to.value(letter(priceKey), price);
        to.value(letter(quantityKey), quantity);
        return i;
    }

    /** Returns the letter of a key: {@code ","x":"}. */
    private static int letter(long key) {
        return (int) (key >>> 24) & 0x7F;
    }
}
