package org.millrace.gateway.access;

/** What a route asks of who calls it. */
public enum Permission {
    /** Anybody, without logging in. */
    PUBLIC,
    VIEW,
    TRADE,
    ADMINISTER;

    /** Tells whether a role is enough. */
    public boolean isGrantedTo(Role role) {
        return switch (this) {
            case PUBLIC -> true;
            case VIEW -> role.includes(Role.VIEWER);
            case TRADE -> role.includes(Role.TRADER);
            case ADMINISTER -> role.includes(Role.ADMIN);
        };
    }
}
