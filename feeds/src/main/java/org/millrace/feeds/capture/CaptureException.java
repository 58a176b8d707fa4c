package org.millrace.feeds.capture;

import java.nio.file.Path;

/** A capture cannot be read on: says the file, the line and why. */
public final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaptureException(Path file, long line, String reason) {
        super(file + ":" + line + ": " + reason);
    }

    CaptureException(Path file, String reason, Throwable cause) {
        super(file + ": " + reason, cause);
    }
}
