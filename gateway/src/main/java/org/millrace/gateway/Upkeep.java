package org.millrace.gateway;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** Has several agents work in turn, some times a second. */
final class Upkeep implements Agent {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<Agent> agents;
    private final NanoClock clock;
    private long nextNs;

    Upkeep(List<Agent> agents, NanoClock clock) {
        this.agents = agents;
        this.clock = clock;
        nextNs = clock.nanoTime();
    }

    @Override
    public int doWork() throws Exception {
        long nowNs = clock.nanoTime();
        if (nowNs - nextNs < 0) {
            return 0;
        }
        nextNs = nowNs + INTERVAL_NS;
        int count = 0;
        for (Agent agent : agents) {
            count += agent.doWork();
        }
        return count;
    }

    @Override
    public void onClose() {
        agents.forEach(Agent::onClose);
    }

    @Override
    public String roleName() {
        return "gateway-upkeep";
    }
}
