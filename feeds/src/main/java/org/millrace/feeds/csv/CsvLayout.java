package org.millrace.feeds.csv;

import static org.millrace.feeds.csv.CsvColumn.BUYER_IS_MAKER;
import static org.millrace.feeds.csv.CsvColumn.BUY_VOLUME;
import static org.millrace.feeds.csv.CsvColumn.CLOSE;
import static org.millrace.feeds.csv.CsvColumn.HIGH;
import static org.millrace.feeds.csv.CsvColumn.IGNORED;
import static org.millrace.feeds.csv.CsvColumn.LOW;
import static org.millrace.feeds.csv.CsvColumn.NOTIONAL;
import static org.millrace.feeds.csv.CsvColumn.OPEN;
import static org.millrace.feeds.csv.CsvColumn.PRICE;
import static org.millrace.feeds.csv.CsvColumn.QUANTITY;
import static org.millrace.feeds.csv.CsvColumn.TIME;
import static org.millrace.feeds.csv.CsvColumn.TRADE_COUNT;
import static org.millrace.feeds.csv.CsvColumn.TRADE_ID;
import static org.millrace.feeds.csv.CsvColumn.VOLUME;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.RowField;
import org.millrace.feeds.history.RowKind;

/**
 * Which column of a file is what. Binance's are those of its archive ("Binance Public Data", github.com/binance), Kraken's
 * those of its downloadable history ("Downloadable historical OHLCVT data" and "… time and sales", support.kraken.com).
 *
 * @param name   as {@code --layout} takes it
 * @param marks  what the fields of a line without header look like: {@code n} a number, {@code b} true or false
 * @param venue  whose layout it is; NONE = anybody's
 * @param columns in their order
 */
record CsvLayout(String name, String marks, Venue venue, RowKind kind, List<CsvColumn> columns) {
    private static final List<CsvLayout> KNOWN = List.of(
            new CsvLayout("bars", "nnnnnn", Venue.NONE, RowKind.BAR, List.of(TIME, OPEN, HIGH, LOW, CLOSE, VOLUME)),
            new CsvLayout("trades", "nnn", Venue.NONE, RowKind.TRADE, List.of(TIME, PRICE, QUANTITY)),
            new CsvLayout(
                    "binance-klines",
                    "nnnnnnnnnnnn",
                    Venue.BINANCE,
                    RowKind.BAR,
                    List.of(
                            TIME,
                            OPEN,
                            HIGH,
                            LOW,
                            CLOSE,
                            VOLUME,
                            IGNORED,
                            NOTIONAL,
                            TRADE_COUNT,
                            BUY_VOLUME,
                            IGNORED,
                            IGNORED)),
            new CsvLayout(
                    "binance-trades",
                    "nnnnnbb",
                    Venue.BINANCE,
                    RowKind.TRADE,
                    List.of(TRADE_ID, PRICE, QUANTITY, IGNORED, TIME, BUYER_IS_MAKER, IGNORED)),
            new CsvLayout(
                    "binance-aggtrades",
                    "nnnnnnbb",
                    Venue.BINANCE,
                    RowKind.TRADE,
                    List.of(TRADE_ID, PRICE, QUANTITY, IGNORED, IGNORED, TIME, BUYER_IS_MAKER, IGNORED)),
            new CsvLayout(
                    "binance-usdm-trades",
                    "nnnnnb",
                    Venue.BINANCE_USDM,
                    RowKind.TRADE,
                    List.of(TRADE_ID, PRICE, QUANTITY, IGNORED, TIME, BUYER_IS_MAKER)),
            new CsvLayout(
                    "binance-usdm-aggtrades",
                    "nnnnnnb",
                    Venue.BINANCE_USDM,
                    RowKind.TRADE,
                    List.of(TRADE_ID, PRICE, QUANTITY, IGNORED, IGNORED, TIME, BUYER_IS_MAKER)),
            new CsvLayout(
                    "kraken-ohlcvt",
                    "nnnnnnn",
                    Venue.KRAKEN,
                    RowKind.BAR,
                    List.of(TIME, OPEN, HIGH, LOW, CLOSE, VOLUME, TRADE_COUNT)),
            new CsvLayout("kraken-trades", "nnn", Venue.KRAKEN, RowKind.TRADE, List.of(TIME, PRICE, QUANTITY)));

    /** Returns the layout of that name, or null. */
    static CsvLayout named(String name) {
        return KNOWN.stream()
                .filter(layout -> layout.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the names of all layouts without header. */
    static String names() {
        return KNOWN.stream().map(CsvLayout::name).collect(Collectors.joining(", "));
    }

    /** Returns the first layout whose lines look so, or null. */
    static CsvLayout looking(String marks) {
        return KNOWN.stream()
                .filter(layout -> layout.marks.equals(marks))
                .findFirst()
                .orElse(null);
    }

    /** Returns the layout that a header names, of the columns that are known; null = it lacks some. */
    static CsvLayout headed(List<String> header) {
        List<CsvColumn> columns = new ArrayList<>();
        for (String name : header) {
            CsvColumn column = CsvColumn.of(name);
            columns.add(columns.contains(column) ? IGNORED : column);
        }
        for (RowKind kind : List.of(RowKind.BAR, RowKind.TRADE, RowKind.QUOTE)) {
            if (columns.contains(TIME) && columns.containsAll(needed(kind))) {
                return new CsvLayout("header", "", Venue.NONE, kind, List.copyOf(columns));
            }
        }
        return null;
    }

    private static List<CsvColumn> needed(RowKind kind) {
        return Arrays.stream(CsvColumn.values())
                .filter(column -> column.field() != null)
                .filter(column -> RowField.of(kind).contains(column.field()))
                .toList();
    }

    /** Returns where a column is, or −1. */
    int indexOf(CsvColumn column) {
        return columns.indexOf(column);
    }
}
