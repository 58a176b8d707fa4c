package org.millrace.feeds.coinbase;

/**
 * Watches the numbers that Advanced Trade gives all frames of a connection, from 0 on. {@link #judge} alters nothing, so that
 * a frame that found the ring full can be judged again; {@code on…} follow once all was published.
 */
final class FrameNumbers {
    private static final long NOTHING_SEEN = -1;
    private static final long MAX_STEP = 1_000_000; // back by more: the last number was damaged

    private long last = NOTHING_SEEN;
    private long gapFirst = NOTHING_SEEN;
    private long gapLast = NOTHING_SEEN;
    private boolean isRefused; // the last frame was: one with its number may still be the true one

    /** What a number says of its frame. */
    enum Judgement {
        NEXT,
        /** Frames before it are missing. */
        GAP,
        /** The venue counts from 0 again: another connection. */
        ANEW,
        /** Was there before. */
        DUPLICATE,
        /** Belongs into a hole that was told of: too late. */
        OUT_OF_ORDER;

        /** Answers whether the frame is taken. */
        boolean isTaken() {
            return this != DUPLICATE && this != OUT_OF_ORDER;
        }
    }

    Judgement judge(long number) {
        if (last == NOTHING_SEEN || number == last + 1) {
            return Judgement.NEXT;
        }
        if (number > last) {
            return Judgement.GAP;
        }
        if (number == last) {
            return isRefused ? Judgement.NEXT : Judgement.DUPLICATE;
        }
        if (number == 0 || last - number > MAX_STEP) {
            return Judgement.ANEW;
        }
        if (number == gapFirst) {
            return Judgement.NEXT; // the number that made the hole was damaged
        }
        return number > gapFirst && number <= gapLast ? Judgement.OUT_OF_ORDER : Judgement.DUPLICATE;
    }

    /** Returns the first number that is missing before one. */
    long missingFrom() {
        return last + 1;
    }

    void onFrame(long number) {
        if (number > last + 1 && last != NOTHING_SEEN) {
            gapFirst = last + 1;
            gapLast = number - 1;
        } else if (number <= gapFirst) {
            gapFirst = NOTHING_SEEN;
            gapLast = NOTHING_SEEN;
        }
        last = number;
        isRefused = false;
    }

    /** Notes a frame that could not be read; its number counts only if it comes next. */
    void onRefused(long number) {
        if (number == last + 1) {
            last = number;
            isRefused = true;
        }
    }

    void onConnection() {
        last = NOTHING_SEEN;
        gapFirst = NOTHING_SEEN;
        gapLast = NOTHING_SEEN;
        isRefused = false;
    }
}
