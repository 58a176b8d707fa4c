package org.millrace.engine.program;

import java.util.List;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.conveyor.Line.Step;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.fanout.FanOutStage;
import org.millrace.engine.feedback.KnownSeriesStage;
import org.millrace.engine.feedback.LostBooksStage;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;
import org.millrace.gateway.fanout.FanOutBuffer;

/** The stages behind JournalOut, and what they tell others by: feeds of books and series, the gateway of all events. */
final class OutputStages {
    private final LostBooks lostBooks;
    private final KnownSeries known = new KnownSeries();
    private final FanOutBuffer events;
    private FanOutStage fanOut;

    /**
     * Makes what they tell by; the line makes the stages.
     *
     * @param instruments of how many instruments books can be lost
     * @param events      takes all that is journaled
     */
    OutputStages(int instruments, FanOutBuffer events) {
        lostBooks = new LostBooks(instruments);
        this.events = events;
    }

    List<Step> steps() {
        return List.of(
                new Step(LostBooksStage.NAME, (next, snapshots) -> new LostBooksStage(lostBooks, next, snapshots)),
                new Step(KnownSeriesStage.NAME, (next, snapshots) -> new KnownSeriesStage(known, next, snapshots)),
                new Step(FanOutStage.NAME, this::fanOut));
    }

    /** Has the gateway hear of events from here on: until now they were replayed. */
    void speak(long lastSequence) {
        fanOut.speak(lastSequence);
    }

    FanOutBuffer events() {
        return events;
    }

    LostBooks lostBooks() {
        return lostBooks;
    }

    KnownSeries known() {
        return known;
    }

    private Stage fanOut(EventConsumer next, SnapshotSink snapshots) {
        fanOut = new FanOutStage(events, true, next, snapshots);
        return fanOut;
    }
}
