package org.millrace.feeds.binance;

/**
 * A field that an event needs.
 *
 * @param slot the key's letter; {@link #BAR} more for those inside {@code k}
 */
record FrameField(int slot, FieldType type) {
    /** Added to the slots of the fields inside {@code k}. */
    static final int BAR = 128;

    /** Slots altogether. */
    static final int SLOTS = 2 * BAR;

    static FrameField top(char key, FieldType type) {
        return new FrameField(key, type);
    }

    static FrameField bar(char key, FieldType type) {
        return new FrameField(BAR + key, type);
    }
}
