package org.millrace.engine.pipeline;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.liquidations.LiquidationsStage;
import org.millrace.engine.program.Program;
import org.millrace.engine.replay.StartStopped;
import org.millrace.engine.settings.SettingValue;
import org.millrace.feeds.history.HistoryDownload;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.gateway.liquidations.LiquidationJson;
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
        } catch (StartStopped e) {
            report.end(clock.nanoTime(), MetricDownload.STOPPED);
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
            program.start(true, 0, isStopped);
            opening.end(true);
            if (settings.questdb().mode() == QuestDbSettings.Mode.NONE) {
                fill(program, rows, known, task, report);
            } else {
                try (RunLog log = RunLog.open(notes(program), source.symbol(), data, clock.nanoTime())) {
                    log.begin(report);
                    fillNoting(program, rows, known, task, report, log);
                }
            }
        }
    }

    private void fillNoting(
            Program program, MetricRows rows, JournaledMetrics known, Task task, PipelineReport report, RunLog log) {
        try {
            fill(program, rows, known, task, report);
            noteDownloads(log, report, task.span());
            log.end(report, featureCount);
        } catch (RuntimeException thrown) { // whatever it is: the run is noted as failed, and it goes on up
            RuntimeException fault = faultOr(program, thrown);
            noteFault(log, report, fault);
            throw fault;
        }
    }

    private void fill(Program program, MetricRows rows, JournaledMetrics known, Task task, PipelineReport report) {
        boolean isWhole = play(program, rows, known, task, report);
        PipelineReport.Going storing = report.begin("store");
        program.settle();
        storing.end(true);
        report.end(clock.nanoTime(), isWhole ? "" : MetricDownload.STOPPED);
    }

    /** Has the line take what is news, and make what it can of it; returns false where that was stopped. */
    private boolean play(Program program, MetricRows rows, JournaledMetrics known, Task task, PipelineReport report) {
        PipelineReport.Going step = report.begin(FEATURES);
        RunOutputs outputs = new RunOutputs(program.engine().outputs());
        requireRoom(program);
        MetricPlayback playback = new MetricPlayback(
                program.engine().newPublisher(),
                () -> requireRoom(program),
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

    /** Gives up where waiting for room in the line is in vain. */
    private void requireRoom(Program program) {
        if (isStopped.getAsBoolean()) {
            throw new HistoryException(MetricDownload.STOPPED);
        }
        if (!program.engine().ring().isAdmitting()) {
            throw new HistoryException(
                    "the disk of " + data + " has too little space (journal.free-space-floor), so the"
                            + " line takes nothing: free some and run again, it goes on where it stopped");
        }
        program.fault().ifPresent(fault -> {
            throw fault;
        });
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
        if (!program.engine().drain()) {
            throw faultOr(program, new IllegalStateException("the line has stopped"));
        }
    }

    /** Returns what stopped the line, or else what came of that. */
    private static RuntimeException faultOr(Program program, RuntimeException thrown) {
        return program.fault().map(RuntimeException.class::cast).orElse(thrown);
    }

    /** What the line is to do: hours that were fetched, and whether all that are known count anew. */
    private record Task(PipelinePlan.Span span, boolean replay) {}

    /** Notes that a run has ended, whatever stopped it; it is told by itself. */
    private void noteFault(RunLog log, PipelineReport report, RuntimeException fault) {
        report.end(clock.nanoTime(), fault.getMessage() == null ? fault.toString() : fault.getMessage());
        try {
            log.end(report, featureCount);
        } catch (StoreException | UncheckedIOException e) {
            fault.addSuppressed(e);
        }
    }

    private static void noteDownloads(RunLog log, PipelineReport report, PipelinePlan.Span span) {
        log.download(report, span, report.figure(DOWNLOAD, "records"));
    }

    private static Function<String, PipelineNotes> notes(Program program) {
        return symbol -> program.notes(symbol, Venue.GLASSNODE.name());
    }

    /** Notes a run that did not come to the store by itself. */
    private void noteFailure(PipelineReport report, PipelinePlan.Span span) {
        Path folder = data.resolve("questdb");
        if (settings.questdb().mode() == QuestDbSettings.Mode.NONE || !Files.isDirectory(folder)) {
            return;
        }
        try (Store store = Store.open(folder, settings.questdb())) {
            store.prepare();
            Function<String, PipelineNotes> notes = symbol -> store.notes(symbol, Venue.GLASSNODE.name());
            try (RunLog log = RunLog.open(notes, source.symbol(), data, clock.nanoTime())) {
                noteDownloads(log, report, span);
                log.end(report, featureCount);
            }
        } catch (StoreException e) {
            report.end(report.endNs(), report.error() + "; and it could not be noted: " + e.getMessage());
        }
    }
}
