package org.millrace.engine.features;

import java.util.List;
import org.millrace.codecs.settings.Settings;

/** The sets that the line has from before a start. */
public final class KnownSets {
    private final List<FeatureSetDefinition> sets;

    KnownSets(List<FeatureSetDefinition> sets) {
        this.sets = List.copyOf(sets);
    }

    /** Returns their numbers. */
    public List<Integer> ids() {
        return sets.stream().map(FeatureSetDefinition::id).toList();
    }

    /**
     * Refuses a set whose features or benchmark are others than before under the same version: models and the store know values by
     * that.
     *
     * @param benchmarkId instrument that correlations are with; 0: none
     * @throws IllegalArgumentException if it is such a set; the message says what to do
     */
    public void requireNewVersion(FeatureSetSettings set, int benchmarkId) {
        FeatureSetDefinition wanted = set.definition(benchmarkId);
        for (FeatureSetDefinition known : sets) {
            boolean isAsBefore = known.features().equals(wanted.features()) && known.benchmarkId() == benchmarkId;
            Settings.require(
                    isAsBefore || known.id() != wanted.id() || known.version() != wanted.version(),
                    "features.sets.version",
                    wanted.version() + " of " + wanted.name() + ", whose features or benchmark have changed",
                    "version " + (known.version() + 1));
        }
    }
}
