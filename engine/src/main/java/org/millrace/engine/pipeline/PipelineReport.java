package org.millrace.engine.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;

/** What a run did, step by step. */
public final class PipelineReport {
    /** Figure of hours whose values came, but that make no features: they lie before the first that counted. */
    static final String BEFORE = "hours_before_first";

    private final String runId;
    private final long startNs;
    private final EpochNanoClock clock;
    private final List<Step> steps = new ArrayList<>();
    private long endNs;
    private String error = "";

    PipelineReport(String runId, long startNs, EpochNanoClock clock) {
        this.runId = runId;
        this.startNs = startNs;
        this.clock = clock;
    }

    /**
     * A step that is over.
     *
     * @param figures whole numbers, and texts, by their names
     */
    public record Step(String name, boolean isDone, double seconds, Map<String, Object> figures) {}

    /** A step that goes on. */
    final class Going {
        private final String name;
        private final long beganNs = clock.nanoTime();
        private final Map<String, Object> figures = new LinkedHashMap<>();

        Going(String name) {
            this.name = name;
        }

        Going tell(String figure, Object value) {
            figures.put(figure, value);
            return this;
        }

        void end(boolean isDone) {
            steps.add(new Step(name, isDone, (clock.nanoTime() - beganNs) / 1e9, figures));
        }
    }

    Going begin(String step) {
        return new Going(step);
    }

    void end(long nowNs, String failure) {
        endNs = nowNs;
        error = failure;
    }

    public String runId() {
        return runId;
    }

    /** Returns when it began, UTC ns. */
    public long startNs() {
        return startNs;
    }

    /** Returns when it ended, UTC ns. */
    public long endNs() {
        return endNs;
    }

    public List<Step> steps() {
        return steps;
    }

    /** Returns what was in the way; empty: nothing. */
    public String error() {
        return error;
    }

    public boolean isSuccess() {
        return error.isEmpty();
    }

    /** Returns what an operator has to know of a run that did what it could; empty: nothing. */
    public String notice() {
        long before = steps.stream()
                .mapToLong(step -> step.figures().get(BEFORE) instanceof Long hours ? hours : 0)
                .sum();
        return before == 0
                ? ""
                : before
                        + " hours lie before the first that counted: their values are stored, but there are no features of"
                        + " them; millrace pipeline run --replay makes all features again, as a run of its own";
    }

    /** Returns a figure of a step; 0: the step has none of this name. */
    public long figure(String step, String name) {
        return steps.stream()
                .filter(each -> each.name().equals(step))
                .map(each -> each.figures().get(name))
                .filter(Long.class::isInstance)
                .mapToLong(Long.class::cast)
                .findFirst()
                .orElse(0);
    }
}
