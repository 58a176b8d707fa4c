package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.program.OperationFailed;
import org.millrace.engine.training.JournalScan;
import org.millrace.journal.questdb.StoredFeatures.StoredSet;

/** Feature sets that a command may take: of a settings file, of the journal or the store, or else of the demo's settings. */
final class FeatureSets {
    private static final Path DEMO = Path.of("config", "millrace.yaml");

    private FeatureSets() {}

    /**
     * Returns a set; of several versions the newest, unless one is named.
     *
     * @param wanted name, and version behind a colon where it matters
     * @param config settings file; null: none
     * @throws OperationFailed if there is no such set
     */
    static FeatureSetSettings find(String wanted, Path config, JournalScan journal) {
        if (config != null) {
            return find(wanted, declared(config), config.toString());
        }
        List<FeatureSetSettings> journaled = new ArrayList<>(journal.sets());
        Path demo = Path.of(System.getProperty("millrace.home", ".")).resolve(DEMO);
        boolean isJournaled = journaled.stream().anyMatch(set -> isNamed(set, wanted));
        if (!isJournaled && Files.isReadable(demo)) {
            return find(wanted, declared(demo), demo + (journaled.isEmpty() ? "" : " and the journal"));
        }
        return find(wanted, journaled, "the journal");
    }

    /**
     * Returns a set of a store; of several versions the newest, unless one is named.
     *
     * @param wanted name, and version behind a colon where it matters
     * @param config settings file that declares it; null: none
     * @param stored what the store has
     * @throws OperationFailed if the store has no such set, or another one of this name and version
     */
    static WantedFeatures find(String wanted, Path config, List<StoredSet> stored) {
        if (stored.isEmpty()) {
            throw new OperationFailed(
                    "--set " + wanted + ": the store has no feature sets; run and import --store fill it,"
                            + " under settings that declare some");
        }
        List<FeatureSetSettings> sets = config == null ? List.of() : declared(config);
        FeatureSetSettings declared = sets.isEmpty() ? null : find(wanted, sets, config.toString());
        String name = declared == null ? wanted : declared.name() + ":" + declared.version();
        StoredSet found = newest(name, stored, "the store", StoredSet::name, StoredSet::version);
        int id = declared == null ? found.id() : declared.id();
        if (id == 0) {
            throw new OperationFailed("--set " + wanted + ": the store does not know its number: it was filled by an"
                    + " earlier version; --config FILE names settings that declare it");
        }
        if (declared != null && !declared.features().equals(found.features())) {
            throw new OperationFailed("--set " + wanted + ": the store's version " + found.version()
                    + " has other features than that of " + config + ": " + String.join(", ", found.features()));
        }
        return new WantedFeatures(id, found.name(), found.version(), found.features());
    }

    private static FeatureSetSettings find(String wanted, List<FeatureSetSettings> sets, String where) {
        return newest(wanted, sets, where, FeatureSetSettings::name, FeatureSetSettings::version);
    }

    /** Returns the newest version of those that are called so. */
    private static <T> T newest(
            String wanted, List<T> sets, String where, Function<T, String> name, ToIntFunction<T> version) {
        Function<T, String> text = set -> name.apply(set) + ":" + version.applyAsInt(set);
        return sets.stream()
                .filter(set -> wanted.equals(name.apply(set)) || wanted.equals(text.apply(set)))
                .max(Comparator.comparingInt(version))
                .orElseThrow(() -> new OperationFailed("--set " + wanted + ": " + where
                        + (sets.isEmpty()
                                ? " declares no features; --config FILE names settings that do"
                                : " has only "
                                        + String.join(
                                                ", ", sets.stream().map(text).toList()))));
    }

    private static boolean isNamed(FeatureSetSettings set, String wanted) {
        return wanted.equals(set.name()) || wanted.equals(set.name() + ":" + set.version());
    }

    /** Returns all sets that a settings file declares. */
    static List<FeatureSetSettings> declared(Path file) {
        return SettingsFile.read(file, MillraceSettings.class).features().sets();
    }
}
