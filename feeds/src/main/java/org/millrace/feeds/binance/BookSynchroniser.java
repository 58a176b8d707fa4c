package org.millrace.feeds.binance;

/**
 * Joins one book's snapshot and changes, by the ids that the venue gives them: U, the first, and u, the last update that
 * a change covers.
 *
 * <pre>
 *   IDLE ──first change──▶ SYNCING ──snapshot──▶ LIVE
 *                            ▲  │ hole: begins anew │
 *                            └──┴───────hole────────┘
 * </pre>
 *
 * {@link #judge} says what is to be done with a change and alters nothing, so that a change that found the ring full can
 * be judged again; {@code on…} follow once all was published.
 */
final class BookSynchroniser {
    /** Where a book stands. */
    enum State {
        IDLE,
        SYNCING,
        LIVE
    }

    /** What is to be done with a change. */
    enum Judgement {
        /** The book is whole and this comes next. */
        APPLY,
        /** The first of its book: keep it, and ask for a snapshot. */
        START,
        /** Keep it until the snapshot is there. */
        KEEP,
        /** Some before it are missing: what was before is worth nothing; start with this one. */
        GAP,
        /** The snapshot has it already. */
        OLD,
        /** Was there before. */
        DUPLICATE,
        /** Belongs into a hole that was told of: too late. */
        OUT_OF_ORDER
    }

    final DeltaBuffer deltas = new DeltaBuffer();
    private State state = State.IDLE;
    private long seen; // last id of the changes that came
    private long applied; // last id that the book has, where it is LIVE
    private long gapFirst;
    private long gapLast;
    private boolean toldOfLoss;

    State state() {
        return state;
    }

    /** Returns the first id that the next change may begin with, when some are missing. */
    long missingFrom() {
        return (state == State.LIVE ? applied : seen) + 1;
    }

    Judgement judge(long first, long last) {
        if (last <= seen) {
            return first >= gapFirst && last <= gapLast ? Judgement.OUT_OF_ORDER : Judgement.DUPLICATE;
        }
        if (state == State.IDLE) {
            return Judgement.START;
        }
        if (state == State.LIVE && last <= applied) {
            return Judgement.OLD;
        }
        if (first > missingFrom()) {
            return Judgement.GAP;
        }
        return state == State.LIVE ? Judgement.APPLY : Judgement.KEEP;
    }

    /** Tells whether changes between a snapshot and the first that is kept behind it are missing. */
    boolean isTooOld(long snapshotId) {
        if (deltas.isEmpty()) {
            return snapshotId < seen;
        }
        int first = deltas.firstBehind(snapshotId);
        return first != deltas.end() && deltas.chainFirst(first) > snapshotId + 1;
    }

    /** Returns the first id that is known to come behind a snapshot that is too old. */
    long firstKept(long snapshotId) {
        return deltas.isEmpty() ? seen + 1 : deltas.chainFirst(deltas.firstBehind(snapshotId));
    }

    /** Tells whether a change of so many levels is the first for which older ones have to go. */
    boolean loses(int levels) {
        return !toldOfLoss && deltas.isFull(levels);
    }

    void onApplied(long last) {
        seen = last;
        applied = last;
    }

    void onOld(long last) {
        seen = last;
    }

    void onKept(BinanceMessage delta, long eventTime, long receiveTime) {
        state = State.SYNCING;
        seen = delta.value('u');
        toldOfLoss |= deltas.isFull(delta.bids.count() + delta.asks.count());
        deltas.add(delta, eventTime, receiveTime);
    }

    void onGap(long first, long last) {
        state = State.SYNCING;
        gapFirst = first;
        gapLast = last;
        toldOfLoss = false;
        deltas.clear();
    }

    /** Begins anew, though no change is missing: what the book holds is not trusted. */
    void onDoubt() {
        state = State.SYNCING;
        seen = Math.max(seen, applied);
        toldOfLoss = false;
        deltas.clear();
    }

    void onJoined(long snapshotId) {
        state = State.LIVE;
        applied = Math.max(snapshotId, seen);
        toldOfLoss = false;
        deltas.clear();
    }

    void onDisconnect() {
        state = State.IDLE;
        seen = 0;
        gapFirst = 0;
        gapLast = 0;
        toldOfLoss = false;
        deltas.clear();
    }
}
