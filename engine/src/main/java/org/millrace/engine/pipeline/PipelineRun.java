package org.millrace.engine.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.program.Program;
import org.millrace.feeds.history.HistoryDownload;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.gateway.liquidations.LiquidationJson;
import org.millrace.journal.JournalReader;
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
    private static final int BATCHES = 64;
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
        JournaledMetrics known = JournaledMetrics.read(data, settings.journal(), source.symbol());
        PipelinePlan.Span span = plan.span(known.newestComplete(source.metricIds()), startNs, publishDelayNs);
        try {
            MetricDownload download = new MetricDownload(source, data, time, isStopped);
            List<HistoryDownload> downloads = fetch(download, span, report);
            MetricRows rows = compare(downloads, known, report);
            if (isStopped.getAsBoolean()) {
                throw new HistoryException(MetricDownload.STOPPED);
            }
            engineer(rows, known, span, report);
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

    private void engineer(MetricRows rows, JournaledMetrics known, PipelinePlan.Span span, PipelineReport report) {
        long untilNs = span.toNs() + publishDelayNs;
        boolean isFirst = known.timeNs() == 0;
        if (isFirst && rows.rows().isEmpty()) {
            report.begin(FEATURES).tell("hours", 0L).end(true);
            report.end(clock.nanoTime(), "");
            return;
        }
        // Time stands still meanwhile, where it stood before: the same values give the same bytes, in any number of
        // runs.
        long clockNs = known.clockAt(isFirst ? rows.rows().get(0).knownNs() : known.timeNs());
        try (Program program = new Program(settings, data, Duration.ZERO, () -> clockNs)) {
            program.start(true, 0);
            PipelineNotes notes = program.notes(source.symbol(), Venue.GLASSNODE.name());
            note(notes, report, "running", 0);
            PipelineReport.Going step = report.begin(FEATURES);
            long before = program.engine().outputs().lastSequence();
            boolean isWhole = new MetricPlayback(
                            program.engine().newPublisher(),
                            program.engine().resolver(),
                            source.symbol(),
                            publishDelayNs,
                            known.timeNs())
                    .play(rows.rows(), untilNs, isStopped);
            program.engine().drain();
            step.tell("values", (long) rows.rows().size())
                    .tell("hours", features(program, before))
                    .end(isWhole);
            program.fault().ifPresent(fault -> {
                throw fault;
            });
            PipelineReport.Going storing = report.begin("store");
            program.settle();
            storing.end(true);
            report.end(clock.nanoTime(), isWhole ? "" : MetricDownload.STOPPED);
            noteDownloads(notes, report, span);
            note(notes, report, isWhole ? "success" : "failed", featureCount);
        }
    }

    /** Returns how many hours have features since a place in JournalOut. */
    private long features(Program program, long before) {
        featureCount = 0;
        try (JournalReader reader = program.engine().outputs().reader()) {
            reader.seek(before + 1);
            int events;
            do {
                events = reader.poll(this::count, BATCHES);
            } while (events > 0);
        }
        return featureCount;
    }

    private void count(DirectBuffer buffer, int offset, int length) {
        featureCount += EventPrefix.templateId(buffer, offset) == LiquidationFeaturesDecoder.TEMPLATE_ID ? 1 : 0;
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
