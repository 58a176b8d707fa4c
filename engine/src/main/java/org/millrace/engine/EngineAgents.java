package org.millrace.engine;

import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.millrace.codecs.EventPublisher;
import org.millrace.engine.snapshot.SnapshotAgent;

/** The engine's own threads beside the line: the clock, and snapshots. */
final class EngineAgents implements AutoCloseable {
    private static final long IDLE_MS = 1;

    private final List<AgentRunner> runners = new ArrayList<>();
    private final ErrorHandler errors;

    EngineAgents(ErrorHandler errors) {
        this.errors = errors;
    }

    void start(EngineSettings settings, EpochNanoClock clock, EventPublisher publisher, SnapshotAgent snapshots) {
        long beatNs = settings.beat().toNanos();
        if (beatNs > 0) {
            start(new ClockAgent(clock, publisher, beatNs));
        }
        snapshots.every(settings.snapshots());
        start(snapshots);
    }

    private void start(Agent agent) {
        AgentRunner runner = new AgentRunner(new SleepingMillisIdleStrategy(IDLE_MS), errors, null, agent);
        runners.add(runner);
        AgentRunner.startOnThread(runner);
    }

    @Override
    public void close() {
        runners.forEach(AgentRunner::close);
    }
}
