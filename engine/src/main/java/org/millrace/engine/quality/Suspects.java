package org.millrace.engine.quality;

import org.millrace.codecs.sbe.Verdict;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Suspect trades of one instrument that wait for their verdict, oldest first: {@value #CAPACITY} at most. */
final class Suspects {
    static final int CAPACITY = 32;

    private final Suspect[] waiting = new Suspect[CAPACITY];
    private int count;

    Suspects() {
        for (int i = 0; i < CAPACITY; i++) {
            waiting[i] = new Suspect();
        }
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    Suspect get(int index) {
        return waiting[index];
    }

    /** Adds a place at the end, to be filled by the caller. */
    Suspect add() {
        Suspect suspect = waiting[count++];
        suspect.begin();
        return suspect;
    }

    /** Takes one out; its object stays readable until the next {@link #add}. */
    Suspect remove(int index) {
        Suspect removed = waiting[index];
        count--;
        System.arraycopy(waiting, index + 1, waiting, index, count - index);
        waiting[count] = removed;
        return removed;
    }

    /** Lets a later trade speak for or against each. */
    void hear(long price) {
        for (int i = 0; i < count; i++) {
            waiting[i].hear(price);
        }
    }

    /** Returns the oldest on which a verdict can fall; −1: none. */
    int ripe(long now, InstrumentQuality instrument) {
        for (int i = 0; i < count; i++) {
            if (waiting[i].judge(now, instrument) != Verdict.NULL_VAL) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the oldest that a confirmed one has cleared: it showed the same new level; −1: none. */
    int onLevelOf(Suspect confirmed) {
        for (int i = 0; i < count; i++) {
            Suspect suspect = waiting[i];
            if (suspect.byPrice
                    && confirmed.speaksFor((double) suspect.price)
                    && suspect.speaksFor((double) confirmed.price)) {
                return i;
            }
        }
        return -1;
    }

    void save(SnapshotWriter out) {
        out.putInt(count);
        for (int i = 0; i < count; i++) {
            waiting[i].save(out);
        }
    }

    void load(SnapshotReader in) {
        count = in.getInt();
        for (int i = 0; i < count; i++) {
            waiting[i].load(in);
        }
    }
}
