package org.millrace.journal;

/** What opening does with a journal whose end is damaged. */
public enum Repair {
    /** Moves the damaged file aside, keeps its good beginning and tells what was lost. */
    AUTO,
    /** Leaves everything as it is and does not open. */
    REFUSE
}
