package org.millrace.gateway.liquidations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations.Inputs;

/**
 * Whether the hours of a span are all there, once each, and what they must be.
 *
 * @param expectedHours that should be known
 * @param missing       starts of hours without a price
 * @param gaps          between two rows of features that are not an hour apart
 * @param nulls         of the provider's columns, by their names
 * @param statistics    of the preprocessed columns, by their names
 * @param score         1: nothing is missing; down to 0
 */
public record Integrity(
        long fromNs,
        long toNs,
        int expectedHours,
        int priceCount,
        List<Long> missing,
        int inputCount,
        Map<String, Integer> nulls,
        int rowCount,
        int gaps,
        int staleHours,
        int warmHours,
        Map<String, Statistics> statistics,
        double score,
        List<Finding> findings) {
    private static final double TOLERANCE = 1e-9;
    private static final double WITHOUT_PRICE = 0.2;
    private static final double WITHOUT_LIQUIDATIONS = 0.3;
    private static final double INCOMPLETE = 0.3;
    private static final List<LiquidationColumn> PREPROCESSED = List.of(
            LiquidationColumn.PRICE,
            LiquidationColumn.LLD_NORMAL,
            LiquidationColumn.FLL_NORMAL,
            LiquidationColumn.FSL_NORMAL,
            LiquidationColumn.DIFF_LS_NORMAL);

    /** Tells whether nothing was found. */
    public boolean isPassed() {
        return findings.isEmpty();
    }

    /** Returns the share of expected hours that have a price. */
    double completeness() {
        return expectedHours == 0 ? 1 : (double) (expectedHours - missing.size()) / expectedHours;
    }

    /**
     * Checks a span.
     *
     * @param inputs   what the provider said of its hours
     * @param rows     what was made of them
     * @param newestNs start of the newest hour that should be known: none behind it is missed
     */
    public static Integrity of(List<Inputs> inputs, List<LiquidationRow> rows, long fromNs, long toNs, long newestNs) {
        return new Check(inputs, rows, fromNs, toNs, newestNs).check();
    }

    /** One check, as it goes on. */
    private static final class Check {
        private final List<Inputs> inputs;
        private final List<LiquidationRow> rows;
        private final long fromNs;
        private final long toNs;
        private final long endNs;
        private final List<Finding> findings = new ArrayList<>();

        Check(List<Inputs> inputs, List<LiquidationRow> rows, long fromNs, long toNs, long newestNs) {
            this.inputs = inputs;
            this.rows = rows;
            this.fromNs = Hours.ceil(fromNs);
            this.toNs = toNs;
            endNs = Math.min(toNs, newestNs + 1);
        }

        Integrity check() {
            List<Long> missing = missing();
            int expected = (int) Math.max(0, (endNs - fromNs + Hours.HOUR_NS - 1) / Hours.HOUR_NS);
            int prices = count(inputs, input -> !Double.isNaN(input.price()));
            int volumes = count(inputs, input -> !Double.isNaN(input.longs()) || !Double.isNaN(input.shorts()));
            if (!missing.isEmpty()) {
                find(
                        "price.complete",
                        missing.size() + " of " + expected + " hours have no price, first ",
                        missing.get(0));
            }
            if (volumes == 0) {
                findings.add(new Finding("liquidations.rows", "no hour has liquidations"));
            }
            Map<String, Integer> nulls = nulls();
            int gaps = gaps();
            rows();
            return new Integrity(
                    fromNs,
                    toNs,
                    expected,
                    prices,
                    missing,
                    volumes,
                    nulls,
                    rows.size(),
                    gaps,
                    count(rows, row -> row.count(LiquidationColumn.IS_STALE) == 1),
                    count(rows, row -> row.count(LiquidationColumn.IS_WARM) == 1),
                    statistics(),
                    score(prices, volumes, missing.size(), expected),
                    List.copyOf(findings));
        }

        private List<Long> missing() {
            Set<Long> priced = new HashSet<>();
            inputs.stream().filter(input -> !Double.isNaN(input.price())).forEach(input -> priced.add(input.startNs()));
            List<Long> missing = new ArrayList<>();
            for (long hour = fromNs; hour < endNs; hour += Hours.HOUR_NS) {
                if (!priced.contains(hour)) {
                    missing.add(hour);
                }
            }
            return missing;
        }

        private Map<String, Integer> nulls() {
            Map<String, Integer> nulls = new LinkedHashMap<>();
            nulls.put("long_liquidations_dominance", nulls(Inputs::longDominance));
            nulls.put("futures_long_liquidations", nulls(Inputs::longs));
            nulls.put("futures_short_liquidations", nulls(Inputs::shorts));
            nulls.forEach((name, count) -> {
                if (count > 0) {
                    findings.add(new Finding("liquidations.nulls", name + " is missing in " + count + " hours"));
                }
            });
            return nulls;
        }

        private int nulls(ToDoubleFunction<Inputs> value) {
            return count(inputs, input -> Double.isNaN(value.applyAsDouble(input)));
        }

        private int gaps() {
            int gaps = 0;
            for (int i = 1; i < rows.size(); i++) {
                long stepNs = rows.get(i).startNs() - rows.get(i - 1).startNs();
                if (stepNs != Hours.HOUR_NS) {
                    gaps++;
                    if (gaps == 1) {
                        find(
                                "processed.hourly",
                                "rows are not an hour apart, first before ",
                                rows.get(i).startNs());
                    }
                }
            }
            return gaps;
        }

        private void rows() {
            if (rows.isEmpty()) {
                findings.add(new Finding("processed.rows", "no hour has features"));
            } else {
                begin(rows.get(0).startNs());
            }
            for (LiquidationColumn column : PREPROCESSED) {
                each("processed.nulls", column.text() + " is missing", row -> row.isMissing(column));
            }
            each("processed.ranges", "price is not above 0", number(LiquidationColumn.PRICE, price -> price <= 0));
            each(
                    "processed.ranges",
                    "lld_normal is not 0 to 1",
                    number(LiquidationColumn.LLD_NORMAL, Check::isNoShare));
            each("processed.ranges", "fll_normal is below 0", number(LiquidationColumn.FLL_NORMAL, value -> value < 0));
            each("processed.ranges", "fsl_normal is below 0", number(LiquidationColumn.FSL_NORMAL, value -> value < 0));
            each("processed.difference", "diff_ls_normal is not fll_normal - fsl_normal", Check::isOtherDifference);
            each(
                    "rpn.range",
                    "risk_priority_number is not 0 to 1",
                    number(LiquidationColumn.RISK_PRIORITY_NUMBER, Check::isNoShare));
        }

        /** Looks for hours that came when later ones had counted: only a replay makes features of them. */
        private void begin(long firstNs) {
            List<Inputs> before = inputs.stream()
                    .filter(input -> input.startNs() < firstNs && isWhole(input))
                    .toList();
            if (!before.isEmpty()) {
                find(
                        "processed.begin",
                        before.size() + " hours before the first row have no features, which millrace pipeline run"
                                + " --replay makes, first ",
                        before.get(0).startNs());
            }
        }

        private static boolean isWhole(Inputs input) {
            return !Double.isNaN(input.price()) && !Double.isNaN(input.longs()) && !Double.isNaN(input.shorts());
        }

        private void each(String check, String message, Predicate<LiquidationRow> isWrong) {
            List<LiquidationRow> wrong = rows.stream().filter(isWrong).toList();
            if (!wrong.isEmpty()) {
                find(
                        check,
                        message + " in " + wrong.size() + " hours, first ",
                        wrong.get(0).startNs());
            }
        }

        private void find(String check, String message, long timeNs) {
            findings.add(new Finding(check, message + Instant.ofEpochSecond(0, timeNs)));
        }

        private Map<String, Statistics> statistics() {
            Map<String, Statistics> statistics = new LinkedHashMap<>();
            for (LiquidationColumn column : PREPROCESSED) {
                double[] numbers =
                        rows.stream().mapToDouble(row -> row.number(column)).toArray();
                statistics.put(column.text(), Statistics.of(numbers));
            }
            return statistics;
        }

        private static boolean isNoShare(double value) {
            return value < 0 || value > 1;
        }

        private static boolean isOtherDifference(LiquidationRow row) {
            double difference = row.number(LiquidationColumn.FLL_NORMAL) - row.number(LiquidationColumn.FSL_NORMAL);
            return Math.abs(row.number(LiquidationColumn.DIFF_LS_NORMAL) - difference) > TOLERANCE;
        }

        private static Predicate<LiquidationRow> number(LiquidationColumn column, DoublePredicate isWrong) {
            return row -> isWrong.test(row.number(column));
        }

        private static <T> int count(List<T> list, Predicate<T> condition) {
            return (int) list.stream().filter(condition).count();
        }

        private static double score(int prices, int volumes, int missing, int expected) {
            double score = 1;
            score -= prices == 0 ? WITHOUT_PRICE : 0;
            score -= volumes == 0 ? WITHOUT_LIQUIDATIONS : 0;
            score -= expected == 0 ? 0 : INCOMPLETE * missing / expected;
            return Math.max(0, score);
        }
    }
}
