package org.millrace.feeds.binance;

import org.millrace.codecs.LittleEndian;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.Words;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads a {@code trade} that is written as the venue has always written it, straight through:
 *
 * <pre>
 *   {"e":"trade","E":1723161255343,"s":"BTCUSDT","t":3735683259,"p":"61837.63000000","q":"0.10000000",
 *    "T":1723161255342,"m":true,"M":true}
 * </pre>
 */
final class TradeShape {
    static final long HEAD_1 = Words.of("{\"e\":\"tr");
    private static final long HEAD_2 = Words.of("ade\",\"E\"");
    private static final int HEAD_LENGTH = 17; // with its colon
    private static final int TIME_LENGTH = 13;
    private static final long SYMBOL = Words.of(",\"s\":\"");
    private static final long ID = Words.of("\",\"t\":");
    private static final long PRICE = Words.of(",\"p\":\"");
    private static final long QUANTITY = Words.of("\",\"q\":\"");
    private static final long TIME = Words.of("\",\"T\":");
    private static final long MAKER = Words.of(",\"m\":");
    private static final long IGNORED = Words.of(",\"M\":");
    private static final long FALSE = Words.of("false");
    private static final int TRUE = (int) Words.of("true");
    private static final long FIVE = Words.first(5);
    private static final long SIX = Words.first(6);
    private static final long SEVEN = Words.first(7);

    private final SymbolTable<BinanceInstrument> symbols;

    TradeShape(SymbolTable<BinanceInstrument> symbols) {
        this.symbols = symbols;
    }

    /** Reads a frame; false if it is written otherwise, or a value needs a closer look. */
    boolean read(byte[] frame, int position, int end, BinanceMessage to) {
        int i = position + HEAD_LENGTH;
        if (!Words.is(frame, position, HEAD_1)
                || !Words.is(frame, position + Long.BYTES, HEAD_2)
                || frame[i - 1] != ':'
                || !JsonBytes.areDigits(frame, i, TIME_LENGTH)
                || !Words.is(frame, i + TIME_LENGTH, SYMBOL, SIX)) {
            return false;
        }
        i += TIME_LENGTH + 6;
        BinanceInstrument of = symbols.findQuoted(frame, i, end);
        if (of == null) {
            return false;
        }
        i += of.symbolLength();
        if (!Words.is(frame, i, ID, SIX)) {
            return false;
        }
        i += 6;
        int length = JsonBytes.digitCount(frame, i, ',', of.tradeIdLength);
        long id = JsonBytes.naturalIfDigits(frame, i, length);
        i += length;
        if (id < 0 || i > end) {
            return false;
        }
        of.tradeIdLength = length;
        to.instrument(of);
        to.value('t', id);
        return amounts(frame, i, end, of, to);
    }

    private static boolean amounts(byte[] frame, int position, int end, BinanceInstrument of, BinanceMessage to) {
        if (!Words.is(frame, position, PRICE, SIX)) {
            return false;
        }
        int i = position + 6;
        int length = JsonBytes.textLength(frame, i, end, of.priceLength);
        long price = Decimals.parse(frame, i, length, of.priceExponent());
        i += length;
        if (Decimals.isError(price) || i > end || !Words.is(frame, i, QUANTITY, SEVEN)) {
            return false;
        }
        of.priceLength = length;
        i += 7;
        length = JsonBytes.textLength(frame, i, end, of.quantityLength);
        long quantity = Decimals.parse(frame, i, length, of.quantityExponent());
        i += length;
        if (Decimals.isError(quantity) || i > end || !Words.is(frame, i, TIME, SIX)) {
            return false;
        }
        of.quantityLength = length;
        to.value('p', price);
        to.value('q', quantity);
        return tail(frame, i + 6, end, to);
    }

    private static boolean tail(byte[] frame, int position, int end, BinanceMessage to) {
        long time = JsonBytes.naturalIfDigits(frame, position, TIME_LENGTH);
        int i = position + TIME_LENGTH;
        if (time < 0 || !Words.is(frame, i, MAKER, FIVE)) {
            return false;
        }
        i += 5;
        int maker = boolLength(frame, i);
        if (!Words.is(frame, i + maker, IGNORED, FIVE)) {
            return false;
        }
        int last = i + maker + 5;
        int ignored = boolLength(frame, last);
        to.value('T', Times.toNanos(time));
        to.value('m', maker == 4 ? 1 : 0);
        return maker != 0 && ignored != 0 && last + ignored + 1 == end && frame[end - 1] == '}';
    }

    /** Returns the length of the word at {@code position}, {@code true} or {@code false}; 0 = neither. */
    private static int boolLength(byte[] frame, int position) {
        long word = LittleEndian.longAt(frame, position);
        return (int) word == TRUE ? 4 : (word & FIVE) == FALSE ? 5 : 0;
    }
}
