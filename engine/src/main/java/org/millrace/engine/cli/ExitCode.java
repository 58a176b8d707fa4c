package org.millrace.engine.cli;

/** Exit codes of the program. A supervisor does not restart after {@link #STAGE_FAULT} and {@link #UNUSABLE}. */
final class ExitCode {
    /** Done, or stopped by a signal after draining. */
    static final int DONE = 0;
    /** The operation failed. */
    static final int FAILED = 1;
    /** The command line makes no sense. */
    static final int USAGE = 2;
    /** A stage failed on an event: the same would happen again. */
    static final int STAGE_FAULT = 70;
    /** Settings, journal, or an unsafe bind: nothing was started. */
    static final int UNUSABLE = 78;

    private ExitCode() {}
}
