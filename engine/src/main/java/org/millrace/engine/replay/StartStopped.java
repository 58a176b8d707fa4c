package org.millrace.engine.replay;

/** Says that a start was given up because it was asked to: nothing is wrong, and the next one begins where it began. */
public final class StartStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartStopped() {
        super("stopped before the line was live");
    }
}
