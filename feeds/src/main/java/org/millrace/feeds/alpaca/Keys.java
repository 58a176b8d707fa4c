package org.millrace.feeds.alpaca;

import org.millrace.feeds.json.JsonFields;

/** Slots of the keys that have more than one letter; a key of one letter has the letter as its slot. */
final class Keys {
    static final int BID_PRICE = JsonFields.NAMED;
    static final int BID_SIZE = JsonFields.NAMED + 1;
    static final int ASK_PRICE = JsonFields.NAMED + 2;
    static final int ASK_SIZE = JsonFields.NAMED + 3;
    static final int TAKER_SIDE = JsonFields.NAMED + 4;
    static final int ORIGINAL_ID = JsonFields.NAMED + 5;
    static final int CORRECTED_PRICE = JsonFields.NAMED + 6;
    static final int CORRECTED_SIZE = JsonFields.NAMED + 7;
    static final int STATUS_CODE = JsonFields.NAMED + 8;

    private static final String[] NAMES = {"bp", "bs", "ap", "as", "tks", "oi", "cp", "cs", "sc"};

    private Keys() {}

    /** Returns the keys in the order of their slots. */
    static String[] names() {
        return NAMES.clone();
    }
}
