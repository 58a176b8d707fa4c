package org.millrace.feeds.coinbase;

/** Adds to a message what shows the venue who asks. */
interface Signer {
    /** Adds nothing: the public channels ask for nothing. */
    Signer NONE = nowNs -> "";

    /** Returns members of a JSON object, each with a comma before it, for a message that is sent now. */
    String members(long nowNs);
}
