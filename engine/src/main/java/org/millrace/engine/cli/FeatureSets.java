package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.program.OperationFailed;
import org.millrace.engine.training.JournalScan;

/** Feature sets that a command may take: of a settings file, of the journal, or else of the demo's settings. */
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

    private static FeatureSetSettings find(String wanted, List<FeatureSetSettings> sets, String where) {
        FeatureSetSettings found = null;
        for (FeatureSetSettings set : sets) {
            if (isNamed(set, wanted) && (found == null || set.version() > found.version())) {
                found = set;
            }
        }
        if (found == null) {
            String known = sets.isEmpty()
                    ? " declares no features; --config FILE names settings that do"
                    : " has only "
                            + String.join(
                                    ", ",
                                    sets.stream()
                                            .map(set -> set.name() + ":" + set.version())
                                            .toList());
            throw new OperationFailed("--set " + wanted + ": " + where + known);
        }
        return found;
    }

    private static boolean isNamed(FeatureSetSettings set, String wanted) {
        return wanted.equals(set.name()) || wanted.equals(set.name() + ":" + set.version());
    }

    private static List<FeatureSetSettings> declared(Path file) {
        return SettingsFile.read(file, MillraceSettings.class).features().sets();
    }
}
