package org.millrace.bench.micro;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.IndicatorsEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.features.FeatureDefinitions;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.features.FeaturesStage;
import org.millrace.engine.snapshot.SnapshotSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Computes the set {@code standard} of one closed bar of a minute, its indicators given, and what ta4j has of it. */
public class FeaturesBenchmark extends MicroBenchmark {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long UNIT = 100_000_000;
    /** The features of the set {@code standard} that the demo declares. */
    static final List<String> FEATURES =
            List.of(("returns_1 returns_5 returns_10 log_returns_1 momentum_5 momentum_10 volatility_5 volatility_10"
                            + " volatility_20 high_low_ratio high_low_ratio_mean_20 volume_change volume_momentum"
                            + " volume_ratio_20 volume_price_trend rsi_zone macd_crossover bb_position bb_squeeze hour"
                            + " day_of_week market_open sma_distance_20 sma_distance_50 sma_side_20 sma_side_50"
                            + " rolling_mean_20 rolling_std_20 rolling_min_20 rolling_max_20 atr_ratio book_imbalance"
                            + " spread trade_imbalance correlation_20")
                    .split(" ", -1));

    private static final FeatureSetSettings STANDARD =
            new FeatureSetSettings(1, "standard", 1, List.of("1m"), "binance:BTC-USDT", FEATURES);

    private final Inputs.Sink sink = new Inputs.Sink();
    private final FeaturesStage stage = new FeaturesStage(sink, SnapshotSink.NONE);
    private final UnsafeBuffer barBuffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final UnsafeBuffer indicatorsBuffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final BarEncoder bar = new BarEncoder();
    private final IndicatorsEncoder indicators = new IndicatorsEncoder();
    private final Ta4jFeatures peer = new Ta4jFeatures();
    private long startNs;
    private long close = 60_000;

    @Setup
    public void start() {
        new Inputs(stage).define();
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        for (int i = 0; i < STANDARD.features().size(); i++) {
            new FeatureDefinitions().encode(STANDARD, OneInstrument.ID, i, 0, buffer);
            stage.onEvent(buffer, 0, FeatureDefinitions.LENGTH);
        }
        BookTopEncoder top = new BookTopEncoder();
        top.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .spread(UNIT)
                .mid(60_000)
                .imbalance(0.25)
                .state(BookState.LIVE)
                .priceExponent((byte) OneInstrument.EXPONENT);
        send(buffer, BookTopEncoder.BLOCK_LENGTH);
        bar.wrapAndApplyHeader(barBuffer, 0, new MessageHeaderEncoder());
        bar.kind(BarKind.TIME).state(BarState.CLOSED).timeframe(60).revision(0);
        bar.priceExponent((byte) OneInstrument.EXPONENT).quantityExponent((byte) OneInstrument.EXPONENT);
        bar.volume(UNIT).buyVolume(UNIT / 4).tradeCount(1);
        indicators.wrapAndApplyHeader(indicatorsBuffer, 0, new MessageHeaderEncoder());
        indicators
                .timeframe(60)
                .sma20(60_000)
                .sma50(60_010)
                .rsi14(50)
                .macdHistogram(0.5)
                .atr14(20);
        indicators.bbUpper(60_050).bbMiddle(60_000).bbLower(59_950);
    }

    @Benchmark
    public long stage() {
        walk();
        bar.startTime(startNs).endTime(startNs + MINUTE_NS);
        bar.open(close * UNIT).high((close + 9) * UNIT).low((close - 9) * UNIT).close(close * UNIT);
        send(barBuffer, BarEncoder.BLOCK_LENGTH);
        indicators.startTime(startNs).macdHistogram((double) (close & 1));
        send(indicatorsBuffer, IndicatorsEncoder.BLOCK_LENGTH);
        return sink.sum();
    }

    @Benchmark
    public double ta4j() {
        walk();
        return peer.update(startNs, close + 9, close - 9, close);
    }

    private void send(UnsafeBuffer buffer, int blockLength) {
        EventPrefix.writeInput(
                buffer,
                0,
                startNs + MINUTE_NS,
                startNs,
                OneInstrument.ID,
                EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        stage.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
    }

    private void walk() {
        startNs += MINUTE_NS;
        close += (startNs / MINUTE_NS * 7 % 11) - 5;
    }
}
