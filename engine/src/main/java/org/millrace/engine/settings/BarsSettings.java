package org.millrace.engine.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.settings.Settings;

/**
 * How bars close.
 *
 * @param grace            time that a time bar stays open for stragglers
 * @param lateWindow       time after a bar's end within which a late trade corrects it
 * @param carryForward     whether intervals without trades give a bar with the last close
 * @param progressInterval time between two publications of a bar in progress; 0: never
 * @param ticks            trades of a tick bar; 0: none
 * @param volume           quantity of a volume bar; 0: none
 * @param notional         notional of a notional bar; 0: none
 */
public record BarsSettings(
        Duration grace,
        Duration lateWindow,
        boolean carryForward,
        Duration progressInterval,
        int ticks,
        BigDecimal volume,
        BigDecimal notional) {
    public static final BarsSettings DEFAULTS = new BarsSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            false,
            Duration.ofMillis(500),
            0,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    public BarsSettings {
        Settings.require(!grace.isNegative(), "bars.grace", grace, "0 or more");
        Settings.require(!lateWindow.isNegative(), "bars.late-window", lateWindow, "0 or more");
        Settings.require(!progressInterval.isNegative(), "bars.progress-interval", progressInterval, "0 or more");
        Settings.require(ticks >= 0, "bars.ticks", ticks, "0 or more");
        Settings.require(volume.signum() >= 0, "bars.volume", volume, "0 or more");
        Settings.require(notional.signum() >= 0, "bars.notional", notional, "0 or more");
    }

    List<SettingValue> values() {
        return List.of(
                SettingValue.of(Setting.BARS_GRACE, grace),
                SettingValue.of(Setting.BARS_LATE_WINDOW, lateWindow),
                SettingValue.of(Setting.BARS_CARRY_FORWARD, carryForward ? 1 : 0),
                SettingValue.of(Setting.BARS_PROGRESS_INTERVAL, progressInterval),
                SettingValue.of(Setting.BARS_TICKS, ticks),
                SettingValue.of(Setting.BARS_VOLUME, volume),
                SettingValue.of(Setting.BARS_NOTIONAL, notional));
    }
}
