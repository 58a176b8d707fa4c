package org.millrace.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs agents, each on a thread of its own, until the program ends. What one throws is logged, and it goes on. */
final class ProgramAgents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramAgents.class);
    private static final long IDLE_MS = 5;

    private final List<AgentRunner> runners = new ArrayList<>();

    AgentRunner run(Agent agent) {
        return run(agent, Thread::new);
    }

    AgentRunner run(Agent agent, ThreadFactory threads) {
        AgentRunner runner = new AgentRunner(
                new SleepingMillisIdleStrategy(IDLE_MS),
                error -> LOG.error("{}: {}", agent.roleName(), error.getMessage(), error),
                null,
                agent);
        runners.add(runner);
        AgentRunner.startOnThread(runner, threads);
        return runner;
    }

    @Override
    public void close() {
        runners.forEach(AgentRunner::close);
    }
}
