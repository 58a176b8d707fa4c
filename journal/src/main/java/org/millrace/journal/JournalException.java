package org.millrace.journal;

import java.nio.file.Path;

/** Tells in one line, with path and reason, that a journal cannot be opened, appended to or read. */
public class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Names the path first, then why it cannot be used. */
    public JournalException(Path path, String reason) {
        super(path + ": " + reason);
    }

    public JournalException(Path path, String reason, Throwable cause) {
        super(path + ": " + reason, cause);
    }
}
