package org.millrace.gateway.websocket;

/** Why a connection is closed, as RFC 6455 and the protocol number it. */
final class CloseCode {
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_FAULT = 1002;
    static final int UNSUPPORTED = 1003;
    static final int NOT_UTF_8 = 1007;
    static final int TOO_BIG = 1009;
    static final int INTERNAL = 1011;
    static final int SLOW_READER = 4008;
    static final int HEARTBEAT_LOST = 4011;
    static final int RATE = 4012;
    static final int DRAINING = 4015;

    private CloseCode() {}
}
