package org.millrace.engine.conveyor;

import java.util.List;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.snapshot.SnapshotSink;

/**
 * The stages of a line, in the order in which events pass them.
 *
 * @param steps at least one
 */
public record Line(List<Step> steps) {
    public Line {
        steps = List.copyOf(steps);
    }

    /** Returns the stages' names, in order. */
    public List<String> names() {
        return steps.stream().map(Step::name).toList();
    }

    /** Makes a stage, once what comes behind it is known. */
    @FunctionalInterface
    public interface StageFactory {
        Stage create(EventConsumer next, SnapshotSink snapshots);
    }

    /** One stage to be made. */
    public record Step(String name, StageFactory factory) {}
}
