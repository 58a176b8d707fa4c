package org.millrace.gateway.access;

/** What kind of user somebody is. Each may do all that those before it may. */
public enum Role {
    VIEWER,
    TRADER,
    ADMIN;

    /** Tells whether this role may do what another may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
