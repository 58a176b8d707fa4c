package org.millrace.feeds.history;

import java.util.ArrayList;
import java.util.List;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** What becomes of sources: checked, published, and written as text. */
public final class Imported {
    private static final long MAX_CYCLES = 1_000_000;

    private final List<String> events;
    private final List<SeriesReport> reports;
    private final BadRows bad;
    private final long rounded;

    private Imported(List<String> events, HistoryPlayback playback, BadRows bad) {
        this.events = events;
        this.reports = playback.reports();
        this.bad = bad;
        this.rounded = playback.roundedCount();
    }

    /** Imports sources, whose bad rows end it. */
    public static Imported of(List<? extends RowSource.Reopenable> sources) {
        return of(new History(sources, new KnownRows(), new SeriesTable(), new BadRows(false), false));
    }

    /** Imports sources, and counts bad rows. */
    public static Imported skippingBad(List<? extends RowSource.Reopenable> sources) {
        return of(new History(sources, new KnownRows(), new SeriesTable(), new BadRows(true), false));
    }

    /** Imports sources, and rounds. */
    public static Imported rounding(List<? extends RowSource.Reopenable> sources) {
        return of(new History(sources, new KnownRows(), new SeriesTable(), new BadRows(false), true));
    }

    public static Imported of(History history) {
        try (HistoryCheck check = new HistoryCheck(history)) {
            for (long i = 0; i < MAX_CYCLES && !check.isDone(); i++) {
                check.doWork();
            }
        }
        EventText text = new EventText();
        RecordingPublisher publisher = new RecordingPublisher(text);
        HistoryPlayback.Ending ending = new HistoryPlayback.Ending(HistoryPlayback.END_OF_DAY, 0);
        try (HistoryPlayback playback = new HistoryPlayback(history, new Instruments(), publisher, ending)) {
            for (long i = 0; i < MAX_CYCLES && !playback.isDone(); i++) {
                publisher.free(i % 7); // full now and then
                playback.doWork();
            }
            return new Imported(text.take(), playback, history.bad());
        }
    }

    /** Returns all events. */
    public List<String> events() {
        return events;
    }

    /** Returns all events but the clock's beat. */
    public List<String> rows() {
        List<String> rows = new ArrayList<>(events);
        rows.removeIf(event -> event.startsWith("ClockTick"));
        return rows;
    }

    public List<SeriesReport> reports() {
        return reports;
    }

    public BadRows bad() {
        return bad;
    }

    public long rounded() {
        return rounded;
    }
}
