package org.millrace.gateway.protocol;

/** Why a request is refused, as the protocol numbers it. */
public final class ErrorCode {
    public static final int NONE = 0;
    public static final int BAD_CREDENTIAL = 101;
    public static final int EXPIRED = 102;
    public static final int BAD_REQUEST = 104;
    public static final int UNKNOWN_CHANNEL = 201;
    public static final int UNKNOWN_INSTRUMENT = 202;
    public static final int NOT_ENTITLED = 203;
    public static final int TOO_MANY = 205;
    public static final int BAD_RANGE = 206;
    public static final int RETENTION = 207;
    public static final int UNKNOWN_ALERT = 208;
    public static final int RATE = 301;
    public static final int SLOW_READER = 302;
    public static final int RISK_REFUSED = 401;
    public static final int UNKNOWN_ORDER = 402;
    public static final int UNKNOWN_MODEL = 403;
    public static final int OTHER_FEATURES = 404;
    public static final int INTERNAL = 501;
    public static final int DRAINING = 502;
    public static final int STORE_UNAVAILABLE = 504;

    private ErrorCode() {}
}
