package org.millrace.gateway.access;

/** What a route or a channel asks of who wants it. */
public enum Permission {
    /** Anybody, without logging in and however often: what is as cheap to answer as to refuse. */
    ALWAYS,
    /** Anybody, without logging in. */
    PUBLIC,
    VIEW,
    TRADE,
    ADMINISTER;

    /** Returns what a channel asks for: the market is for all, the desk's own business for those who trade. */
    public static Permission toSee(String channel) {
        return switch (channel) {
            case "orders", "fills", "positions", "portfolio", "signals", "strategies", "alerts" -> TRADE;
            case "commands" -> ADMINISTER;
            default -> VIEW;
        };
    }

    /** Tells whether nobody has to log in. */
    public boolean isForAnybody() {
        return this == ALWAYS || this == PUBLIC;
    }

    /** Tells whether a role is enough. */
    public boolean isGrantedTo(Role role) {
        return switch (this) {
            case ALWAYS, PUBLIC -> true;
            case VIEW -> role.includes(Role.VIEWER);
            case TRADE -> role.includes(Role.TRADER);
            case ADMINISTER -> role.includes(Role.ADMIN);
        };
    }
}
