package org.millrace.feeds.alpaca;

import java.util.Arrays;
import org.millrace.feeds.venue.Levels;

/** The messages of one frame. Grows to the largest frame seen and stays so. */
final class AlpacaFrame {
    /** Most messages of a frame: the venue sends hundreds. */
    static final int MAX_MESSAGES = 1 << 16;

    private static final int INITIAL_CAPACITY = 64;

    final Levels bids = new Levels();
    final Levels asks = new Levels();
    private AlpacaMessage[] messages = new AlpacaMessage[0];
    private int count;

    AlpacaFrame() {
        grow();
    }

    int count() {
        return count;
    }

    AlpacaMessage message(int index) {
        return messages[index];
    }

    void clear() {
        count = 0;
        bids.clear();
        asks.clear();
    }

    /** Adds a message, or returns null where there are too many. */
    AlpacaMessage add() {
        if (count == messages.length) {
            if (count == MAX_MESSAGES) {
                return null;
            }
            grow();
        }
        AlpacaMessage message = messages[count++];
        message.begin();
        return message;
    }

    private void grow() {
        int from = messages.length;
        messages = Arrays.copyOf(messages, Math.max(INITIAL_CAPACITY, 2 * from));
        for (int i = from; i < messages.length; i++) {
            messages[i] = new AlpacaMessage();
        }
    }
}
