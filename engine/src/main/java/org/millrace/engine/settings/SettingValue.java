package org.millrace.engine.settings;

import java.math.BigDecimal;
import java.time.Duration;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Venue;

/**
 * One value that a stage reads.
 *
 * @param setting    which
 * @param instrument for which instrument, as {@code binance:BTC-USDT}; empty: for all
 * @param venue      for which venue; NONE: for all
 * @param accountId  for which account; 0: for all
 * @param value      counts as they are, durations in nanoseconds, 1 and 0 for yes and no
 * @param text       of settings that are words
 */
public record SettingValue(
        Setting setting, String instrument, Venue venue, int accountId, BigDecimal value, String text) {
    static SettingValue of(Setting setting, BigDecimal value) {
        return new SettingValue(setting, "", Venue.NONE, 0, value, "");
    }

    /** Returns a whole value for all instruments. */
    public static SettingValue of(Setting setting, long value) {
        return of(setting, BigDecimal.valueOf(value));
    }

    static SettingValue of(Setting setting, Duration value) {
        return of(setting, value.toNanos());
    }

    static SettingValue ofText(Setting setting, String text) {
        return new SettingValue(setting, "", Venue.NONE, 0, BigDecimal.ZERO, text);
    }

    SettingValue forInstrument(String name) {
        return new SettingValue(setting, name, venue, accountId, value, text);
    }

    SettingValue forVenue(Venue of) {
        return new SettingValue(setting, instrument, of, accountId, value, text);
    }

    SettingValue forAccount(int id) {
        return new SettingValue(setting, instrument, venue, id, value, text);
    }
}
