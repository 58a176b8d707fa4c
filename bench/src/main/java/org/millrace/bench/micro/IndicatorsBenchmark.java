package org.millrace.bench.micro;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.indicators.IndicatorsStage;
import org.millrace.engine.snapshot.SnapshotSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Computes the indicators of one closed bar of a minute: all of ours, and those of them that ta4j has. */
public class IndicatorsBenchmark extends MicroBenchmark {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long UNIT = 100_000_000;
    private static final long AMOUNT = 6_000_000_000_000L;

    private final Inputs.Sink sink = new Inputs.Sink();
    private final IndicatorsStage stage = new IndicatorsStage(sink, SnapshotSink.NONE);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final BarEncoder bar = new BarEncoder();
    private final Ta4jIndicators peer = new Ta4jIndicators();
    private long startNs;
    private long close = 60_000;

    @Setup
    public void start() {
        new Inputs(stage).define();
        bar.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        bar.kind(BarKind.TIME).state(BarState.CLOSED).timeframe(60).revision(0);
        bar.priceExponent((byte) OneInstrument.EXPONENT).quantityExponent((byte) OneInstrument.EXPONENT);
        bar.volume(UNIT).buyVolume(0).tradeCount(1).notional().high(0).low(AMOUNT);
    }

    @Benchmark
    public long stage() {
        walk();
        EventPrefix.writeInput(
                buffer,
                0,
                startNs + MINUTE_NS,
                startNs,
                OneInstrument.ID,
                EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        bar.startTime(startNs).endTime(startNs + MINUTE_NS);
        bar.open(close * UNIT).high((close + 9) * UNIT).low((close - 9) * UNIT).close(close * UNIT);
        stage.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + BarEncoder.BLOCK_LENGTH);
        return sink.sum();
    }

    @Benchmark
    public double ta4j() {
        walk();
        return peer.update(startNs, close + 9, close - 9, close);
    }

    private void walk() {
        startNs += MINUTE_NS;
        close += (startNs / MINUTE_NS * 7 % 11) - 5;
    }
}
