package org.millrace.feeds.csv;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.feeds.history.RowField;

/** What a column holds, and under which names it is known; case, spaces and underscores do not matter. */
enum CsvColumn {
    TIME("time timems timestamp ts date datetime unix unixtime opentime starttime transacttime t"),
    SYMBOL("symbol instrument pair ticker"),
    VENUE("venue exchange"),
    INTERVAL("interval timeframe granularity"),
    TRADE_ID("id tradeid aggtradeid aggregatetradeid"),
    SIDE("side takerside aggressorside"),
    BUYER_IS_MAKER("isbuyermaker buyerismaker"),
    TRADE_COUNT("count trades tradecount numberoftrades n"),
    PRICE("price p", RowField.PRICE),
    QUANTITY("quantity qty size amount q", RowField.QUANTITY),
    OPEN("open o", RowField.OPEN),
    HIGH("high h", RowField.HIGH),
    LOW("low l", RowField.LOW),
    CLOSE("close c", RowField.CLOSE),
    VOLUME("volume vol basevolume v", RowField.VOLUME),
    BUY_VOLUME("buyvolume takerbuyvolume takerbuybasevolume takerbuybaseassetvolume", RowField.BUY_VOLUME),
    NOTIONAL("notional quotevolume quoteassetvolume", RowField.NOTIONAL),
    BID_PRICE("bid bidprice bidclose", RowField.BID_PRICE),
    BID_QUANTITY("bidquantity bidqty bidsize", RowField.BID_QUANTITY),
    ASK_PRICE("ask askprice askclose", RowField.ASK_PRICE),
    ASK_QUANTITY("askquantity askqty asksize", RowField.ASK_QUANTITY),
    /** Anything else. */
    IGNORED("");

    private static final Map<String, CsvColumn> BY_NAME = new TreeMap<>();

    static {
        for (CsvColumn column : values()) {
            for (String name : column.names.split(" ", -1)) {
                BY_NAME.put(name, column);
            }
        }
    }

    private final String names;
    private final RowField field;

    CsvColumn(String names) {
        this(names, null);
    }

    CsvColumn(String names, RowField field) {
        this.names = names;
        this.field = field;
    }

    /** Returns what a column of that name holds. */
    static CsvColumn of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return BY_NAME.getOrDefault(plain, IGNORED);
    }

    /** Returns the decimal that it is; null = it is none. */
    RowField field() {
        return field;
    }
}
