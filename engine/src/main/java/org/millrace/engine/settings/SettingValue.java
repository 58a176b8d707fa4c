package org.millrace.engine.settings;

import java.math.BigDecimal;
import java.time.Duration;
import org.millrace.codecs.sbe.Setting;

/**
 * One value that a stage reads.
 *
 * @param setting    which
 * @param instrument for which instrument, as {@code binance:BTC-USDT}; empty: for all
 * @param value      counts as they are, durations in nanoseconds, 1 and 0 for yes and no
 */
public record SettingValue(Setting setting, String instrument, BigDecimal value) {
    static SettingValue of(Setting setting, BigDecimal value) {
        return new SettingValue(setting, "", value);
    }

    static SettingValue of(Setting setting, long value) {
        return of(setting, BigDecimal.valueOf(value));
    }

    static SettingValue of(Setting setting, Duration value) {
        return of(setting, value.toNanos());
    }
}
