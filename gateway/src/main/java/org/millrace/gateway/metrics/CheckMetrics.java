package org.millrace.gateway.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Verdict;

/** What the checks of quality found, over all instruments. */
final class CheckMetrics {
    private static final String ANOMALY = "anomaly";

    private final Metrics metrics;
    private final Map<RejectReason, Count> failed = new EnumMap<>(RejectReason.class);
    private final Count passed;
    private final Count suspected;
    private final Count confirmed;
    private final Count refuted;

    CheckMetrics(Metrics metrics) {
        this.metrics = metrics;
        passed = count("all", "passed");
        suspected = count(ANOMALY, "suspected");
        confirmed = count(ANOMALY, "confirmed");
        refuted = count(ANOMALY, "rejected");
    }

    void onAccepted(boolean suspect) {
        (suspect ? suspected : passed).increment();
    }

    void onRejected(RejectReason reason) {
        failed.computeIfAbsent(reason, key -> count(key.name().toLowerCase(Locale.ROOT), "failed"))
                .increment();
    }

    void onVerdict(Verdict verdict) {
        (verdict == Verdict.CONFIRMED ? confirmed : refuted).increment();
    }

    private Count count(String check, String result) {
        Count count = new Count();
        metrics.counter(
                "data_quality_checks_total",
                "Trades and quotes checked.",
                count::get,
                "check_type",
                check,
                "result",
                result);
        return count;
    }
}
