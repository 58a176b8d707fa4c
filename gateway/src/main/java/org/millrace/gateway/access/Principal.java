package org.millrace.gateway.access;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name         of the user
 * @param credential   what was shown, by an id that is no secret
 * @param expiresNs    UTC ns; {@link Long#MAX_VALUE} = never
 */
public record Principal(String name, Role role, Entitlements entitlements, String credential, long expiresNs) {
    /** Who calls from this machine where nobody has to log in. */
    public static final Principal LOCAL =
            new Principal("local", Role.ADMIN, Entitlements.EVERYTHING, "none", Long.MAX_VALUE);

    /** Who has shown nothing yet. */
    public static final Principal NOBODY =
            new Principal("", Role.VIEWER, new Entitlements(Set.of(), Set.of(), Set.of()), "none", Long.MAX_VALUE);

    /** Tells whether this one may call a route. */
    public boolean may(Permission permission) {
        return permission == Permission.PUBLIC || (!equals(NOBODY) && permission.isGrantedTo(role));
    }
}
