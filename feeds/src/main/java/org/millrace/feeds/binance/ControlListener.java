package org.millrace.feeds.binance;

/** Hears, on the feed's thread, what the venue says about the connection itself. */
public interface ControlListener {
    /** Wants to hear nothing: playback. */
    ControlListener NONE = new ControlListener() {};

    /**
     * Tells that a request was granted.
     *
     * @param requestId as sent; −1 where the answer has none
     */
    default void onReply(long requestId) {}

    /**
     * Tells that a request was refused.
     *
     * @param requestId as sent; −1 where the answer has none
     * @param code      the venue's; 0 where it has none
     */
    default void onError(long requestId, long code) {}

    /** Tells that the venue will close the connection soon: open another. */
    default void onShutdownNotice() {}
}
