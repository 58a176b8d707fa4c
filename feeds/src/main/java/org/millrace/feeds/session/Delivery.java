package org.millrace.feeds.session;

/** Something that goes onto the ring as soon as there is room. */
public interface Delivery {
    /** Tries; false = the ring is full, and nothing was done. */
    boolean deliver();
}
