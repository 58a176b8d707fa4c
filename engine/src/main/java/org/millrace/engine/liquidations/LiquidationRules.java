package org.millrace.engine.liquidations;

import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.engine.liquidations.features.HourFeatures.Source;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The settings by which hours count, of all assets alike. */
final class LiquidationRules {
    private long publishDelayNs = 600_000_000_000L;
    private long patienceNs = 720_000_000_000L;
    private Source source = Source.LLD;
    private boolean isMean;
    private int entryLagHours;
    private long replayNs;

    /** Takes a setting, unless it cannot be; returns whether all hours must be looked at anew under it. */
    boolean set(SettingCommandDecoder command) {
        long value = whole(command.value(), command.valueExponent());
        if (value < 0) {
            return false;
        }
        switch (command.setting()) {
            case LIQUIDATIONS_PUBLISH_DELAY -> publishDelayNs = value;
            case LIQUIDATIONS_PATIENCE -> patienceNs = value;
            case LIQUIDATIONS_ENTRY_LAG -> entryLagHours = (int) Math.min(value, Outcomes.MOST_LAG);
            case LIQUIDATIONS_SOURCE -> {
                Source before = source;
                source = value == 0 ? Source.LLD : Source.RATIO;
                return source != before;
            }
            case LIQUIDATIONS_STATISTIC -> {
                boolean before = isMean;
                isMean = value != 0;
                return isMean != before;
            }
            case LIQUIDATIONS_REPLAY -> {
                long before = replayNs;
                replayNs = Math.max(before, value);
                return value > before;
            }
            default -> {}
        }
        return false;
    }

    /** Returns whether a setting says which series are taken. */
    static boolean choosesSeries(Setting setting) {
        return setting == Setting.LIQUIDATIONS_STATISTIC;
    }

    long publishDelayNs() {
        return publishDelayNs;
    }

    long patienceNs() {
        return patienceNs;
    }

    Source source() {
        return source;
    }

    /** Returns whether liquidated volumes are means, not sums. */
    boolean isMean() {
        return isMean;
    }

    int entryLagHours() {
        return entryLagHours;
    }

    /** Returns when it was last asked that all hours count anew; 0: never. */
    long replayNs() {
        return replayNs;
    }

    void save(SnapshotWriter out) {
        out.putLong(publishDelayNs).putLong(patienceNs).putBoolean(source == Source.RATIO);
        out.putBoolean(isMean).putInt(entryLagHours).putLong(replayNs);
    }

    void load(SnapshotReader in) {
        publishDelayNs = in.getLong();
        patienceNs = in.getLong();
        source = in.getBoolean() ? Source.RATIO : Source.LLD;
        isMean = in.getBoolean();
        entryLagHours = in.getInt();
        replayNs = in.getLong();
    }

    private static long whole(long mantissa, int exponent) {
        long value = mantissa;
        for (int i = exponent; i < 0; i++) {
            value /= 10;
        }
        return value;
    }
}
