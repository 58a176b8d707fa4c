package org.millrace.engine.line;

import java.util.ArrayList;
import java.util.List;
import org.millrace.engine.alerts.AlertsStage;
import org.millrace.engine.bars.BarsStage;
import org.millrace.engine.book.BookStage;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.Line.StageFactory;
import org.millrace.engine.conveyor.Line.Step;
import org.millrace.engine.indicators.IndicatorsStage;
import org.millrace.engine.instruments.InstrumentsStage;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.JournalOutStage;
import org.millrace.engine.quality.QualityStage;
import org.millrace.journal.BatchAppender;

/** The one place that names the stages in their order. */
public final class StandardLine {
    /** Stages between the two journals: what a replay recomputes. */
    private static final List<Step> BETWEEN_JOURNALS = List.of(
            new Step(InstrumentsStage.NAME, InstrumentsStage::new),
            new Step("quality", QualityStage::new),
            new Step("book", BookStage::new),
            new Step("bars", BarsStage::new),
            new Step("indicators", IndicatorsStage::new),
            new Step(AlertsStage.NAME, AlertsStage::new));

    private StandardLine() {}

    /**
     * Returns the whole line.
     *
     * @param inputs  takes what JournalIn commits
     * @param outputs takes what JournalOut commits
     * @param behind  stages behind JournalOut, as the fan-out; may be empty
     */
    public static Line between(BatchAppender inputs, BatchAppender outputs, List<Step> behind) {
        List<Step> steps = new ArrayList<>();
        steps.add(step(JournalInStage.NAME, (next, snapshots) -> new JournalInStage(inputs, next, snapshots)));
        steps.addAll(BETWEEN_JOURNALS);
        steps.add(step(JournalOutStage.NAME, (next, snapshots) -> new JournalOutStage(outputs, next, snapshots)));
        steps.addAll(behind);
        return new Line(steps);
    }

    /** Returns the names of all stages in their order, those behind JournalOut too. */
    public static List<String> names(List<String> behind) {
        List<String> names = new ArrayList<>(List.of(JournalInStage.NAME));
        BETWEEN_JOURNALS.forEach(step -> names.add(step.name()));
        names.add(JournalOutStage.NAME);
        names.addAll(behind);
        return names;
    }

    private static Step step(String name, StageFactory factory) {
        return new Step(name, factory);
    }
}
