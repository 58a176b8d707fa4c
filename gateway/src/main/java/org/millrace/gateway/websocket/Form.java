package org.millrace.gateway.websocket;

/** In which form a client takes packets. */
record Form(boolean json, boolean compressed) {
    /** Tells whether packets go out as they are put together. */
    boolean isPlain() {
        return !json && !compressed;
    }
}
