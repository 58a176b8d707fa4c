package org.millrace.gateway.access;

/**
 * What became of an attempt to log in.
 *
 * @param principal who it is; null = refused
 */
public record Login(Principal principal, Refusal refusal) {
    /** Why nobody was let in. Callers are told no more than this. */
    public enum Refusal {
        NONE,
        MISSING,
        BAD_CREDENTIAL,
        EXPIRED
    }

    /** Lets somebody in. */
    public static Login of(Principal principal) {
        return new Login(principal, Refusal.NONE);
    }

    /** Lets nobody in. */
    public static Login refused(Refusal refusal) {
        return new Login(null, refusal);
    }

    /** Tells whether somebody was let in. */
    public boolean isAccepted() {
        return principal != null;
    }
}
