package org.millrace.engine.features;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millrace.codecs.settings.Settings;

/**
 * Feature sets that are computed.
 *
 * @param sets each under a number and a name of its own
 */
public record FeaturesSettings(List<FeatureSetSettings> sets) {
    public static final FeaturesSettings DEFAULTS = new FeaturesSettings(List.of());

    /** Most sets. */
    private static final int MAX_SETS = 16;

    public FeaturesSettings {
        sets = List.copyOf(sets);
        Settings.require(sets.size() <= MAX_SETS, "features.sets", sets.size() + " sets", MAX_SETS + " or fewer");
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (FeatureSetSettings set : sets) {
            Settings.require(ids.add(set.id()), "features.sets.id", set.id(), "a number that no other set has");
            Settings.require(names.add(set.name()), "features.sets.name", set.name(), "a name that no other set has");
        }
    }

    /** Returns the bytes of the heap that the stage takes when so many instruments are defined. */
    public long bytes(int instruments) {
        long tops = (long) instruments * BookTops.BYTES;
        return tops
                + sets.stream()
                        .mapToLong(set -> FeatureSet.bytes(set.definition(0), instruments))
                        .sum();
    }
}
