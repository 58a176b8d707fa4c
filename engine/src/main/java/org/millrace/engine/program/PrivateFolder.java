package org.millrace.engine.program;

import java.io.IOException;
import java.nio.file.Path;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.journal.JournalException;

/** Folders that nobody else may look into. */
final class PrivateFolder {
    private PrivateFolder() {}

    /**
     * Makes one where there is none.
     *
     * @throws JournalException if it cannot be made
     */
    static Path create(Path folder) {
        try {
            SecretFile.createFolder(folder);
            return folder;
        } catch (IOException e) {
            String kind = e.getClass().getSimpleName(); // the message alone may be no more than the path
            throw new JournalException(folder, "cannot be created: " + e.getMessage() + " (" + kind + ")", e);
        }
    }
}
