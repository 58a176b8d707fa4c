package org.millrace.gateway.access;

import java.net.InetAddress;
import org.millrace.codecs.settings.Secret;

/** Checks what callers show. Called on event loops; must not block. */
public interface Authenticator {
    /** How tickets begin. */
    String TICKET_PREFIX = "mrt_";

    /** Takes anybody for {@link Principal#LOCAL}: for listeners that only this machine can reach. */
    Authenticator OPEN = new Authenticator() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Login check(Secret credential, InetAddress from, long nowNs) {
            return Login.of(Principal.LOCAL);
        }

        @Override
        public Login redeem(Secret ticket, InetAddress from, long nowNs) {
            return Login.of(Principal.LOCAL);
        }

        @Override
        public Secret ticket(Principal principal, long nowNs) {
            return Secret.NONE;
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Principal asOfNow(Principal somebody) {
            return somebody;
        }
    };

    /** Tells whether nobody has to log in. */
    boolean isOpen();

    /**
     * Checks a key or a token.
     *
     * @param credential {@link Secret#NONE} = nothing was shown
     * @param from       who shows it
     * @param nowNs      UTC ns
     */
    Login check(Secret credential, InetAddress from, long nowNs);

    /** Checks a ticket, which is worth nothing afterwards. */
    Login redeem(Secret ticket, InetAddress from, long nowNs);

    /** Returns a ticket by which somebody may log in once and soon; {@link Secret#NONE}: there are too many. */
    Secret ticket(Principal principal, long nowNs);

    /** Returns a number that changes whenever {@link #asOfNow} may have come to answer otherwise. */
    long version();

    /**
     * Returns somebody with the rights that they have by now, {@link Principal#NOBODY} where what they have shown was
     * revoked since; whether it has expired its reader knows.
     */
    Principal asOfNow(Principal somebody);
}
