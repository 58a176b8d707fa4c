package org.millrace.gateway.liquidations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations.BinModel;
import org.millrace.journal.history.Liquidations.Inputs;

/**
 * How the analytics of an asset are now. A stamp is the start of an hour: where all is well, and values are out ten minutes
 * after an hour's end, the newest is between 1 h 10 min and 2 h 10 min old.
 *
 * @param latestNs newest hour with a price; 0: there is none
 * @param checks   what was looked at
 */
public record Condition(long nowNs, long latestNs, List<Check> checks) {
    /** Rows of so much time before now are what it is judged by. */
    public static final Duration LOOKED_AT = Duration.ofDays(30);

    private static final long STALE_NS = Duration.ofHours(6).toNanos();
    private static final long MODEL_NS = Duration.ofDays(2).toNanos();
    private static final int LONGEST_GAP = 3;
    private static final double NANOS = 1e9;

    /** One thing that was looked at. */
    public record Check(String check, boolean isPassed, String message) {}

    /**
     * Judges how things are.
     *
     * @param inputs   hours before now that the provider told of
     * @param rows     what was made of them
     * @param models   of bins
     * @param newestNs start of the newest hour that should be known
     */
    public static Condition of(
            List<Inputs> inputs, List<LiquidationRow> rows, List<BinModel> models, long nowNs, long newestNs) {
        long latestNs = inputs.stream()
                .filter(input -> !Double.isNaN(input.price()))
                .mapToLong(Inputs::startNs)
                .max()
                .orElse(0);
        long completeNs = inputs.stream()
                .filter(Condition::isComplete)
                .mapToLong(Inputs::startNs)
                .max()
                .orElse(0);
        LiquidationRow newest = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return new Condition(
                nowNs,
                latestNs,
                List.of(
                        freshness(latestNs, nowNs),
                        lag(newest, completeNs),
                        warm(newest),
                        model(models, nowNs),
                        gap(inputs, completeNs, newestNs)));
    }

    /** Tells whether all is well. */
    public boolean isPassed() {
        return checks.stream().allMatch(Check::isPassed);
    }

    /** Returns FRESH, STALE, or NO DATA. */
    String freshness() {
        return latestNs == 0 ? "NO DATA" : checks.get(0).isPassed() ? "FRESH" : "STALE";
    }

    /** Returns how long ago the newest hour with a price began, seconds; NaN: there is none. */
    double ageSeconds() {
        return latestNs == 0 ? Double.NaN : (nowNs - latestNs) / NANOS;
    }

    private static Check freshness(long latestNs, long nowNs) {
        return latestNs == 0
                ? new Check("freshness", false, "there is no price")
                : new Check("freshness", nowNs - latestNs < STALE_NS, "the newest price is of " + time(latestNs));
    }

    private static Check lag(LiquidationRow newest, long completeNs) {
        boolean isLevel = newest != null && newest.startNs() >= completeNs;
        String features =
                newest == null ? "there are no features" : "the newest features are of " + time(newest.startNs());
        String inputs = completeNs == 0 ? "no hour is complete" : "the newest complete hour is " + time(completeNs);
        return new Check("lag", isLevel, features + ", " + inputs);
    }

    private static Check warm(LiquidationRow newest) {
        boolean isWarm = newest != null && newest.count(LiquidationColumn.IS_WARM) == 1;
        return new Check(
                "warm",
                isWarm,
                isWarm ? "all windows can be judged by" : "signals wait for 1,088 hours and a bin model");
    }

    private static Check model(List<BinModel> models, long nowNs) {
        if (models.isEmpty()) {
            return new Check("bin_model", false, "no bin model was fitted of late");
        }
        BinModel newest = models.get(models.size() - 1);
        return new Check(
                "bin_model",
                nowNs - newest.fitNs() < MODEL_NS,
                "bin model " + newest.id() + " serves since " + time(newest.fitNs()));
    }

    private static Check gap(List<Inputs> inputs, long completeNs, long newestNs) {
        long sinceNs = completeNs == 0 && !inputs.isEmpty() ? inputs.get(0).startNs() : completeNs;
        long hours = sinceNs == 0 ? 0 : Math.max(0, (newestNs - sinceNs) / Hours.HOUR_NS);
        return new Check("gaps", sinceNs != 0 && hours <= LONGEST_GAP, hours + " hours are missing at the end");
    }

    private static boolean isComplete(Inputs input) {
        return !Double.isNaN(input.price()) && !Double.isNaN(input.longs()) && !Double.isNaN(input.shorts());
    }

    private static Instant time(long ns) {
        return Instant.ofEpochSecond(0, ns);
    }
}
