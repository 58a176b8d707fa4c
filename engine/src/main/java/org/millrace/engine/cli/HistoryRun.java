package org.millrace.engine.cli;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.history.JournaledRows;
import org.millrace.engine.program.Program;
import org.millrace.feeds.csv.CsvWriter;
import org.millrace.feeds.history.BadRows;
import org.millrace.feeds.history.History;
import org.millrace.feeds.history.HistoryCheck;
import org.millrace.feeds.history.HistoryPlayback;
import org.millrace.feeds.history.HistoryRows;
import org.millrace.feeds.history.KnownRows;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.RowSource;
import org.millrace.feeds.history.SeriesReport;
import org.millrace.feeds.history.SeriesTable;

/** Brings rows of the past into the journals: checks them all, then publishes them, then tells what came of it. */
final class HistoryRun {
    private final MillraceSettings settings;
    private final Path data;
    private final Manner manner;

    /**
     * How it is done.
     *
     * @param skipBad whether rows that cannot be taken are left out, or end it
     * @param rounds  whether digits that do not fit are rounded
     * @param store   whether the database takes them too
     * @param untilNs up to which there is nothing missing; 0: the end of the last row's day
     */
    record Manner(boolean skipBad, boolean rounds, boolean store, long untilNs) {}

    HistoryRun(MillraceSettings settings, Path data, Manner manner) {
        this.settings = settings;
        this.data = data;
        this.manner = manner;
    }

    /** Does it; returns once everything is in the journals. */
    void run(List<? extends RowSource.Reopenable> sources) {
        JournaledRows journaled = JournaledRows.read(data, settings.journal());
        BadRows bad = new BadRows(manner.skipBad);
        History history = new History(sources, journaled.known(), new SeriesTable(), bad, manner.rounds);
        HistoryCheck check = check(history);
        if (!check.hasRows()) {
            System.out.printf("rows: none that %s does not have already%n", data);
            return;
        }
        long clockNs = journaled.clockAt(check.firstTime()); // stands still: the same rows give the same bytes
        try (Program program = new Program(settings, data, Duration.ZERO, () -> clockNs)) {
            program.start(manner.store, 0);
            HistoryPlayback.Ending ending = new HistoryPlayback.Ending(manner.untilNs, graceNs(history));
            try (HistoryPlayback playback = new HistoryPlayback(
                    history, program.engine().resolver(), program.engine().newPublisher(), ending)) {
                long startNs = System.nanoTime();
                play(program, playback);
                program.engine().drain();
                double seconds = (System.nanoTime() - startNs) / 1e9;
                program.settle();
                program.fault().ifPresent(fault -> {
                    throw fault;
                });
                summarise(playback, bad, seconds);
            }
        }
    }

    /** Writes rows into a file instead. */
    void write(List<? extends RowSource.Reopenable> sources, Path file) {
        BadRows bad = new BadRows(manner.skipBad);
        History history = new History(sources, new KnownRows(), new SeriesTable(), bad, manner.rounds);
        try (CsvWriter writer = new CsvWriter(file)) {
            long count = HistoryRows.forEach(history, writer);
            writer.finish();
            System.out.printf("%s: %,d rows%n", file, count);
        }
    }

    /** Returns how long bars stay open beyond their end; where there are metrics, how long hours may wait for some. */
    private long graceNs(History history) {
        boolean hasMetrics = history.series().all().stream().anyMatch(series -> series.kind() == RowKind.METRIC);
        Duration wait = settings.liquidations()
                .publishDelay()
                .plus(settings.liquidations().patience());
        return Math.max(settings.bars().grace().toNanos(), hasMetrics ? wait.toNanos() : 0);
    }

    private static HistoryCheck check(History history) {
        try (HistoryCheck check = new HistoryCheck(history);
                Progress progress = new Progress("rows checked")) {
            while (!check.isDone()) {
                check.doWork();
                progress.show(check.progress(), check.rowCount());
            }
            return check;
        }
    }

    private static void play(Program program, HistoryPlayback playback) {
        IdleStrategy idle = new BackoffIdleStrategy();
        try (Progress progress = new Progress("rows")) {
            while (!playback.isDone() && program.fault().isEmpty()) {
                int work = playback.doWork();
                progress.show(playback.progress(), playback.rowCount());
                idle.idle(work);
            }
        }
    }

    private static void summarise(HistoryPlayback playback, BadRows bad, double seconds) {
        PrintStream out = System.out;
        out.printf("rows: %,d in %.2f s (%,.0f rows/s)%n", playback.rowCount(), seconds, playback.rowCount() / seconds);
        for (SeriesReport report : playback.reports()) {
            out.println(text(report));
        }
        out.printf("left out: %,d%n", bad.count());
        bad.samples().forEach(sample -> out.println("  " + sample));
        out.printf("rounded: %,d values%n", playback.roundedCount());
    }

    private static String text(SeriesReport report) {
        String known = report.known() == 0 ? "" : ", %,d in the journal before".formatted(report.known());
        String span = report.rows() == 0 ? "" : ", " + time(report.firstTime()) + " to " + time(report.lastTime());
        String holes = report.holes() == 0
                ? ""
                : ", %,d holes of %,d bars in all".formatted(report.holes(), report.missingBars());
        return "%s: %,d rows%s%s%s".formatted(report.series().label(), report.rows(), span, holes, known);
    }

    private static Instant time(long ns) {
        long seconds = NANOSECONDS.toSeconds(ns);
        return Instant.ofEpochSecond(seconds, ns - seconds * 1_000_000_000L);
    }
}
