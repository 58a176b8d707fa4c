package org.millrace.journal.questdb;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * How long the store keeps the rows that come by each event: whole days before the newest row; 0: for ever. Candles,
 * indicators and features are kept for 12 months, quality scores for 3; predictions and drift as long as trading.
 */
public record KeepSettings(
        Duration trades,
        Duration quotes,
        Duration bookTops,
        Duration feedStatus,
        Duration trading,
        Duration liquidations) {
    /** All windows of features are full with so many days. */
    private static final Duration LIQUIDATIONS = Duration.ofDays(411);

    /** Drops nothing by its age, as a playback wants it: recordings are old. */
    public static final KeepSettings FOREVER =
            new KeepSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    /** As in the settings file that ships. */
    public static final KeepSettings DEFAULTS = new KeepSettings(
            Duration.ofDays(30),
            Duration.ofDays(7),
            Duration.ofDays(7),
            Duration.ofDays(90),
            Duration.ZERO,
            Duration.ofDays(730));

    public KeepSettings {
        require("trades", trades);
        require("quotes", quotes);
        require("book-tops", bookTops);
        require("feed-status", feedStatus);
        require("trading", trading);
        require("liquidations", liquidations);
        Settings.require(
                liquidations.isZero() || liquidations.compareTo(LIQUIDATIONS) >= 0,
                "questdb.keep.liquidations",
                liquidations,
                "411d or more, so that all windows can be filled again; 0d: for ever");
    }

    private static void require(String table, Duration duration) {
        boolean wholeDays = !duration.isNegative() && duration.equals(Duration.ofDays(duration.toDays()));
        Settings.require(wholeDays, "questdb.keep." + table, duration, "whole days, as 30d; 0: for ever");
    }
}
