package org.millrace.engine.features;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.settings.Settings;

/** The sets that the line has from before a start, and those that it has had. */
public final class KnownSets {
    private final List<FeatureSetDefinition> sets;
    private final List<FeatureSetDefinition> all;

    KnownSets(List<FeatureSetDefinition> sets, List<FeatureSetDefinition> past) {
        this.sets = List.copyOf(sets);
        all = new ArrayList<>(past);
        all.addAll(sets);
    }

    /** Returns the numbers of those that it has. */
    public List<Integer> ids() {
        return sets.stream().map(FeatureSetDefinition::id).toList();
    }

    /**
     * Refuses a set whose features or benchmark are others than ever before under the same version: models and the store know
     * values by that.
     *
     * @param benchmarkId instrument that correlations are with; 0: none
     * @throws IllegalArgumentException if it is such a set; the message says what to do
     */
    public void requireNewVersion(FeatureSetSettings set, int benchmarkId) {
        FeatureSetDefinition wanted = set.definition(benchmarkId);
        for (FeatureSetDefinition known : all) {
            boolean isAsBefore = known.features().equals(wanted.features()) && known.benchmarkId() == benchmarkId;
            Settings.require(
                    isAsBefore || !isOfOne(known, wanted) || known.version() != wanted.version(),
                    "features.sets.version",
                    wanted.version() + " of " + wanted.name() + ", whose features or benchmark have changed",
                    "version " + (newest(wanted) + 1));
        }
    }

    /** Models know a set by its number, the store by its name. */
    private static boolean isOfOne(FeatureSetDefinition known, FeatureSetDefinition wanted) {
        return known.id() == wanted.id() || known.name().equals(wanted.name());
    }

    private int newest(FeatureSetDefinition wanted) {
        return all.stream()
                .filter(known -> isOfOne(known, wanted))
                .mapToInt(FeatureSetDefinition::version)
                .max()
                .orElse(0);
    }
}
