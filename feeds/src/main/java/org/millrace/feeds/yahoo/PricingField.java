package org.millrace.feeds.yahoo;

/** The fields of a {@code PricingData}, by their numbers on the wire. */
enum PricingField {
    ID(1, Kind.TEXT),
    PRICE(2, Kind.FLOAT),
    TIME(3, Kind.SIGNED),
    CURRENCY(4, Kind.TEXT),
    EXCHANGE(5, Kind.TEXT),
    QUOTE_TYPE(6, Kind.ENUM),
    MARKET_HOURS(7, Kind.ENUM),
    CHANGE_PERCENT(8, Kind.FLOAT),
    DAY_VOLUME(9, Kind.SIGNED),
    DAY_HIGH(10, Kind.FLOAT),
    DAY_LOW(11, Kind.FLOAT),
    CHANGE(12, Kind.FLOAT),
    SHORT_NAME(13, Kind.TEXT),
    EXPIRE_DATE(14, Kind.SIGNED),
    OPEN_PRICE(15, Kind.FLOAT),
    PREVIOUS_CLOSE(16, Kind.FLOAT),
    STRIKE_PRICE(17, Kind.FLOAT),
    UNDERLYING_SYMBOL(18, Kind.TEXT),
    OPEN_INTEREST(19, Kind.SIGNED),
    OPTIONS_TYPE(20, Kind.SIGNED),
    MINI_OPTION(21, Kind.SIGNED),
    LAST_SIZE(22, Kind.SIGNED),
    BID(23, Kind.FLOAT),
    BID_SIZE(24, Kind.SIGNED),
    ASK(25, Kind.FLOAT),
    ASK_SIZE(26, Kind.SIGNED),
    PRICE_HINT(27, Kind.SIGNED),
    VOL_24HR(28, Kind.SIGNED),
    VOL_ALL_CURRENCIES(29, Kind.SIGNED),
    FROM_CURRENCY(30, Kind.TEXT),
    LAST_MARKET(31, Kind.TEXT),
    CIRCULATING_SUPPLY(32, Kind.DOUBLE),
    MARKET_CAP(33, Kind.DOUBLE);

    /** How a value is written: Protocol Buffers, "Encoding". */
    enum Kind {
        ENUM(0),
        SIGNED(0),
        DOUBLE(1),
        TEXT(2),
        FLOAT(5);

        private final int wireType;

        Kind(int wireType) {
            this.wireType = wireType;
        }

        int wireType() {
            return wireType;
        }
    }

    private static final PricingField[] BY_NUMBER = new PricingField[34];

    static {
        for (PricingField field : values()) {
            BY_NUMBER[field.number] = field;
        }
    }

    private final int number;
    private final Kind kind;

    PricingField(int number, Kind kind) {
        this.number = number;
        this.kind = kind;
    }

    /** Returns the field of that number, or null. */
    static PricingField of(long number) {
        return number < BY_NUMBER.length ? BY_NUMBER[(int) number] : null;
    }

    int number() {
        return number;
    }

    Kind kind() {
        return kind;
    }
}
