package org.millrace.engine;

import java.nio.file.Path;
import org.millrace.engine.jars.StrategyArchive;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.snapshot.SnapshotFiles;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.journal.JournalSettings;

/** Where things lie in a data directory. */
record DataDirectory(Path root) {
    Path inputs() {
        return root.resolve(JournalSettings.IN);
    }

    Path outputs() {
        return root.resolve(JournalSettings.OUT);
    }

    Path cursors() {
        return root.resolve(JournalSettings.CURSORS);
    }

    /** Returns what can be started: the engine's own strategies, and the jars and models that the journal speaks of. */
    StrategyLibrary strategies(ModelArchive models) {
        return ShippedStrategies.library()
                .with(new StrategyArchive(root.resolve(StrategyArchive.FOLDER)))
                .withModels(models);
    }

    /** Returns the models that the journal speaks of. */
    ModelArchive models() {
        return new ModelArchive(root.resolve(ModelArchive.FOLDER));
    }

    Path snapshots() {
        return root.resolve(SnapshotFiles.FOLDER);
    }
}
