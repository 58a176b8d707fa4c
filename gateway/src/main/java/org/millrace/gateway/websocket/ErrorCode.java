package org.millrace.gateway.websocket;

/** Why a request is refused, as the protocol numbers it. */
final class ErrorCode {
    static final int NONE = 0;
    static final int BAD_REQUEST = 104;
    static final int UNKNOWN_CHANNEL = 201;
    static final int UNKNOWN_INSTRUMENT = 202;
    static final int TOO_MANY = 205;
    static final int BAD_RANGE = 206;
    static final int RATE = 301;

    private ErrorCode() {}
}
