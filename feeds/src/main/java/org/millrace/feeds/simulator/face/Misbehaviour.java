package org.millrace.feeds.simulator.face;

/** What a venue can do wrong, and the simulator does on command. */
public enum Misbehaviour {
    /** Cuts every connection without a word. */
    DISCONNECT,
    /** Announces that the server shuts down, on every connection. */
    SHUTDOWN_NOTICE,
    /** Loses the next depth event. */
    GAP,
    /** Loses the next trade. */
    TRADE_GAP,
    /** Sends the next depth event and the next trade twice. */
    DUPLICATE,
    /** Sends the next depth event, and the next trade, after the one that follows. */
    OUT_OF_ORDER,
    /** Sends a mutilated copy of the next depth event before it, and of the next trade. */
    GARBAGE,
    /** Sends nothing of the instrument for ten seconds. */
    STALE,
    /** Lets a bid stand above the best ask for two depth events. */
    CROSSED_BOOK,
    /** Prints one trade at ten times the price. */
    PRICE_SPIKE,
    /** Refuses the next request for a snapshot. */
    REST_FAILURE
}
