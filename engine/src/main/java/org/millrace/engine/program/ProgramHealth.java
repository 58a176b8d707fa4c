package org.millrace.engine.program;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.engine.Engine;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.gateway.operations.Health;
import org.millrace.gateway.operations.Probe;
import org.millrace.journal.FreeSpace;
import org.millrace.journal.questdb.StoreCounters;

/** Says how to ask line, disk and store whether they are well. */
final class ProgramHealth {
    private static final String LINE = "line";

    private ProgramHealth() {}

    /** Registers the line, which has come up when this is called. */
    static void register(Engine engine, CompletableFuture<StageFault> fault, boolean isLive, Health health) {
        Supplier<String> watch =
                isLive ? new LineWatch(engine.inputs()::lastSequence, SystemNanoClock.INSTANCE) : () -> "";
        Supplier<String> complaint = () -> fault.isDone() ? "stopped by a fault in a stage" : watch.get();
        health.check(Probe.STARTUP, LINE, () -> "");
        health.check(Probe.LIVE, LINE, complaint);
        health.check(Probe.READY, LINE, complaint);
    }

    static void register(FreeSpace space, Health health) {
        health.check(
                Probe.READY,
                "disk",
                () -> space.admits() ? "" : "less than " + space.floorBytes() + " bytes free: no events are taken");
    }

    static void register(StoreCounters store, Health health) {
        health.check(
                Probe.READY,
                "store",
                () -> store.suspendedTables() == 0 ? "" : store.suspendedTables() + " tables are suspended");
    }
}
