package org.millrace.gateway;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Presence;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.http.Admission;
import org.millrace.gateway.http.CallerCheck;
import org.millrace.gateway.http.RequestRates;
import org.millrace.gateway.login.Gatekeeper;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.tls.ServerTls;
import org.millrace.gateway.websocket.Entrance;

/**
 * Who stands at the gateway's doors. Made before anything runs, so that what is not safe is refused at once.
 *
 * @param agents read files anew that were written; to be run until the gateway is closed
 */
public record Guards(Authenticator authenticator, Audit audit, ServerTls tls, List<Agent> agents) {
    private static final double NANOS = 1e9;

    public Guards {
        agents = List.copyOf(agents);
    }

    /**
     * Reads keys and certificates.
     *
     * @throws IllegalArgumentException if a file of them cannot be used, or is not safe
     */
    public static Guards of(GatewaySettings settings, Audit audit, EpochNanoClock clock) {
        List<Agent> agents = new ArrayList<>();
        if (audit instanceof Agent agent) {
            agents.add(agent);
        }
        ServerTls tls = settings.tls().isOn() ? new ServerTls(settings.tls(), clock) : ServerTls.NONE;
        agents.add(tls);
        if (settings.access().isOpen()) {
            return new Guards(Authenticator.OPEN, audit, tls, agents);
        }
        Gatekeeper gatekeeper = new Gatekeeper(settings.access(), audit);
        agents.add(gatekeeper);
        return new Guards(gatekeeper, audit, tls, agents);
    }

    /** Returns what requests meet that come from this machine alone. */
    static Admission ofNobody(GatewaySettings settings) {
        return Admission.ofAnybody(new CallerCheck(settings.allowedHosts(), List.of()));
    }

    /** Returns what requests meet; {@code rates} may be null, for as many as anybody likes. */
    Admission admission(GatewaySettings settings, RequestRates rates) {
        CallerCheck callers = new CallerCheck(settings.allowedHosts(), settings.allowedOrigins());
        return new Admission(callers, settings.trustedProxies(), authenticator, audit, rates);
    }

    /** Returns what WebSockets meet. */
    Entrance entrance(GatewaySettings settings) {
        return new Entrance(
                authenticator,
                new Presence(settings.limits()),
                audit,
                settings.access().loginTimeout());
    }

    /** Names what an operator should look at before it is too late. */
    void register(Metrics metrics, EpochNanoClock clock) {
        metrics.gauge(
                "audit_log_writable",
                "1 as long as notes of who did what are written.",
                () -> audit.isWritable() ? 1 : 0);
        if (tls.isOn()) {
            metrics.gauge(
                    "tls_certificate_valid_seconds",
                    "Time for which the certificate that is shown is still valid.",
                    () -> (tls.expiresNs() - clock.nanoTime()) / NANOS);
        }
    }

    /** Says in a few words what is guarded. */
    String text() {
        return (authenticator.isOpen() ? "nobody has to log in, " : "users log in, ")
                + (tls.isOn() ? "with TLS" : "without TLS");
    }

    /** Returns all agents as one, which looks after things some times a second. */
    public Agent upkeep() {
        return new Upkeep(agents, SystemNanoClock.INSTANCE);
    }
}
