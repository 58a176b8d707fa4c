package org.millrace.engine.program;

import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.journal.questdb.KeepSettings;
import org.millrace.journal.questdb.QuestDbSettings;
import org.millrace.journal.questdb.QuestDbSettings.Mode;
import org.millrace.journal.questdb.Store;
import org.millrace.journal.questdb.StoreException;

/** Opens the store of a data directory that no engine runs on; an external one may have any number of readers. */
public final class OfflineStore {
    private OfflineStore() {}

    /**
     * Opens it. Its tables stay as they are.
     *
     * @param data    the data directory, in which an embedded store is
     * @param instead what to do where an engine runs there, for errors
     * @throws OperationFailed if there is none, or it is in use
     */
    public static Store open(QuestDbSettings settings, Path data, String instead) {
        Path folder = data.resolve("questdb");
        boolean isThere = settings.mode() == Mode.EXTERNAL || Files.isDirectory(folder);
        if (settings.mode() == Mode.NONE || !isThere) {
            throw new OperationFailed(data + ": there is no store yet; run, import --store and pipeline run fill one");
        }
        try {
            return Store.open(folder, settings.keeping(KeepSettings.FOREVER));
        } catch (StoreException e) {
            throw new OperationFailed(e.getMessage() + "; where an engine runs on " + data + ": " + instead);
        }
    }
}
