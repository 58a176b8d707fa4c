package org.millrace.engine.bars;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Of which instruments bars are computed here, from trades. Bars that a venue computed of them are no more than a second
 * opinion: whoever wants one series of bars leaves them alone.
 */
public final class OwnBars {
    private boolean[] seen = new boolean[16];

    /** Notes a Bar of an instrument; returns whether it is the first. */
    public boolean note(int instrumentId) {
        if (instrumentId >= seen.length) {
            seen = Arrays.copyOf(seen, Math.max(instrumentId + 1, seen.length * 2));
        }
        boolean first = !seen[instrumentId];
        seen[instrumentId] = true;
        return first;
    }

    public boolean has(int instrumentId) {
        return instrumentId < seen.length && seen[instrumentId];
    }

    public void save(SnapshotWriter out) {
        out.putInt(seen.length);
        for (boolean each : seen) {
            out.putBoolean(each);
        }
    }

    public void load(SnapshotReader in) {
        seen = new boolean[in.getInt()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = in.getBoolean();
        }
    }
}
