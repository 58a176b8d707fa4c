package org.millrace.engine;

import java.nio.file.Path;
import org.millrace.engine.snapshot.SnapshotFiles;
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

    Path snapshots() {
        return root.resolve(SnapshotFiles.FOLDER);
    }
}
