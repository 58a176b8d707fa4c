package org.millrace.bench.decoding;

/** A field of a frame, under whatever name the venue sends it. */
enum Field {
    NESTED(Role.NESTED),
    /** An object that an event comes of. */
    ROW(Role.NESTED),
    BIDS(Role.NESTED),
    ASKS(Role.NESTED),
    /** Levels of either side, which say of which. */
    CHANGES(Role.NESTED),
    SYMBOL(Role.SYMBOL),
    TYPE(Role.LETTER),
    SIDE(Role.LETTER),
    IS_SELL(Role.TRUTH),
    CONDITIONS(Role.CODES),
    /** Of the frame on its connection. */
    NUMBER(Role.INTEGER),
    FIRST_ID(Role.INTEGER),
    ID(Role.INTEGER),
    CHECKSUM(Role.INTEGER),
    MILLIS(Role.MILLIS),
    TIME(Role.TIME),
    PRICE(Role.DECIMAL),
    QUANTITY(Role.DECIMAL),
    BID(Role.DECIMAL),
    BID_QUANTITY(Role.DECIMAL),
    ASK(Role.DECIMAL),
    ASK_QUANTITY(Role.DECIMAL),
    OTHER(Role.OTHER);

    /** How many there are. */
    static final int COUNT = values().length;

    private static final Field[] LEVEL = {PRICE, QUANTITY};
    private static final Field[] CHANGE = {SIDE, PRICE, QUANTITY};

    final Role role;

    Field(Role role) {
        this.role = role;
    }

    /** Returns its place, from 0. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    /** Returns what an item is of an array that stands for an object. */
    Field item(int index) {
        return this == CHANGES ? CHANGE[index] : LEVEL[index];
    }
}
