package org.millrace.engine.training;

/** A model cannot be trained, for a reason that one line can say. */
public final class TrainingFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingFailed(String message) {
        super(message);
    }

    public TrainingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
