package org.millrace.engine.settings;

import java.util.ArrayList;
import java.util.List;

/** All that stages read. */
public record StageSettings(
        QualitySettings quality, BookSettings book, BarsSettings bars, List<OverrideSettings> overrides) {
    /** Returns every value, those for all instruments first. */
    public List<SettingValue> values() {
        List<SettingValue> values = new ArrayList<>(quality.values());
        values.addAll(book.values());
        values.addAll(bars.values());
        overrides.forEach(override -> values.add(override.toValue()));
        return values;
    }
}
