package org.millrace.gateway.access;

/**
 * What somebody has shown, by what is no secret of it.
 *
 * @param id        of the key or the token
 * @param signer    of a token: its issuer, and which of the issuer's keys signed it; otherwise empty
 * @param issuedNs  UTC ns
 * @param expiresNs UTC ns; {@link Long#MAX_VALUE} = never
 */
public record Credential(Kind kind, String id, String signer, long issuedNs, long expiresNs) {
    /** What was needed of somebody who had to show nothing. */
    public static final Credential NONE = new Credential(Kind.NONE, "", "", 0, Long.MAX_VALUE);

    /** What kind of thing was shown. */
    public enum Kind {
        NONE,
        KEY,
        TOKEN
    }
}
