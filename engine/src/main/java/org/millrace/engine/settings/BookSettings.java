package org.millrace.engine.settings;

import java.util.List;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.settings.Settings;

/**
 * What is computed from books.
 *
 * @param levels levels a side that the depth imbalance looks at
 */
public record BookSettings(int levels) {
    public static final BookSettings DEFAULTS = new BookSettings(5);

    public BookSettings {
        Settings.require(levels >= 1 && levels <= 100, "book.levels", levels, "1 to 100");
    }

    List<SettingValue> values() {
        return List.of(SettingValue.of(Setting.BOOK_LEVELS, levels));
    }
}
