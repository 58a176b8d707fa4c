package org.millrace.gateway.protocol;

/** Why a connection is closed, as RFC 6455 and the protocol number it. */
public final class CloseCode {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_FAULT = 1002;
    public static final int UNSUPPORTED = 1003;
    public static final int NOT_UTF_8 = 1007;
    public static final int TOO_BIG = 1009;
    public static final int INTERNAL = 1011;
    public static final int NOT_AUTHENTICATED = 4001;
    public static final int SLOW_READER = 4008;
    public static final int LOGIN_DEADLINE = 4010;
    public static final int HEARTBEAT_LOST = 4011;
    public static final int RATE = 4012;
    public static final int TOO_MANY = 4013;
    public static final int DRAINING = 4015;
    public static final int STEP_TIMEOUT = 4016;

    private CloseCode() {}
}
