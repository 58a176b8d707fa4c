package org.millrace.gateway;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.login.Gatekeeper;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.tls.ServerTls;

/**
 * Who stands at the gateway's doors. Made before anything runs, so that what is not safe is refused at once.
 *
 * @param agents read files anew that were written; to be run until the gateway is closed
 */
public record Guards(Authenticator authenticator, Audit audit, ServerTls tls, List<Agent> agents) {
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

    /** Returns all agents as one, which looks after things some times a second. */
    public Agent upkeep() {
        return new Upkeep(agents, SystemNanoClock.INSTANCE);
    }
}
