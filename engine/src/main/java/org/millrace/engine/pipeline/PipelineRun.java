package org.millrace.engine.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.liquidations.LiquidationsStage;
import org.millrace.engine.program.Program;
import org.millrace.engine.settings.SettingValue;
import org.millrace.feeds.history.HistoryDownload;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.gateway.liquidations.LiquidationJson;
import org.millrace.journal.history.Liquidations;
import org.millrace.journal.questdb.PipelineNotes;
import org.millrace.journal.questdb.QuestDbSettings;
import org.millrace.journal.questdb.Store;
import org.millrace.journal.questdb.StoreException;

/**
 * One run: downloads, compares with the journal, and has the line make features of what is news, into journals and store.
 * It may be killed at any point: the next one goes on where it stood.
 */
public final class PipelineRun {
    private static final String DOWNLOAD = "download";
    private static final String PREPROCESSING = "preprocessing";
    private static final String FEATURES = "feature_engineering";

    private final MillraceSettings settings;
    private final Path data;
    private final PipelineSource source;
    private final PageFetcher.Time time;
    private final EpochNanoClock clock;
    private final BooleanSupplier isStopped;
    private final long publishDelayNs;

    private long featureCount;

    /**
     * Makes a run of a data directory that no engine runs on.
     *
     * @param time      what time it is, UTC ns
     * @param isStopped ends it early; what is in the journals by then stays
     */
    public PipelineRun(
            MillraceSettings settings,
            Path data,
            PipelineSource source,
            PageFetcher.Time time,
            BooleanSupplier isStopped) {
        this.settings = settings;
        this.data = data;
        this.source = source;
        this.time = time;
        this.clock = time.clock();
        this.isStopped = isStopped;
        publishDelayNs = settings.liquidations().publishDelay().toNanos();
    }

    /**
     * Runs it. What is in its way for a while, as a provider that does not answer, is told by the report.
     *
     * @throws IllegalArgumentException if settings are, as a key that is refused
     * @throws org.millrace.journal.JournalException if a journal is
     */
    public PipelineReport run(PipelinePlan plan) {
        long startNs = clock.nanoTime();
        PipelineReport report = new PipelineReport(UUID.randomUUID().toString(), startNs, clock);
        JournaledMetrics known = known(report);
        PipelinePlan.Span span = plan.span(known.newestComplete(source.metricIds()), startNs, publishDelayNs);
        try {
            MetricDownload download = new MetricDownload(source, data, time, isStopped);
            List<HistoryDownload> downloads = fetch(download, span, report);
            MetricRows rows = compare(downloads, known, report);
            if (isStopped.getAsBoolean()) {
                throw new HistoryException(MetricDownload.STOPPED);
            }
            engineer(rows, known, new Task(span, plan.replay()), report);
            if (report.isSuccess()) {
                download.forget();
            }
        } catch (HistoryException | StoreException e) {
            report.end(clock.nanoTime(), e.getMessage());
            if (!isStopped.getAsBoolean()) { // who stops it does not wait for a store to open
                noteFailure(report, span);
            }
        }
        return report;
    }

    private JournaledMetrics known(PipelineReport report) {
        PipelineReport.Going step = report.begin("journal");
        JournaledMetrics known = JournaledMetrics.read(data, settings.journal(), source.symbol());
        step.end(true);
        return known;
    }

    private List<HistoryDownload> fetch(MetricDownload download, PipelinePlan.Span span, PipelineReport report) {
        PipelineReport.Going step = report.begin(DOWNLOAD)
                .tell("start_date", LiquidationJson.time(span.fromNs()))
                .tell("end_date", LiquidationJson.time(span.toNs()));
        boolean isDone = false;
        try {
            List<HistoryDownload> downloads = download.fetch(span.fromNs(), span.toNs());
            step.tell(
                    "records",
                    downloads.stream().mapToLong(HistoryDownload::rowCount).sum());
            step.tell(
                    "pages",
                    downloads.stream().mapToLong(HistoryDownload::pageCount).sum());
            isDone = true;
            return downloads;
        } finally {
            step.end(isDone);
        }
    }

    private static MetricRows compare(List<HistoryDownload> downloads, JournaledMetrics known, PipelineReport report) {
        PipelineReport.Going step = report.begin(PREPROCESSING);
        MetricRows rows = MetricRows.of(downloads, known);
        step.tell("records", rows.read())
                .tell("new", rows.rows().size() - rows.revised())
                .tell("revised", rows.revised())
                .tell("rejected", rows.rejected())
                .end(true);
        return rows;
    }

