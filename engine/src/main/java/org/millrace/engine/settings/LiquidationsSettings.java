package org.millrace.engine.settings;

import java.time.Duration;
import java.util.List;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.settings.Settings;

/**
 * When an hour of liquidations counts, and what is made of it.
 *
 * @param publishDelay from an hour's end until its metrics are out
 * @param patience     without news, after which an hour goes on without what is missing
 * @param statistic    of liquidated volumes; the feed has to ask for the same
 * @param source       of the risk priority number
 * @param entryLag     behind a signal at which its return begins, whole hours
 */
public record LiquidationsSettings(
        Duration publishDelay, Duration patience, Statistic statistic, Source source, Duration entryLag) {
    private static final Duration LONGEST_DELAY = Duration.ofDays(1); // above the defaults, which are held against it
    private static final int MOST_LAG = 168;

    public static final LiquidationsSettings DEFAULTS = new LiquidationsSettings(
            Duration.ofMinutes(10), Duration.ofMinutes(12), Statistic.SUM, Source.LLD, Duration.ZERO);

    public LiquidationsSettings {
        require(publishDelay, "liquidations.publish-delay");
        require(patience, "liquidations.patience");
        boolean isWhole = Duration.ofHours(entryLag.toHours()).equals(entryLag);
        Settings.require(
                isWhole && !entryLag.isNegative() && entryLag.toHours() <= MOST_LAG,
                "liquidations.entry-lag",
                entryLag,
                "whole hours, 0h to 168h");
    }

    /** What is told of liquidated volumes. */
    public enum Statistic {
        SUM,
        MEAN
    }

    /** What the risk priority number is. */
    public enum Source {
        /** The smoothed share of longs. */
        LLD,
        /** The ratio of both sides, each smoothed. */
        RATIO
    }

    List<SettingValue> values() {
        return List.of(
                SettingValue.of(Setting.LIQUIDATIONS_PUBLISH_DELAY, publishDelay),
                SettingValue.of(Setting.LIQUIDATIONS_PATIENCE, patience),
                SettingValue.of(Setting.LIQUIDATIONS_STATISTIC, statistic == Statistic.MEAN ? 1 : 0),
                SettingValue.of(Setting.LIQUIDATIONS_SOURCE, source == Source.RATIO ? 1 : 0),
                SettingValue.of(Setting.LIQUIDATIONS_ENTRY_LAG, entryLag.toHours()));
    }

    private static void require(Duration delay, String key) {
        boolean fits = !delay.isNegative() && delay.compareTo(LONGEST_DELAY) <= 0;
        Settings.require(fits, key, delay, "0s to 1d");
    }
}
