package org.millrace.gateway.operations;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.millrace.gateway.metrics.Metrics;

/** Knows of each part how to ask it whether it is well. Any thread may register and ask. */
public final class Health {
    private final List<Check> checks = new CopyOnWriteArrayList<>();
    private final Metrics metrics;

    /** What a component says; an empty reason: it is well. */
    public record Finding(String component, String reason) {
        public boolean isWell() {
            return reason.isEmpty();
        }
    }

    private record Check(Probe probe, String component, Supplier<String> complaint) {
        Finding finding() {
            return new Finding(component, complaint.get());
        }
    }

    /** Makes one that also shows on the metrics page what is not well. */
    public Health(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Registers how to ask a component.
     *
     * @param complaint says why it is not well; empty: it is
     */
    public void check(Probe probe, String component, Supplier<String> complaint) {
        Check check = new Check(probe, component, complaint);
        checks.add(check);
        metrics.gauge(
                "health_failing",
                "1 where a component is not well.",
                () -> check.finding().isWell() ? 0 : 1,
                "probe",
                probe.text(),
                "component",
                component);
    }

    /** Asks all components that a probe is about. */
    public List<Finding> findings(Probe probe) {
        return checks.stream()
                .filter(check -> check.probe() == probe)
                .map(Check::finding)
                .toList();
    }
}
