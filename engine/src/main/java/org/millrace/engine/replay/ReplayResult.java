package org.millrace.engine.replay;

import org.millrace.engine.journalling.ReplayDifference;

/**
 * What came of a verification.
 *
 * @param inputs     replayed
 * @param outputs    found equal
 * @param unrecorded outputs computed behind the end of JournalOut: a process that died had not come to them
 * @param difference the first one; null: none
 */
public record ReplayResult(long inputs, long outputs, long unrecorded, ReplayDifference difference) {
    /** Returns whether every recorded output was computed again, byte for byte. */
    public boolean isIdentical() {
        return difference == null;
    }

    /** Says it in one line; a difference takes three. */
    public String text() {
        if (!isIdentical()) {
            return difference.getMessage();
        }
        String more = unrecorded == 0 ? "" : " (and " + unrecorded + " computed that JournalOut does not hold yet)";
        return "identical: " + outputs + " events" + more;
    }
}
