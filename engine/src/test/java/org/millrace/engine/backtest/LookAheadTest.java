package org.millrace.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.RecordingConsumer;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.strategy.support.BarSeries;
import org.millrace.engine.strategy.support.StrategyTape;

/** Whatever the future holds, a backtest does the same until then: all prices behind some moment are others. */
class LookAheadTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int BARS = 700;
    private static final int FUTURES = 12;
    private static final Map<Setting, Double> SETTINGS =
            Map.of(Setting.TRADING_CASH, 1e8, Setting.RISK_LEVERAGE, 0.0, Setting.TRADING_LATENCY, 5e6);

    /** Each of the engine's own, so that it trades often. */
    @ParameterizedTest
    @CsvSource({
        "Crossover, fast=3 slow=9 stop=0.01",
        "Rsi, low=45 high=55 atrStop=2",
        "Macd, trailingStop=0.02",
        "BollingerReversion, deviations=1 volatility=0.4",
        "Momentum, period=5 threshold=0.002 fraction=0.2",
        "CrossVenueSpread, entry=0.004 exit=0.001",
        "ModelDriven, probability=0.7 kelly=0.5"
    })
    void shouldNotDependOnWhatComesLater(String name, String params) {
        StrategyStart start = new StrategyStart(1, name, "", values(params));
        List<UnsafeBuffer> inputs = inputs(0, Long.MAX_VALUE);
        long beginNs = EventPrefix.eventTime(inputs.get(0), 0);
        List<Did> did = run(start, inputs);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        int others = 0;
        for (int seed = 1; seed <= FUTURES; seed++) {
            long thenNs = beginNs + random.nextLong(BARS * MINUTE_NS);

            List<Did> otherwise = run(start, inputs(seed, thenNs));

            assertThat(until(otherwise, thenNs)).isEqualTo(until(did, thenNs));
            others += otherwise.equals(did) ? 0 : 1;
        }
        assertThat(did).hasSizeGreaterThan(60);
        assertThat(others).as("futures that made a difference").isGreaterThan(FUTURES / 2);
    }

    /** A signal, an order or a fill, byte for byte. */
    private record Did(long timeNs, String bytes) {}

    private static List<Did> until(List<Did> did, long timeNs) {
        return did.stream().filter(each -> each.timeNs() <= timeNs).toList();
    }

    private static Map<String, Double> values(String params) {
        Map<String, Double> values = new TreeMap<>(Map.of("shorts", 1.0));
        for (String each : params.split(" ", -1)) {
            values.put(each.substring(0, each.indexOf('=')), Double.valueOf(each.substring(each.indexOf('=') + 1)));
        }
        return values;
    }

    private static List<Did> run(StrategyStart start, List<UnsafeBuffer> inputs) {
        List<Did> did = new ArrayList<>();
        Backtest backtest = new Backtest(
                BacktestSpec.of(List.of(start), SETTINGS), ShippedStrategies.library(), (buffer, offset, length) -> {
                    int template = EventPrefix.templateId(buffer, offset);
                    if (template == OrderDecoder.TEMPLATE_ID
                            || template == FillDecoder.TEMPLATE_ID
                            || template == SignalDecoder.TEMPLATE_ID) {
                        byte[] bytes = new byte[length];
                        buffer.getBytes(offset, bytes);
                        did.add(new Did(
                                EventPrefix.eventTime(buffer, offset),
                                HexFormat.of().formatHex(bytes)));
                    }
                });
        inputs.forEach(each -> backtest.onEvent(each, 0, each.capacity()));
        backtest.finish();
        return did;
    }

    /** Returns bars, quotes of two venues and predictions; those behind some moment depend on the seed. */
    private static List<UnsafeBuffer> inputs(long seed, long thenNs) {
        RecordingConsumer inputs = new RecordingConsumer();
        StrategyTape tape = new StrategyTape(new StrategyLibrary(List.of()), (buffer, offset, length) -> {});
        tape.tap(numbered(inputs));
        tape.events().definition().instrument(1).send();
        tape.events().definition().instrument(2).venue(Venue.KRAKEN).send();
        long begin = tape.events().time();
        BarSeries known = BarSeries.walk(7, BARS);
        BarSeries other = BarSeries.walk(seed, BARS);
        SplittableRandom past = new SplittableRandom(8);
        SplittableRandom future = new SplittableRandom(seed);
        for (int i = 0; i < BARS; i++) {
            long end = begin + (i + 1) * MINUTE_NS;
            boolean isLater = end > thenNs;
            double up = past.nextDouble();
            int apart = past.nextInt(12);
            tape.bar(1, 60, end - MINUTE_NS, (isLater ? other : known).row(i));
            double said = isLater ? future.nextDouble() : up;
            tape.prediction(end, 1, 1 - said, said, Double.NaN);
            long middle = (isLater ? other : known).row(i)[3] / 100_000_000;
            quote(tape, 1, end, middle);
            quote(tape, 2, end, middle + (isLater ? future.nextInt(12) : apart));
        }
        return inputs.events();
    }

    private static void quote(StrategyTape tape, int instrument, long timeNs, long bid) {
        tape.events()
                .quote()
                .at(timeNs)
                .instrument(instrument)
                .bid(Long.toString(bid), "90")
                .ask(Long.toString(bid + 1), "90")
                .send();
    }

    /** Gives inputs the sequences of a journal. */
    private static EventConsumer numbered(EventConsumer next) {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[512]);
        long[] sequence = {0};
        return (DirectBuffer buffer, int offset, int length) -> {
            copy.putBytes(0, buffer, offset, length);
            EventPrefix.sequence(copy, 0, ++sequence[0]);
            next.onEvent(copy, 0, length);
        };
    }
}