    private void engineer(MetricRows rows, JournaledMetrics known, Task task, PipelineReport report) {
        boolean isFirst = known.timeNs() == 0;
        if (isFirst && rows.rows().isEmpty()) {
            report.begin(FEATURES).tell("hours", 0L).end(true);
            report.end(clock.nanoTime(), "");
            return;
        }
        // Time stands still meanwhile, where it stood before: the same values give the same bytes, in any number of
        // runs.
        long clockNs = known.clockAt(isFirst ? rows.rows().get(0).knownNs() : known.timeNs());
        PipelineReport.Going opening = report.begin("open");
        try (Program program = new Program(settings, data, Duration.ZERO, () -> clockNs)) {
            program.start(true, 0);
            PipelineNotes notes = program.notes(source.symbol(), Venue.GLASSNODE.name());
            opening.end(true);
            note(notes, report, "running", 0);
            try {
                boolean isWhole = play(program, rows, known, task, report);
                PipelineReport.Going storing = report.begin("store");
                program.settle();
                storing.end(true);
                report.end(clock.nanoTime(), isWhole ? "" : MetricDownload.STOPPED);
                noteDownloads(notes, report, task.span());
                note(notes, report, isWhole ? "success" : "failed", featureCount);
            } catch (RuntimeException fault) { // whatever it is: the run is noted as failed, and it goes on up
                noteFault(notes, report, fault);
                throw fault;
            }
        }
    }

    /** Has the line take what is news, and make what it can of it; returns false where that was stopped. */
    private boolean play(Program program, MetricRows rows, JournaledMetrics known, Task task, PipelineReport report) {
        PipelineReport.Going step = report.begin(FEATURES);
        RunOutputs outputs = new RunOutputs(program.engine().outputs());
        MetricPlayback playback = new MetricPlayback(
                program.engine().newPublisher(),
                program.engine().resolver(),
                source.symbol(),
                publishDelayNs,
                known.timeNs());
        boolean isWhole = playback.play(rows.rows(), task.span().toNs() + publishDelayNs, isStopped);
        drain(program);
        outputs.read();
        if (isWhole && task.replay()) {
            program.engine().set(List.of(SettingValue.of(Setting.LIQUIDATIONS_REPLAY, report.startNs())));
        }
        boolean isBehind = outputs.featureCount() - playback.tickCount() >= LiquidationsStage.MOST_HOURS - 1;
        if (task.replay() || isBehind) { // a tick that let so many hours count may have left others
            isWhole = isWhole && countAll(program, playback, outputs);
        }
        featureCount = outputs.featureCount();
        step.tell("values", (long) rows.rows().size()).tell("hours", featureCount);
        if (outputs.beforeFirst() > 0) {
            step.tell(PipelineReport.BEFORE, outputs.beforeFirst());
        }
        step.end(isWhole);
        return isWhole;
    }

    /** Ticks until no hour counts any more; returns false where that was stopped. */
    private boolean countAll(Program program, MetricPlayback playback, RunOutputs outputs) {
        long hours;
        do {
            if (isStopped.getAsBoolean()) {
                return false;
            }
            playback.tickAgain();
            drain(program);
            hours = outputs.read();
        } while (hours > 0);
        return true;
    }

    private static void drain(Program program) {
        program.engine().drain();
        program.fault().ifPresent(fault -> {
            throw fault;
        });
    }

    /** What the line is to do: hours that were fetched, and whether all that are known count anew. */
    private record Task(PipelinePlan.Span span, boolean replay) {}

    /** Notes that a run has ended, whatever stopped it; it is told by itself. */
    private void noteFault(PipelineNotes notes, PipelineReport report, RuntimeException fault) {
        report.end(clock.nanoTime(), fault.getMessage() == null ? fault.toString() : fault.getMessage());
        try {
            note(notes, report, "failed", featureCount);
        } catch (StoreException e) {
            fault.addSuppressed(e);
        }
    }

    private void noteDownloads(PipelineNotes notes, PipelineReport report, PipelinePlan.Span span) {
        if (notes == null) {
            return;
        }
        notes.download(new PipelineNotes.Download(
                report.startNs(),
                "glassnode_bulk",
                span.fromNs(),
                span.toNs(),
                report.figure(DOWNLOAD, "records"),
                report.isSuccess() ? "success" : "failed",
                report.error()));
    }

    private static void note(PipelineNotes notes, PipelineReport report, String status, long records) {
        if (notes != null) {
            notes.run(new Liquidations.Run(
                    report.runId(), report.startNs(), report.endNs(), status, report.error(), records));
        }
    }

    /** Notes a run that did not come to the store by itself. */
    private void noteFailure(PipelineReport report, PipelinePlan.Span span) {
        Path folder = data.resolve("questdb");
        if (settings.questdb().mode() == QuestDbSettings.Mode.NONE || !Files.isDirectory(folder)) {
            return;
        }
        try (Store store = Store.open(folder, settings.questdb())) {
            store.prepare();
            PipelineNotes notes = store.notes(source.symbol(), Venue.GLASSNODE.name());
            noteDownloads(notes, report, span);
            note(notes, report, "failed", featureCount);
        } catch (StoreException e) {
            report.end(report.endNs(), report.error() + "; and it could not be noted: " + e.getMessage());
        }
    }
}
