package org.millrace.engine.cli;

import java.io.PrintStream;

/**
 * A progress bar on a terminal; nothing where the output is not one. The launcher sets {@code jdk.console=java.base}:
 * without it JDK 22 and newer would call a file a terminal.
 */
@SuppressWarnings("SystemConsoleNull")
final class Progress {
    private static final int WIDTH = 40;
    private static final long INTERVAL_NS = 100_000_000;

    private final PrintStream out;
    private final boolean isTerminal = System.console() != null;
    private long shownNs = System.nanoTime();
    private boolean shown;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Shows how far it is, ten times a second at most. */
    void show(double share, long frames) {
        if (isTerminal && (System.nanoTime() - shownNs >= INTERVAL_NS)) {
            shownNs = System.nanoTime();
            shown = true;
            int full = (int) (share * WIDTH);
            out.printf(
                    "\r[%s%s] %3.0f %%  %,d frames", "#".repeat(full), ".".repeat(WIDTH - full), share * 100, frames);
            out.flush();
        }
    }

    /** Leaves the bar's line. */
    void end() {
        if (shown) {
            out.println();
        }
    }
}
