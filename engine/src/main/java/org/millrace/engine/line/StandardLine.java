package org.millrace.engine.line;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.alerts.AlertsStage;
import org.millrace.engine.bars.BarsStage;
import org.millrace.engine.book.BookStage;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.Line.StageFactory;
import org.millrace.engine.conveyor.Line.Step;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.features.FeaturesStage;
import org.millrace.engine.indicators.IndicatorsStage;
import org.millrace.engine.instruments.InstrumentsStage;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.JournalOutStage;
import org.millrace.engine.liquidations.LiquidationsStage;
import org.millrace.engine.models.ModelsStage;
import org.millrace.engine.quality.QualityStage;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.trading.TradingStage;
import org.millrace.journal.BatchAppender;

/** The one place that names the stages in their order. */
public final class StandardLine {
    private static final String INDICATORS = "indicators";

    private StandardLine() {}

    /**
     * Returns the whole line, with the strategies that the engine ships.
     *
     * @param inputs  takes what JournalIn commits
     * @param outputs takes what JournalOut commits
     * @param behind  stages behind JournalOut, as the fan-out; may be empty
     */
    public static Line between(BatchAppender inputs, BatchAppender outputs, List<Step> behind) {
        return between(inputs, outputs, behind, ShippedStrategies.library());
    }

    /**
     * Returns the whole line.
     *
     * @param library strategies that can be started
     */
    public static Line between(
            BatchAppender inputs, BatchAppender outputs, List<Step> behind, StrategyLibrary library) {
        List<Step> steps = new ArrayList<>();
        steps.add(step(JournalInStage.NAME, (next, snapshots) -> new JournalInStage(inputs, next, snapshots)));
        steps.addAll(betweenJournals(library));
        steps.add(step(JournalOutStage.NAME, (next, snapshots) -> new JournalOutStage(outputs, next, snapshots)));
        steps.addAll(behind);
        return new Line(steps);
    }

    /**
     * Makes the stages between the journals on the caller's thread, and returns the first: what a backtest runs.
     *
     * @param end takes what the last one passes on
     */
    public static Stage direct(EventConsumer end) {
        return direct(end, ShippedStrategies.library());
    }

    /** Makes them with strategies that can be started. */
    public static Stage direct(EventConsumer end, StrategyLibrary library) {
        return (Stage) onThisThread(betweenJournals(library), end);
    }

    /**
     * Makes the stages up to Features on the caller's thread: what is computed offline, from a journal's inputs.
     *
     * @param end takes what Features passes on
     */
    public static Stage upToFeatures(EventConsumer end) {
        List<Step> steps = betweenJournals(ShippedStrategies.library());
        int last = 0;
        while (!steps.get(last).name().equals(FeaturesStage.NAME)) {
            last++;
        }
        return (Stage) onThisThread(steps.subList(0, last + 1), end);
    }

    /**
     * Makes the stages up to Trading on the caller's thread: those behind it cannot change what it does.
     *
     * @param end     takes what Trading passes on
     * @param library strategies that can be started
     * @param use     what they may look at: nothing else in Trading does
     */
    public static Direct upToTrading(EventConsumer end, StrategyLibrary library, Use use) {
        List<Step> steps = new ArrayList<>(betweenJournals(library));
        steps.removeIf(step -> !use.computes(step.name()));
        int last = 0;
        while (!steps.get(last).name().equals(TradingStage.NAME)) {
            last++;
        }
        TradingStage trading = (TradingStage) steps.get(last).factory().create(end, SnapshotSink.NONE);
        return new Direct((Stage) onThisThread(steps.subList(0, last), trading), trading);
    }

    /**
     * What strategies may look at; features are made of indicators.
     *
     * @param indicators of closed bars
     * @param features   and what models predict of them
     */
    public record Use(boolean indicators, boolean features) {
        public static final Use ALL = new Use(true, true);

        boolean computes(String stage) {
            return switch (stage) {
                case INDICATORS -> indicators || features;
                case FeaturesStage.NAME, ModelsStage.NAME -> features;
                case LiquidationsStage.NAME -> false; // no strategy is told of them
                default -> true;
            };
        }
    }

    /**
     * Stages that call each other on one thread.
     *
     * @param first   takes the events
     * @param trading the last of them
     */
    public record Direct(Stage first, TradingStage trading) {}

    /** Returns the names of all stages in their order, those behind JournalOut too. */
    public static List<String> names(List<String> behind) {
        List<String> names = new ArrayList<>(List.of(JournalInStage.NAME));
        betweenJournals(ShippedStrategies.library()).forEach(step -> names.add(step.name()));
        names.add(JournalOutStage.NAME);
        names.addAll(behind);
        return names;
    }

    /** Returns the stages between the two journals: what a replay recomputes. */
    private static List<Step> betweenJournals(StrategyLibrary library) {
        return List.of(
                new Step(InstrumentsStage.NAME, InstrumentsStage::new),
                new Step("quality", QualityStage::new),
                new Step("book", BookStage::new),
                new Step("bars", BarsStage::new),
                new Step(INDICATORS, IndicatorsStage::new),
                new Step(FeaturesStage.NAME, FeaturesStage::new),
                new Step(ModelsStage.NAME, (next, snapshots) -> new ModelsStage(library.models(), next, snapshots)),
                new Step(LiquidationsStage.NAME, LiquidationsStage::new),
                new Step(TradingStage.NAME, (next, snapshots) -> new TradingStage(library, next, snapshots)),
                new Step(AlertsStage.NAME, AlertsStage::new));
    }

    private static EventConsumer onThisThread(List<Step> steps, EventConsumer end) {
        EventConsumer next = end;
        for (int i = steps.size() - 1; i >= 0; i--) {
            next = steps.get(i).factory().create(next, SnapshotSink.NONE);
        }
        return next;
    }

    private static Step step(String name, StageFactory factory) {
        return new Step(name, factory);
    }
}
