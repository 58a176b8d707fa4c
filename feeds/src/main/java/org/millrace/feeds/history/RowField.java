package org.millrace.feeds.history;

import java.util.List;

/** The decimals of a row. */
public enum RowField {
    PRICE(Unit.PRICE),
    QUANTITY(Unit.QUANTITY),
    OPEN(Unit.PRICE),
    HIGH(Unit.PRICE),
    LOW(Unit.PRICE),
    CLOSE(Unit.PRICE),
    VOLUME(Unit.QUANTITY),
    /** Volume that buyers took; may be left out. */
    BUY_VOLUME(Unit.QUANTITY),
    /** Volume in the quote currency; may be left out. */
    NOTIONAL(Unit.AMOUNT),
    BID_PRICE(Unit.PRICE),
    BID_QUANTITY(Unit.QUANTITY),
    ASK_PRICE(Unit.PRICE),
    ASK_QUANTITY(Unit.QUANTITY);

    private static final List<RowField> ALL = List.of(values());
    private static final List<RowField> OF_TRADE = List.of(PRICE, QUANTITY);
    private static final List<RowField> OF_BAR = List.of(OPEN, HIGH, LOW, CLOSE);
    private static final List<RowField> OF_QUOTE = List.of(BID_PRICE, BID_QUANTITY, ASK_PRICE, ASK_QUANTITY);

    private final Unit unit;

    RowField(Unit unit) {
        this.unit = unit;
    }

    /** What a decimal counts, which says what exponent it has. */
    enum Unit {
        PRICE,
        QUANTITY,
        AMOUNT
    }

    Unit unit() {
        return unit;
    }

    /** Returns all fields, in the order of their indexes. */
    static List<RowField> all() {
        return ALL;
    }

    /** Returns what a row of a kind cannot lack. */
    public static List<RowField> of(RowKind kind) {
        return switch (kind) {
            case TRADE -> OF_TRADE;
            case BAR -> OF_BAR;
            case QUOTE -> OF_QUOTE;
            case METRIC -> List.of();
        };
    }

    /** Returns its place in a row; written nowhere. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }
}
