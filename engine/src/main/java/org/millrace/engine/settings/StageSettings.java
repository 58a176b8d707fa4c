package org.millrace.engine.settings;

import java.util.ArrayList;
import java.util.List;

/** All that stages read. */
public record StageSettings(
        QualitySettings quality,
        BookSettings book,
        BarsSettings bars,
        LiquidationsSettings liquidations,
        ModelsSettings models,
        TradingSettings trading,
        RiskSettings risk,
        List<OverrideSettings> overrides) {
    /** Returns every value, those for all instruments first. */
    public List<SettingValue> values() {
        List<SettingValue> values = new ArrayList<>(quality.values());
        values.addAll(book.values());
        values.addAll(bars.values());
        values.addAll(liquidations.values());
        values.addAll(models.values());
        values.addAll(ofDesk(trading, risk));
        overrides.forEach(override -> values.add(override.toValue()));
        return values;
    }

    /** Returns the values that may change while the engine runs. */
    public static List<SettingValue> ofDesk(TradingSettings trading, RiskSettings risk) {
        List<SettingValue> values = new ArrayList<>(trading.values());
        values.addAll(risk.values());
        return values;
    }
}
