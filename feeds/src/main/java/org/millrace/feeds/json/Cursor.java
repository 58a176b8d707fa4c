package org.millrace.feeds.json;

import org.agrona.DirectBuffer;

/**
 * Reads a text that is written as expected, from left to right. Once something is otherwise it has failed, and what it
 * answers means nothing until it is wrapped again. Whoever reads to {@link #isAtEnd} has read nothing behind the end. Loads
 * reach up to {@link #SLACK} bytes behind it.
 */
public final class Cursor {
    /** Bytes behind a text that loads may touch. */
    public static final int SLACK = 2 * JsonBytes.SLACK;

    private DirectBuffer buffer;
    private int position;
    private int end;
    private int start; // of the text that came last
    private boolean failed;

    public void wrap(DirectBuffer of, int from, int to) {
        buffer = of;
        position = from;
        end = to;
        failed = false;
    }

    /** Steps over what is expected, or fails. */
    public void expect(Literal text) {
        failed |= !skips(text);
    }

    /** Steps over a text if it is there; answers whether it was. */
    public boolean skips(Literal text) {
        if (position >= end || !text.isAt(buffer, position)) {
            return false;
        }
        position += text.length();
        return true;
    }

    /** Steps over a string's text up to its quote; returns where it begins. */
    public int text() {
        start = position;
        position = Math.min(JsonBytes.textEnd(buffer, position, end), end);
        return start;
    }

    /** Returns the length of the text stepped over last. */
    public int length() {
        return position - start;
    }

    /** Steps over an integer and returns it; fails where there is none, or one of more than 18 digits. */
    public long natural() {
        int digits = position < end ? JsonBytes.digitCount(buffer, position) : 0;
        if (digits < 1 || digits > JsonBytes.MAX_DIGITS) {
            failed = true;
            return JsonBytes.NONE;
        }
        long number = JsonBytes.natural(buffer, position, digits);
        position += digits;
        return number;
    }

    public int position() {
        return position;
    }

    /** Goes on elsewhere; fails if that is {@link JsonBytes#NONE}. */
    public void position(int next) {
        failed |= next == JsonBytes.NONE;
        position = next == JsonBytes.NONE ? end : next;
    }

    public boolean hasFailed() {
        return failed;
    }

    /** Answers whether all was as expected, up to the end and no further. */
    public boolean isAtEnd() {
        return !failed && position == end;
    }
}
