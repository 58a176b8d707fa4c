package org.millrace.gateway.access;

/** Checks what callers show. Called on event loops; must not block. */
public interface Authenticator {
    /** Takes anybody for {@link Principal#LOCAL}: for listeners that only this machine can reach. */
    Authenticator OPEN = new Authenticator() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Login check(String authorization, long nowNs) {
            return Login.of(Principal.LOCAL);
        }
    };

    /** Tells whether nobody has to log in. */
    boolean isOpen();

    /**
     * Checks a credential.
     *
     * @param authorization as in the header of that name, {@code Bearer …}; null = nothing was shown
     * @param nowNs         UTC ns
     */
    Login check(String authorization, long nowNs);
}
