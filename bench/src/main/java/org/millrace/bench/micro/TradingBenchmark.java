package org.millrace.bench.micro;

import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.trading.TradingStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Puts one event through the Trading stage while orders wait far from the market; and has an order placed and filled. */
public class TradingBenchmark extends MicroBenchmark {
    /** Command's answer, order pending, then the quote, order open, fill, order filled, position. */
    private static final int TOLD_OF_A_FILL = 7;

    private final Inputs.Sink sink = new Inputs.Sink();
    private final Inputs inputs = new Inputs(new TradingStage(ShippedStrategies.library(), sink, SnapshotSink.NONE));
    private boolean buys;

    /** Orders that wait. */
    @Param({"0", "10", "100"})
    private int openOrders;

    @Setup
    public void start() {
        inputs.define();
        inputs.setting(Setting.RISK_LEVERAGE, 0); // fees would use the account up
        inputs.quote();
        for (int i = 0; i < openOrders; i++) {
            inputs.order(Side.BUY, 1 + i);
        }
        long before = sink.events();
        placeAndFill();
        if (sink.events() - before < TOLD_OF_A_FILL) {
            throw new IllegalStateException("nothing was filled");
        }
    }

    @Benchmark
    public long trade() {
        inputs.trade();
        return sink.sum();
    }

    @Benchmark
    public long quote() {
        inputs.quote();
        return sink.sum();
    }

    /** A market order by command, and the quote that fills it. */
    @Benchmark
    public long placeAndFill() {
        buys = !buys;
        inputs.order(buys ? Side.BUY : Side.SELL, 0);
        inputs.quote();
        return sink.sum();
    }
}
