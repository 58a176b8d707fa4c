package org.millrace.gateway.keys;

import java.util.List;
import org.millrace.gateway.access.Credential;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.access.Role;

/**
 * A key as the file knows it.
 *
 * @param id       stands in the clear at the start of the key
 * @param hash     SHA-256 of the whole key, in hexadecimal digits
 * @param networks from which it is taken, as {@code 10.1.0.0/16}; none: from anywhere
 * @param issuedNs UTC ns
 * @param by       who made it
 */
public record ApiKey(
        String id,
        String hash,
        String user,
        Role role,
        Entitlements entitlements,
        List<Network> networks,
        long issuedNs,
        long expiresNs,
        String by) {
    public ApiKey {
        networks = List.copyOf(networks);
    }

    /** Returns who shows it. */
    public Principal principal() {
        return new Principal(
                user, role, entitlements, new Credential(Credential.Kind.KEY, id, "", issuedNs, expiresNs));
    }
}
