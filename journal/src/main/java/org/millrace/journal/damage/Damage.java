package org.millrace.journal.damage;

import java.nio.file.Path;

/**
 * Where a journal stops being readable, and what is lost behind.
 *
 * @param file             of the cycle
 * @param offset           of the first bad byte's document in the file
 * @param reason           why it is bad
 * @param lastGoodSequence of the last event before the damage; 0: there is none
 * @param lastLostSequence of the last event that can be seen to have been there; the last good one if none can be seen
 * @param lostBytes        from the offset to the end of what was written, in this file and those behind it
 */
public record Damage(
        Path file, long offset, String reason, long lastGoodSequence, long lastLostSequence, long lostBytes) {
    /** Says it in one line. */
    public String text() {
        return file + ": damaged at byte " + offset + " (" + reason + "); the last good event is " + lastGoodSequence
                + ", " + lostEvents() + ", " + lostBytes + " bytes";
    }

    private String lostEvents() {
        return lastLostSequence > lastGoodSequence
                ? "events " + (lastGoodSequence + 1) + " to " + lastLostSequence + " are lost"
                : "no event behind it is known";
    }
}
