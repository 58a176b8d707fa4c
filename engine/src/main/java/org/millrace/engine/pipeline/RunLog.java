package org.millrace.engine.pipeline;

import java.nio.file.Path;
import java.util.function.Function;
import org.millrace.journal.history.Liquidations;
import org.millrace.journal.questdb.PipelineNotes;

/**
 * Notes in the store what a run does, and what became of the one before it, if its process ended without a word: it has
 * failed.
 */
final class RunLog implements AutoCloseable {
    private static final String RUNNING = "running";
    private static final String SUCCESS = "success";
    private static final String FAILED = "failed";
    private static final String INTERRUPTED = "interrupted: its process ended amid it";

    private final PipelineNotes notes;
    private final String symbol;
    private final GoingRun going;

    private RunLog(PipelineNotes notes, String symbol, GoingRun going) {
        this.notes = notes;
        this.symbol = symbol;
        this.going = going;
    }

    /**
     * Opens it for a run of an asset.
     *
     * @param notes by asset
     * @param data  directory that no other run writes
     * @throws org.millrace.journal.questdb.StoreException if the store refuses
     */
    static RunLog open(Function<String, PipelineNotes> notes, String symbol, Path data, long nowNs) {
        GoingRun going = GoingRun.take(data);
        try {
            endInterrupted(going, notes, nowNs);
            return new RunLog(notes.apply(symbol), symbol, going);
        } catch (RuntimeException e) {
            going.close();
            throw e;
        }
    }

    /** Notes what became of a run whose process ended amid it; one that goes on is left alone. */
    static void endInterrupted(Function<String, PipelineNotes> notes, Path data, long nowNs) {
        GoingRun.takeIdle(data).ifPresent(idle -> {
            try (idle) {
                endInterrupted(idle, notes, nowNs);
            }
        });
    }

    /** Notes that a run has begun. */
    void begin(PipelineReport report) {
        going.begin(new GoingRun.Named(report.runId(), report.startNs(), symbol));
        note(report, RUNNING, 0);
    }

    /** Notes that it has ended as its report says. */
    void end(PipelineReport report, long records) {
        note(report, status(report), records);
        going.end();
    }

    /** Notes what it downloaded, or was to. */
    void download(PipelineReport report, PipelinePlan.Span span, long records) {
        notes.download(new PipelineNotes.Download(
                report.startNs(),
                "glassnode_bulk",
                span.fromNs(),
                span.toNs(),
                records,
                status(report),
                report.error()));
    }

    @Override
    public void close() {
        going.close();
    }

    private void note(PipelineReport report, String status, long records) {
        notes.run(new Liquidations.Run(
                report.runId(), report.startNs(), report.endNs(), status, report.error(), records));
    }

    private static String status(PipelineReport report) {
        return report.isSuccess() ? SUCCESS : FAILED;
    }

    private static void endInterrupted(GoingRun going, Function<String, PipelineNotes> notes, long nowNs) {
        going.before().ifPresent(run -> {
            notes.apply(run.symbol())
                    .run(new Liquidations.Run(run.runId(), run.startNs(), nowNs, FAILED, INTERRUPTED, 0));
            going.end();
        });
    }
}
