package org.millrace.bench.decoding;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/** Under which names a venue sends the fields that the events of one kind of frame need. */
final class FieldNames {
    private final Field top;
    private final Map<String, Field> fields;

    private FieldNames(Field top, Map<String, Field> fields) {
        this.top = top;
        this.fields = fields;
    }

    /**
     * @param venue as the rows name it
     * @param kind  {@code trade}, {@code quote} or {@code book}
     */
    static FieldNames of(String venue, String kind) {
        boolean isBook = kind.equals("book");
        return switch (venue) {
            case "binance" -> new FieldNames(Field.NESTED, binance(kind));
            case "coinbase-exchange" -> new FieldNames(isBook ? Field.NESTED : Field.ROW, exchange(kind));
            case "coinbase-advanced" -> new FieldNames(Field.NESTED, advanced());
            case "kraken" -> new FieldNames(Field.NESTED, kraken(kind));
            case "alpaca" -> new FieldNames(isBook ? Field.NESTED : Field.ROW, alpaca(kind));
            default -> throw new IllegalArgumentException("venue: " + venue);
        };
    }

    private static Map<String, Field> binance(String kind) {
        return switch (kind) {
            case "trade" ->
                Map.ofEntries(
                        entry("data", Field.ROW),
                        entry("e", Field.TYPE),
                        entry("s", Field.SYMBOL),
                        entry("t", Field.ID),
                        entry("p", Field.PRICE),
                        entry("q", Field.QUANTITY),
                        entry("T", Field.MILLIS),
                        entry("m", Field.IS_SELL));
            case "quote" ->
                Map.ofEntries(
                        entry("data", Field.ROW),
                        entry("u", Field.ID),
                        entry("s", Field.SYMBOL),
                        entry("b", Field.BID),
                        entry("B", Field.BID_QUANTITY),
                        entry("a", Field.ASK),
                        entry("A", Field.ASK_QUANTITY));
            default ->
                Map.ofEntries(
                        entry("data", Field.NESTED),
                        entry("e", Field.TYPE),
                        entry("E", Field.MILLIS),
                        entry("s", Field.SYMBOL),
                        entry("U", Field.FIRST_ID),
                        entry("u", Field.ID),
                        entry("b", Field.BIDS),
                        entry("a", Field.ASKS));
        };
    }

    private static Map<String, Field> exchange(String kind) {
        boolean isTrade = kind.equals("trade");
        return Map.ofEntries(
                entry("type", Field.TYPE),
                entry("product_id", Field.SYMBOL),
                entry("time", Field.TIME),
                entry("trade_id", isTrade ? Field.ID : Field.OTHER),
                entry("sequence", isTrade ? Field.OTHER : Field.ID),
                entry("price", isTrade ? Field.PRICE : Field.OTHER),
                entry("size", Field.QUANTITY),
                entry("side", isTrade ? Field.SIDE : Field.OTHER),
                entry("best_bid", Field.BID),
                entry("best_ask", Field.ASK),
                entry("changes", Field.CHANGES));
    }

    private static Map<String, Field> advanced() {
        return Map.ofEntries(
                entry("channel", Field.TYPE),
                entry("timestamp", Field.TIME),
                entry("sequence_num", Field.NUMBER),
                entry("events", Field.NESTED),
                entry("type", Field.TYPE),
                entry("trades", Field.ROW),
                entry("tickers", Field.ROW),
                entry("updates", Field.CHANGES),
                entry("product_id", Field.SYMBOL),
                entry("trade_id", Field.ID),
                entry("time", Field.TIME),
                entry("side", Field.SIDE),
                entry("price", Field.PRICE),
                entry("size", Field.QUANTITY),
                entry("price_level", Field.PRICE),
                entry("new_quantity", Field.QUANTITY),
                entry("best_bid", Field.BID),
                entry("best_bid_quantity", Field.BID_QUANTITY),
                entry("best_ask", Field.ASK),
                entry("best_ask_quantity", Field.ASK_QUANTITY));
    }

    private static Map<String, Field> kraken(String kind) {
        return Map.ofEntries(
                entry("channel", Field.TYPE),
                entry("type", Field.TYPE),
                entry("data", kind.equals("book") ? Field.NESTED : Field.ROW),
                entry("symbol", Field.SYMBOL),
                entry("side", Field.SIDE),
                entry("price", Field.PRICE),
                entry("qty", Field.QUANTITY),
                entry("trade_id", Field.ID),
                entry("timestamp", Field.TIME),
                entry("bid", Field.BID),
                entry("bid_qty", Field.BID_QUANTITY),
                entry("ask", Field.ASK),
                entry("ask_qty", Field.ASK_QUANTITY),
                entry("bids", Field.BIDS),
                entry("asks", Field.ASKS),
                entry("checksum", Field.CHECKSUM));
    }

    private static Map<String, Field> alpaca(String kind) {
        return Map.ofEntries(
                entry("T", Field.TYPE),
                entry("S", Field.SYMBOL),
                entry("t", Field.TIME),
                entry("i", Field.ID),
                entry("p", Field.PRICE),
                entry("s", Field.QUANTITY),
                entry("c", kind.equals("trade") ? Field.CONDITIONS : Field.OTHER),
                entry("bp", Field.BID),
                entry("bs", Field.BID_QUANTITY),
                entry("ap", Field.ASK),
                entry("as", Field.ASK_QUANTITY),
                entry("b", Field.BIDS),
                entry("a", Field.ASKS));
    }

    /** Returns what a frame as a whole is, or each item of it. */
    Field top() {
        return top;
    }

    Field field(String name) {
        return fields.getOrDefault(name, Field.OTHER);
    }

    Set<String> names() {
        return fields.keySet();
    }
}
