package org.millrace.codecs.book;

/** What setting a level did to its book. */
public enum LevelChange {
    /** A new level stands in the book. */
    ADDED,
    /** A level has another quantity. */
    CHANGED,
    /** A level is gone. */
    REMOVED,
    /** A level was to be removed that was not there: usual on venues that send only part of the book. */
    ORPHAN
}
