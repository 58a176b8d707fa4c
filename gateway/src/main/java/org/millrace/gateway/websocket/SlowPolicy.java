package org.millrace.gateway.websocket;

/** What becomes of a channel's messages while a client is too slow for them. */
enum SlowPolicy {
    /** The newest stands for those before it where a channel allows that, otherwise as {@link #SKIP}. */
    CONFLATE,
    /** They are left out, and the gap is told of. */
    SKIP,
    /** The client must go. */
    DISCONNECT;

    /** Returns the policy that a client names, or null. */
    static SlowPolicy named(String name) {
        return switch (name) {
            case "conflate" -> CONFLATE;
            case "skip" -> SKIP;
            case "disconnect" -> DISCONNECT;
            default -> null;
        };
    }
}
