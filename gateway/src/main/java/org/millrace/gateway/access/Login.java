package org.millrace.gateway.access;

import java.time.Duration;

/**
 * What became of an attempt to log in.
 *
 * @param principal who it is; {@link Principal#NOBODY} = refused
 * @param delay     how long one who was refused is to wait for the answer
 */
public record Login(Principal principal, Refusal refusal, Duration delay) {
    /** Why nobody was let in. Callers are told no more than this. */
    public enum Refusal {
        NONE,
        MISSING,
        BAD_CREDENTIAL,
        EXPIRED
    }

    /** Lets somebody in. */
    public static Login of(Principal principal) {
        return new Login(principal, Refusal.NONE, Duration.ZERO);
    }

    /** Lets nobody in. */
    public static Login refused(Refusal refusal) {
        return new Login(Principal.NOBODY, refusal, Duration.ZERO);
    }

    /** Lets nobody in, and has that told later. */
    public Login after(Duration wait) {
        return new Login(principal, refusal, wait);
    }

    /** Tells whether somebody was let in. */
    public boolean isAccepted() {
        return refusal == Refusal.NONE;
    }
}
