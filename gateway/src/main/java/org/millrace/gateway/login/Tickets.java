package org.millrace.gateway.login;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millrace.codecs.settings.Secret;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Principal;

/** What pages trade their token for, to open a WebSocket: good once, and soon. Used by any thread. */
final class Tickets {
    private static final int LENGTH = 32;
    private static final int MOST = 1_000;

    private final long lifetimeNs;
    private final SecureRandom random = new SecureRandom();
    private final Map<Secret, Ticket> tickets = new LinkedHashMap<>();

    private record Ticket(Principal principal, long expiresNs) {}

    Tickets(Duration lifetime) {
        lifetimeNs = lifetime.toNanos();
    }

    /** Returns a new one, or {@link Secret#NONE} where there are too many. */
    synchronized Secret issue(Principal principal, long nowNs) {
        tickets.values().removeIf(ticket -> ticket.expiresNs() <= nowNs);
        if (tickets.size() >= MOST) {
            return Secret.NONE;
        }
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        Secret text = Secret.of(Authenticator.TICKET_PREFIX
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        tickets.put(text, new Ticket(principal, nowNs + lifetimeNs));
        return text;
    }

    /** Returns whose ticket it was; {@link Principal#NOBODY}: nobody's, or no longer. */
    synchronized Principal redeem(Secret text, long nowNs) {
        Ticket ticket = tickets.remove(text);
        return ticket == null || ticket.expiresNs() <= nowNs ? Principal.NOBODY : ticket.principal();
    }
}
