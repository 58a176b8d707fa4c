package org.millrace.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.millrace.bench.conditions.Conditions;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.models.ModelsStage;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * Gives the whole line with both journals the trades of a second and the tick that closes its bar, and waits for what a promoted
 * model of 200 trees of depth 6 says of the 35 features: nanoseconds a bar. Printed besides, as percentiles: the time from when
 * the bar's features come to the models stage to when the prediction leaves it, and to when it is published, behind the commit to
 * JournalOut.
 * The line is driven directly; or through its ring, on one other thread; or cut before the models, so that another ring and a hop
 * from core to core lie between.
 */
public class PredictionLineBenchmark extends MicroBenchmark {
    private static final int TRADES = 100;
    private static final int CLAIM = 16;
    private static final int WARM_UP_BARS = 10_000; // a busy machine gets through few in the seconds that JMH gives
    private static final int FIRST_BARS = 200;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int SPINS = 10_000;

    @Param({"direct", "ring", "cut"})
    private String line;

    private final TrainedModel model = BenchModel.trained();
    private final Histogram predicting = new Histogram(3);
    private final Histogram processing = new Histogram(3);
    private final Histogram publishing = new Histogram(3);
    private PredictionTimes times;
    private JournalFolder inputs;
    private JournalFolder outputs;
    private Conveyor conveyor;
    private EventConsumer first;
    private Inputs market;
    private Conditions before;
    private long asked;
    private long bars;

    @Setup(Level.Iteration)
    public void start() {
        before = Conditions.now();
        inputs = new JournalFolder();
        outputs = new JournalFolder();
        times = new PredictionTimes();
        Line standard = StandardLine.between(
                inputs.journal().appender(),
                outputs.journal().appender(),
                List.of(times.published()),
                ShippedStrategies.library().withModels(BenchModel.library(model)));
        List<Line.Step> steps = new ArrayList<>(standard.steps());
        int models = standard.names().indexOf(ModelsStage.NAME);
        steps.add(models + 1, times.predicted());
        steps.add(models, times.asked());
        first = line.equals("direct") ? direct(steps) : threaded(new Line(steps), 1L << models);
        market = new Inputs(first);
        market.define();
        BenchModel.declareAndPromote(model, first);
        seconds(3); // until bars close with each tick
        settle();
        asked = times.toldCount();
        for (int i = 0; i < FIRST_BARS || bars < WARM_UP_BARS; i++) {
            bar();
        }
        times.reset();
    }

    @TearDown(Level.Iteration)
    public void stop(IterationParams iteration) {
        settle();
        if (conveyor != null) {
            conveyor.close();
        }
        inputs.close();
        outputs.close();
        if (iteration.getType() == IterationType.MEASUREMENT) {
            predicting.add(times.predicting());
            processing.add(times.processing());
            publishing.add(times.publishing());
        }
        System.out.println(before.until(Conditions.now()));
    }

    /** Says what the percentiles of all measured iterations are. */
    @TearDown
    public void report() {
        report("in the models stage", predicting);
        report("in the models stage, by its processor", processing);
        report("until it is published", publishing);
    }

    private void report(String what, Histogram times) {
        System.out.printf(
                Locale.ROOT,
                "%nprediction %s, %s, of %,d: p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, most %.1f µs%n",
                what,
                line,
                times.getTotalCount(),
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(90) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                times.getValueAtPercentile(99.9) / 1e3,
                times.getMaxValue() / 1e3);
    }

    @Benchmark
    @SuppressWarnings("ThreadPriorityCheck")
    public void bar() {
        seconds(1);
        bars++;
        asked++;
        for (int turn = 0; times.toldCount() < asked; turn++) {
            if (turn < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            for (int trade = 0; trade < TRADES; trade++) {
                market.trade();
            }
            market.pass(SECOND_NS - (TRADES + 1) * Inputs.STEP_NS);
            market.tick();
        }
        first.flush();
    }

    private void settle() {
        if (conveyor != null) {
            conveyor.drain();
        }
    }

    private static EventConsumer direct(List<Line.Step> steps) {
        EventConsumer next = (buffer, offset, length) -> {};
        for (int i = steps.size() - 1; i >= 0; i--) {
            next = steps.get(i).factory().create(next, SnapshotSink.NONE);
        }
        return next;
    }

    private EventConsumer threaded(Line stages, long cuts) {
        ConveyorSettings oneThread =
                new ConveyorSettings(Waiting.SPIN_YIELD, ConveyorSettings.DEFAULTS.ringSlots(), List.of());
        conveyor = new Conveyor(
                stages,
                line.equals("cut") ? oneThread.cut(stages.names(), cuts) : oneThread,
                SnapshotSink.NONE,
                fault -> fault.printStackTrace());
        conveyor.start(() -> {});
        return new ClaimedInputs(new RingPublisher(conveyor.ring()), CLAIM);
    }
}
