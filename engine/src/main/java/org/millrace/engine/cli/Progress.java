package org.millrace.engine.cli;

import java.io.PrintStream;

/**
 * A progress bar on the terminal; nothing where the output is not one. The launcher sets {@code jdk.console=java.base}:
 * without it JDK 22 and newer would call a file a terminal.
 */
@SuppressWarnings("SystemConsoleNull")
final class Progress implements AutoCloseable {
    private static final int WIDTH = 40;
    private static final long INTERVAL_NS = 100_000_000;

    private static final double NS_PER_SECOND = 1e9;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final double LEAST_SHARE = 0.001; // of which an end can be foretold

    private final PrintStream out = System.err;
    private final String noun;
    private final long startNs = System.nanoTime();
    private final boolean isTerminal = System.console() != null;
    private long shownNs = System.nanoTime();
    private boolean shown;

    /**
     * Makes a bar that is not shown yet.
     *
     * @param noun what is counted, as {@code frames}
     */
    Progress(String noun) {
        this.noun = noun;
    }

    /** Shows how far it is, how fast, and how long it will take, ten times a second at most. */
    void show(double share, long count) {
        if (isTerminal && (System.nanoTime() - shownNs >= INTERVAL_NS)) {
            shownNs = System.nanoTime();
            shown = true;
            int full = (int) (share * WIDTH);
            double seconds = (shownNs - startNs) / NS_PER_SECOND;
            out.printf(
                    "\r[%s%s] %3.0f %%  %,d %s  %,.0f/s  %s  ",
                    "#".repeat(full),
                    ".".repeat(WIDTH - full),
                    share * 100,
                    count,
                    noun,
                    count / seconds,
                    left(share, seconds));
            out.flush();
        }
    }

    /** Leaves the bar's line. */
    @Override
    public void close() {
        if (shown) {
            out.println();
        }
    }

    private static String left(double share, double seconds) {
        if (share < LEAST_SHARE) {
            return "";
        }
        long left = Math.round(seconds * (1 - share) / share);
        return "%d:%02d left".formatted(left / SECONDS_PER_MINUTE, left % SECONDS_PER_MINUTE);
    }
}
