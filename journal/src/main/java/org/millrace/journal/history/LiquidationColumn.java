package org.millrace.journal.history;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is known of an hour of an asset's liquidations, in the order in which it is answered, and the table that holds it. */
public enum LiquidationColumn {
    PRICE(Group.PROCESSED, Kind.NUMBER),
    LLD_NORMAL(Group.PROCESSED, Kind.NUMBER),
    FLL_NORMAL(Group.PROCESSED, Kind.NUMBER),
    FSL_NORMAL(Group.PROCESSED, Kind.NUMBER),
    DIFF_LS_NORMAL(Group.PROCESSED, Kind.NUMBER),
    RISK_PRIORITY_NUMBER(Group.RPN, Kind.NUMBER),
    LLD_CWT_KF(Group.RPN, Kind.NUMBER),
    FLL_CWT_KF(Group.RPN, Kind.NUMBER),
    FSL_CWT_KF(Group.RPN, Kind.NUMBER),
    DIFF_LS_CWT_KF(Group.RPN, Kind.NUMBER),
    LLD_CWT_KF_SMOOTH(Group.RPN, Kind.NUMBER),
    DIFF_LS_SMOOTH(Group.RPN, Kind.NUMBER),
    CORR_CASE(Group.RPN, Kind.TEXT),
    DELTA_FLL(Group.RPN, Kind.NUMBER),
    DELTA_FSL(Group.RPN, Kind.NUMBER),
    IS_RPN_EXTREME(Group.RPN, Kind.COUNT),
    BIN_INDEX(Group.BIN, Kind.COUNT),
    BIN_MOMENTUM(Group.BIN, Kind.COUNT),
    BIN_TURN(Group.BIN, Kind.COUNT),
    BIN_MM_DIRECTION(Group.BIN, Kind.COUNT),
    DOMINANCE(Group.DOMINANCE, Kind.COUNT),
    DOMINANCE_LAST(Group.DOMINANCE, Kind.COUNT),
    DOMINANCE_DURATION(Group.DOMINANCE, Kind.COUNT),
    DOMINANCE_DURATION_TOTAL(Group.DOMINANCE, Kind.COUNT),
    DOMINANCE_TIME(Group.DOMINANCE, Kind.COUNT),
    DOMINANCE_CLASS(Group.DOMINANCE, Kind.TEXT),
    IS_KEEP(Group.DOMINANCE, Kind.COUNT),
    IS_STRENGTHEN(Group.DOMINANCE, Kind.COUNT),
    HIT_CEILING_BOTTOM(Group.SIGNALS, Kind.COUNT),
    REVERSE_CEILING_BOTTOM(Group.SIGNALS, Kind.COUNT),
    SIGNAL_L1(Group.SIGNALS, Kind.COUNT),
    SIGNAL_L2(Group.SIGNALS, Kind.COUNT),
    SIGNAL_L3(Group.SIGNALS, Kind.COUNT),
    SIGNAL_CLASS(Group.SIGNALS, Kind.TEXT),
    AVAILABLE_AT(Group.PROCESSED, Kind.TIME),
    RUN_ID(Group.PROCESSED, Kind.TIME),
    BIN_MODEL_ID(Group.BIN, Kind.COUNT),
    IS_STALE(Group.SIGNALS, Kind.COUNT),
    IS_WARM(Group.SIGNALS, Kind.COUNT);

    private static final List<LiquidationColumn> ALL = List.of(values());

    private final Group group;
    private final Kind kind;
    private final String text;
    private final int place;

    LiquidationColumn(Group group, Kind kind) {
        this.group = group;
        this.kind = kind;
        text = name().toLowerCase(Locale.ROOT);
        place = kind == Kind.TEXT ? Counted.texts++ : Counted.numbers++;
    }

    /** Returns all, in order. */
    public static List<LiquidationColumn> all() {
        return ALL;
    }

    /** Returns those of a group, in order. */
    public static List<LiquidationColumn> of(Group group) {
        return Arrays.stream(values()).filter(column -> column.group == group).toList();
    }

    public Group group() {
        return group;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the name in tables and answers. */
    public String text() {
        return text;
    }

    /** Returns which one it is among those of texts, or among the others, from 0. */
    int place() {
        return place;
    }

    /** Returns how many there are of texts. */
    static int textCount() {
        return Counted.texts;
    }

    /** Returns how many there are of others: numbers, counts, times. */
    static int numberCount() {
        return Counted.numbers;
    }

    /** How many there are of each sort: a constructor may not touch its own enum's statics. */
    private static final class Counted {
        private static int texts;
        private static int numbers;

        private Counted() {}
    }

    /** What a value is. */
    public enum Kind {
        NUMBER,
        /** A whole number; flags are 0 or 1. */
        COUNT,
        TEXT,
        /** In rows: microseconds since the epoch. */
        TIME
    }

    /** What belongs together, and the store's table of it. */
    public enum Group {
        PROCESSED("btc_processed_data"),
        RPN("btc_features_rpn"),
        BIN("btc_features_bin"),
        DOMINANCE("btc_features_dominance"),
        SIGNALS("btc_features_signals");

        private final String table;

        Group(String table) {
            this.table = table;
        }

        public String table() {
            return table;
        }
    }
}
