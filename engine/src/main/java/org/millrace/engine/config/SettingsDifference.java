package org.millrace.engine.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/** Finds which settings differ, down to the key that a file has for each. */
final class SettingsDifference {
    private SettingsDifference() {}

    /** Adds the keys of what differs between two records of one type; {@code key} is their own. */
    static void keys(String key, Record one, Record other, List<String> keys) {
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            Object before = value(component, one);
            Object after = value(component, other);
            String name = SettingsFile.join(key, SettingsFile.kebab(component.getName()));
            if (before instanceof Record record && after != null) {
                keys(name, record, (Record) after, keys);
            } else if (!Objects.equals(before, after)) {
                keys.add(name);
            }
        }
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
