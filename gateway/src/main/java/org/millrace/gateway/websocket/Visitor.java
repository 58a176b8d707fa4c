package org.millrace.gateway.websocket;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.millrace.codecs.settings.Secret;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.audit.Deed;

/** Who a session's client is: nobody until it has logged in, then somebody for as long as the credential holds. */
final class Visitor {
    private static final long NOTICE_NS = TimeUnit.SECONDS.toNanos(30);

    private final Entrance entrance;
    private final InetAddress address;
    private final long deadlineNs;
    private Principal principal;
    private long version;
    private boolean told;
    private boolean gone;

    /** How it stands with somebody at a moment. */
    enum Standing {
        GOOD,
        /** Good for some seconds more; told once. */
        EXPIRING,
        /** Has other rights than before; told once. */
        CHANGED,
        EXPIRED,
        REVOKED,
        /** Has not logged in in time. */
        LATE
    }

    /** Makes one of somebody whom {@link Entrance#presence} has taken in. */
    Visitor(Entrance entrance, Principal principal, InetAddress address, long nowNs) {
        this.entrance = entrance;
        this.principal = principal;
        this.address = address;
        deadlineNs = nowNs + entrance.loginTimeout().toNanos();
        version = entrance.authenticator().version();
    }

    Principal principal() {
        return principal;
    }

    boolean isLoggedIn() {
        return !principal.equals(Principal.NOBODY);
    }

    /** Tells whether nobody has to log in here. */
    boolean isAnybody() {
        return principal.equals(Principal.LOCAL);
    }

    /** Returns how many connections one user may have. */
    int connectionLimit() {
        return entrance.presence().limit();
    }

    Standing standing(long nowNs) {
        if (!isLoggedIn()) {
            return nowNs - deadlineNs >= 0 ? Standing.LATE : Standing.GOOD;
        }
        Authenticator authenticator = entrance.authenticator();
        if (authenticator.version() != version) {
            version = authenticator.version();
            Principal before = principal;
            Principal now = authenticator.asOfNow(before);
            if (now.equals(Principal.NOBODY)) {
                return Standing.REVOKED;
            }
            principal = now;
            if (!now.equals(before)) {
                return Standing.CHANGED;
            }
        }
        long expiresNs = principal.credential().expiresNs();
        if (expiresNs <= nowNs) {
            return Standing.EXPIRED;
        }
        boolean isNear = !told && expiresNs - nowNs <= NOTICE_NS;
        told |= isNear;
        return isNear ? Standing.EXPIRING : Standing.GOOD;
    }

    /** Checks what somebody shows; does not let in yet. */
    Login check(Secret credential, long nowNs) {
        Authenticator authenticator = entrance.authenticator();
        return credential.text().startsWith(Authenticator.TICKET_PREFIX)
                ? authenticator.redeem(credential, address, nowNs)
                : authenticator.check(credential, address, nowNs);
    }

    /** Lets somebody in; false: there are too many of them. */
    boolean enter(Principal somebody) {
        if (!entrance.presence().enter(somebody)) {
            return false;
        }
        entrance.presence().leave(principal);
        principal = somebody;
        return true;
    }

    /** Takes a new credential of the same user. */
    void renew(Principal same) {
        principal = same;
        told = false;
    }

    void leave() {
        if (!gone) {
            gone = true;
            entrance.presence().leave(principal);
        }
    }

    /** Begins a replay; false: this user has too many. */
    boolean beginReplay() {
        return entrance.presence().enterReplay(principal);
    }

    void endReplay() {
        entrance.presence().leaveReplay(principal);
    }

    /** Takes note of what became of a login, and of a session that was ended. */
    void note(String action, String session, String result) {
        note(action, "/ws/v1", session, result);
    }

    /** Takes note of what was asked for. */
    void note(String action, String object, String session, String result) {
        entrance.audit().note(new Deed(principal.name(), address.getHostAddress(), action, object, result, session));
    }
}
