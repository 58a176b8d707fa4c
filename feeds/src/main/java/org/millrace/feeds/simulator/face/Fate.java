package org.millrace.feeds.simulator.face;

/** What becomes of a payload on its way. */
enum Fate {
    SENT,
    /** Is numbered as if it were sent. */
    LOST,
    TWICE,
    /** Comes behind its successor. */
    LATE,
    /** Comes after a mutilated copy. */
    SPOILT
}
