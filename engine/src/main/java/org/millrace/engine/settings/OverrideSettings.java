package org.millrace.engine.settings;

import java.math.BigDecimal;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.settings.Settings;

/**
 * Another value of one setting for one instrument.
 *
 * @param instrument venue and normalised name, as {@code binance:BTC-USDT}
 * @param setting    as {@code quality-move}
 * @param value      counts as they are, durations in nanoseconds, 1 and 0 for yes and no
 */
public record OverrideSettings(String instrument, Setting setting, BigDecimal value) {
    public OverrideSettings {
        Settings.require(instrument.contains(":"), "overrides.instrument", instrument, "venue:NAME");
        boolean isOfAll = setting.name().startsWith("LIQUIDATIONS_");
        Settings.require(!isOfAll, "overrides.setting", setting, "one that instruments may differ in");
    }

    SettingValue toValue() {
        return SettingValue.of(setting, value).forInstrument(instrument);
    }
}
