package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Keeps a mark quiet that was raised in one of the three hours before. */
final class Repetition {
    private int first;
    private int second;
    private int third;

    /** Returns a mark, or 0 if it is not new; what counts is that it was raised, not that it was let through. */
    int suppress(int mark) {
        boolean isRepeated = mark == first || mark == second || mark == third;
        first = second;
        second = third;
        third = mark;
        return isRepeated ? 0 : mark;
    }

    void save(SnapshotWriter out) {
        out.putInt(first).putInt(second).putInt(third);
    }

    void load(SnapshotReader in) {
        first = in.getInt();
        second = in.getInt();
        third = in.getInt();
    }
}
