package org.millrace.gateway.audit;

import java.time.Instant;

/**
 * Which notes somebody wants to read.
 *
 * @param after  number of the last one that was read before; 0: none
 * @param user   empty: of anybody
 * @param action empty: of any kind
 * @param limit  the most of them
 */
public record AuditQuery(Instant from, Instant to, long after, String user, String action, int limit) {
    boolean matches(AuditEntry entry) {
        return entry.number() > after
                && !entry.time().isBefore(from)
                && !entry.time().isAfter(to)
                && (user.isEmpty() || user.equals(entry.deed().user()))
                && (action.isEmpty() || action.equals(entry.deed().action()));
    }
}
