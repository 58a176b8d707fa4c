package org.millrace.engine.cli;

import picocli.CommandLine.Option;

/** Which hours a command of a pipeline is about, where not all that it takes by itself. */
final class PipelineDates {
    @Option(
            names = "--start-date",
            paramLabel = "DAY",
            converter = PipelineOptions.Beginning.class,
            description = "First day, as 2024-01-31, or a time.")
    private long startNs;

    @Option(
            names = "--end-date",
            paramLabel = "DAY",
            converter = PipelineOptions.Ending.class,
            description = "Last day, all of it, or a time.")
    private long endNs;

    /** Returns the first time, UTC ns; 0: not told. */
    long startNs() {
        return startNs;
    }

    /** Returns the end, exclusive, UTC ns; 0: not told. */
    long endNs() {
        return endNs;
    }
}
