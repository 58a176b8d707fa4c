package org.millrace.gateway.websocket;

import java.time.Duration;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Presence;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.settings.LimitSettings;

/**
 * What WebSocket clients meet before they are sent anything.
 *
 * @param loginTimeout from a connection's first moment
 */
public record Entrance(Authenticator authenticator, Presence presence, Audit audit, Duration loginTimeout) {
    /** Lets everybody in. */
    public static final Entrance OPEN =
            new Entrance(Authenticator.OPEN, new Presence(LimitSettings.DEFAULTS), Audit.NONE, Duration.ofSeconds(5));
}
