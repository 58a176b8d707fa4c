package org.millrace.engine;

import java.nio.file.Path;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.engine.conveyor.FaultHandler;
import org.millrace.engine.conveyor.Line;

/**
 * What the engine is given by the program around it.
 *
 * @param data         folder of the journals and snapshots; it exists
 * @param clock        stamps what the engine itself publishes
 * @param codeVersion  of the program, 32 bytes of UTF-8 at most
 * @param settingsHash SHA-256 of all settings in force, 64 hexadecimal digits
 * @param behind       stages behind JournalOut: the fan-out
 * @param onReplayed   called once, when the line is quiet between replay and life: lets the fan-out speak
 * @param faults       is told if the line stops by itself while it is live
 * @param errors       is told of trouble beside the line, as a snapshot that cannot be written
 */
public record EngineContext(
        Path data,
        EpochNanoClock clock,
        String codeVersion,
        String settingsHash,
        List<Line.Step> behind,
        Runnable onReplayed,
        FaultHandler faults,
        ErrorHandler errors) {}
