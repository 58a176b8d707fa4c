package org.millrace.engine.conveyor;

/** Is told once why the line stopped. Called on the conveyor thread that stopped first. */
@FunctionalInterface
public interface FaultHandler {
    /** Takes the fault; no event moves any more. */
    void onFault(StageFault fault);
}
