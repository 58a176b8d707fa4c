package org.millrace.feeds.alpaca;

/**
 * A field that an event needs.
 *
 * @param slot       of the key, see {@link Keys}
 * @param place      of the value in an {@link AlpacaMessage}
 * @param isRequired whether a message without it is refused
 */
record MessageField(int slot, int place, FieldType type, boolean isRequired) {
    static MessageField required(int slot, int place, FieldType type) {
        return new MessageField(slot, place, type, true);
    }

    static MessageField optional(int slot, int place, FieldType type) {
        return new MessageField(slot, place, type, false);
    }
}
