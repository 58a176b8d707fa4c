package org.millrace.journal;

/** What an appended batch survives. */
public enum Durability {
    /** The death of the process, not the loss of power: the page cache is written when the kernel likes. */
    PROCESS,
    /** The loss of power, less the last interval: a syncer forces what was appended. */
    GROUP,
    /** The loss of power: each batch is forced before its append returns. */
    EVENT
}
