package org.millrace.gateway.liquidations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

/**
 * Hours with a signal, as models are trained with: the first, then each at least six hours behind the one before. A missing
 * number is the last one known; a row that has none before it is left out. Nothing is filled from later rows.
 */
public final class TrainingRows {
    private static final long APART_NS = 6 * Hours.HOUR_NS;
    private static final String NEUTRAL = "Neutral";

    private TrainingRows() {}

    /** What may be asked for together. */
    public enum Group {
        RPN,
        BIN,
        DOMINANCE,
        SIGNALS;

        /** As exported where nothing is said. */
        public static final List<Group> DEFAULTS = List.of(RPN, BIN, DOMINANCE);

        /** Returns the name that users write. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        private List<LiquidationColumn> columns() {
            return switch (this) {
                case RPN ->
                    List.of(
                            LiquidationColumn.RISK_PRIORITY_NUMBER,
                            LiquidationColumn.LLD_CWT_KF,
                            LiquidationColumn.FLL_CWT_KF,
                            LiquidationColumn.FSL_CWT_KF,
                            LiquidationColumn.DIFF_LS_CWT_KF,
                            LiquidationColumn.IS_RPN_EXTREME);
                case BIN ->
                    List.of(
                            LiquidationColumn.BIN_INDEX,
                            LiquidationColumn.BIN_MOMENTUM,
                            LiquidationColumn.BIN_TURN,
                            LiquidationColumn.BIN_MM_DIRECTION);
                case DOMINANCE ->
                    List.of(
                            LiquidationColumn.DOMINANCE,
                            LiquidationColumn.DOMINANCE_DURATION_TOTAL,
                            LiquidationColumn.DOMINANCE_TIME,
                            LiquidationColumn.DOMINANCE_CLASS);
                case SIGNALS -> List.of(LiquidationColumn.HIT_CEILING_BOTTOM, LiquidationColumn.REVERSE_CEILING_BOTTOM);
            };
        }
    }

    /** Returns the columns of groups, each once, and the class behind them. */
    public static List<LiquidationColumn> columns(List<Group> groups) {
        List<LiquidationColumn> columns = new ArrayList<>();
        groups.stream().distinct().forEach(group -> columns.addAll(group.columns()));
        columns.add(LiquidationColumn.SIGNAL_CLASS);
        return columns;
    }

    /**
     * Picks the rows.
     *
     * @param rows     hours, oldest first
     * @param columns  that must be known
     * @param balanced takes of each class the newest, as many as the rarest has
     */
    public static List<LiquidationRow> of(
            List<LiquidationRow> rows, List<LiquidationColumn> columns, boolean balanced) {
        List<LiquidationRow> picked = new ArrayList<>();
        Map<LiquidationColumn, Double> known = new EnumMap<>(LiquidationColumn.class);
        long lastNs = Long.MIN_VALUE;
        for (LiquidationRow row : rows) {
            LiquidationRow filled = filled(row, columns, known);
            String signalClass = row.text(LiquidationColumn.SIGNAL_CLASS);
            boolean isSignal = !signalClass.isEmpty() && !signalClass.equals(NEUTRAL);
            boolean isApart = lastNs == Long.MIN_VALUE || row.startNs() - lastNs >= APART_NS;
            if (isSignal && isApart && columns.stream().noneMatch(filled::isMissing)) {
                picked.add(filled);
                lastNs = row.startNs();
            }
        }
        return balanced ? balanced(picked) : picked;
    }

    /** Returns a row whose missing numbers are those known last, which it notes for the next. */
    private static LiquidationRow filled(
            LiquidationRow row, List<LiquidationColumn> columns, Map<LiquidationColumn, Double> known) {
        LiquidationRow filled = new LiquidationRow(row.startNs());
        for (LiquidationColumn column : columns) {
            if (column.kind() == LiquidationColumn.Kind.TEXT) {
                filled.set(column, row.isMissing(column) ? null : row.text(column));
            } else {
                double value = row.isMissing(column) ? known.getOrDefault(column, Double.NaN) : row.number(column);
                known.put(column, value);
                filled.set(column, value);
            }
        }
        return filled;
    }

    private static List<LiquidationRow> balanced(List<LiquidationRow> rows) {
        Map<String, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row.text(LiquidationColumn.SIGNAL_CLASS), 1, Integer::sum));
        int fewest = counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        Map<String, Integer> taken = new HashMap<>();
        List<LiquidationRow> picked = new ArrayList<>();
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (taken.merge(rows.get(i).text(LiquidationColumn.SIGNAL_CLASS), 1, Integer::sum) <= fewest) {
                picked.add(rows.get(i));
            }
        }
        Collections.reverse(picked);
        return picked;
    }
}
