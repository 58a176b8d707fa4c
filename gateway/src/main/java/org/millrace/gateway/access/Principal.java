package org.millrace.gateway.access;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name       of the user
 * @param credential what was shown
 */
public record Principal(String name, Role role, Entitlements entitlements, Credential credential) {
    /** Who calls from this machine where nobody has to log in. */
    public static final Principal LOCAL = new Principal("local", Role.ADMIN, Entitlements.EVERYTHING, Credential.NONE);

    /** Who has shown nothing yet. */
    public static final Principal NOBODY =
            new Principal("", Role.VIEWER, new Entitlements(Set.of(), Set.of(), Set.of()), Credential.NONE);

    /** Tells whether this one may call a route. */
    public boolean may(Permission permission) {
        return permission.isForAnybody() || (!equals(NOBODY) && permission.isGrantedTo(role));
    }

    /** Tells whether this one may see a channel, of the instruments that {@link #entitlements()} allow. */
    public boolean maySee(String channel) {
        return may(Permission.toSee(channel)) && entitlements.allowChannel(channel);
    }
}
