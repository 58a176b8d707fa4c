package org.millrace.engine.program;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.engine.Engine;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.operations.Health;
import org.millrace.journal.Durability;
import org.millrace.journal.FreeSpace;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.JournalSyncer;

/** Forces journals to the disk, touches their pages ahead of the line, and stops admission when space runs out. */
final class JournalCare {
    private JournalCare() {}

    /** Returns the agents that do it, each for a thread of its own. */
    static List<Agent> of(Engine engine, JournalSettings settings, Metrics metrics, Health health) {
        Journal inputs = engine.inputs();
        Journal outputs = engine.outputs();
        List<Agent> agents = new ArrayList<>(List.of(inputs.pageToucher(), outputs.pageToucher()));
        if (settings.durability() == Durability.GROUP) {
            agents.add(new JournalSyncer(List.of(inputs, outputs), settings.syncInterval(), SystemNanoClock.INSTANCE));
        }
        FreeSpace space = new FreeSpace(
                List.of(inputs.directory(), outputs.directory()), settings.freeSpaceFloor(), SystemNanoClock.INSTANCE);
        Admission admission = new Admission(space, engine.ring());
        admission.doWork(); // before anything is published
        agents.add(admission);
        ProgramMetrics.register(space, metrics);
        ProgramHealth.register(space, health);
        return agents;
    }
}
