package org.millrace.gateway.rest;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.settings.Secret;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;

/** Gives pages tickets: by one of them a WebSocket is opened once, and soon. */
public final class TicketApi {
    private final Authenticator authenticator;
    private final Duration lifetime;
    private final EpochNanoClock clock;

    public TicketApi(Authenticator authenticator, Duration lifetime, EpochNanoClock clock) {
        this.authenticator = authenticator;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Adds the path. */
    public void addTo(Router router) {
        router.add(HttpMethod.POST, "/api/v1/tickets", Permission.VIEW, this::answer);
    }

    private void answer(Exchange exchange) {
        Secret ticket = authenticator.ticket(exchange.principal(), clock.nanoTime());
        if (ticket.isEmpty()) {
            exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "There are no tickets now.");
            return;
        }
        exchange.json(JsonBody.object(json -> {
            json.writeStringField("ticket", ticket.text());
            json.writeNumberField("expires_in", lifetime.toSeconds());
        }));
    }
}
