package org.millrace.engine.orders;

/** What can happen to an order. */
public enum OrderEvent {
    /** It reaches the venue. */
    ARRIVE,
    /** A part of what is left was executed. */
    FILL_PART,
    /** All that was left was executed. */
    FILL,
    /** Its owner changes it. */
    AMEND,
    /** Its owner, or its own conditions, end it. */
    CANCEL,
    /** Its day ends. */
    EXPIRE
}
