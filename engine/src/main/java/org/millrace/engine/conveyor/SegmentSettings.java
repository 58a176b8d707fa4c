package org.millrace.engine.conveyor;

import java.util.List;
import org.millrace.codecs.settings.Settings;

/**
 * Neighbouring stages that share one thread.
 *
 * @param cpu    processor that the thread is pinned to; −1: wherever there is room
 * @param waiting   how the thread waits for events
 * @param stages names of the stages, in the order of the line
 */
public record SegmentSettings(int cpu, Waiting waiting, List<String> stages) {
    /** No processor in particular. */
    public static final int ANY_CPU = -1;

    public SegmentSettings {
        Settings.require(cpu >= ANY_CPU, "conveyor.threads.cpu", cpu, "0 or more, or -1 for any");
        Settings.require(!stages.isEmpty(), "conveyor.threads.stages", stages, "at least one stage");
        stages = List.copyOf(stages);
    }
}
