package org.millrace.bench.micro;

import org.millrace.engine.alerts.AlertsStage;
import org.millrace.engine.bars.BarsStage;
import org.millrace.engine.book.BookStage;
import org.millrace.engine.quality.QualityStage;
import org.millrace.engine.snapshot.SnapshotSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Puts one input through one stage; {@code encode} is the share of making the trade. */
public class StagesBenchmark extends MicroBenchmark {
    private final Inputs.Sink sink = new Inputs.Sink();
    private final Inputs none = new Inputs(sink);
    private final Inputs quality = new Inputs(new QualityStage(sink, SnapshotSink.NONE));
    private final Inputs book = new Inputs(new BookStage(sink, SnapshotSink.NONE));
    private final Inputs bars = new Inputs(new BarsStage(sink, SnapshotSink.NONE));
    private final Inputs alerts = new Inputs(new AlertsStage(sink, SnapshotSink.NONE));
    private final Inputs watched = new Inputs(new AlertsStage(sink, SnapshotSink.NONE));

    @Setup
    public void start() {
        quality.define();
        book.define();
        book.snapshot();
        bars.define();
        alerts.define();
        watched.define();
        watched.alert();
    }

    @Benchmark
    public long encode() {
        none.trade();
        return sink.sum();
    }

    @Benchmark
    public long qualityOfTrade() {
        quality.trade();
        return sink.sum();
    }

    @Benchmark
    public long bookOfTenLevels() {
        book.delta();
        return sink.sum();
    }

    /** Of an instrument without alerts. */
    @Benchmark
    public long alertsOfTrade() {
        alerts.trade();
        return sink.sum();
    }

    /** Of an instrument with one, on its price, that does not fire. */
    @Benchmark
    public long alertOfTrade() {
        watched.trade();
        return sink.sum();
    }

    @Benchmark
    public long barsOfTrade() {
        bars.trade();
        return sink.sum();
    }
}
