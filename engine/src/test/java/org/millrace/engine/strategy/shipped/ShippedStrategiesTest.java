package org.millrace.engine.strategy.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.engine.strategy.support.BarSeries;
import org.millrace.engine.strategy.support.StrategyTape;

/** Compares what strategies do on bars with {@link Oracle}: each decision, and the fill at the next bar's open. */
class ShippedStrategiesTest {
    private static final String CAPTURES = System.getProperty("millrace.captures", "");
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long UNIT = 100_000_000L;
    private static final int WALKS = 3;
    private static final List<String> RECORDED = List.of(
            "aapl_1d_2013",
            "spy_1d_20130222",
            "coinbase_btcusd_1d_trade",
            "binance_btcbusd_1m_trade_20221213",
            "coinbase_btcusd_1m_trade_20180404",
            "yahoo_EA_15m");

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (boolean shorts : new boolean[] {false, true}) {
            add(cases, "Crossover", Map.of("fast", 5.0, "slow", 12.0), shorts, each -> each.crossover(5, 12));
            add(cases, "Crossover", Map.of(), shorts, each -> each.crossover(20, 50));
            add(cases, "Rsi", Map.of("low", 35.0, "high", 65.0), shorts, each -> each.rsi(35, 65));
            add(cases, "Macd", Map.of(), shorts, Oracle::macd);
            add(cases, "BollingerReversion", Map.of("deviations", 1.5), shorts, each -> each.bollinger(1.5));
            add(cases, "Momentum", Map.of("period", 7.0), shorts, each -> each.momentum(7, 0.01));
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void shouldDecideAsDefinedOnRandomWalks(
            String name, Map<String, Double> values, boolean shorts, Function<Oracle, List<Oracle.Decision>> oracle) {
        for (int seed = 1; seed <= WALKS; seed++) {
            BarSeries bars = BarSeries.walk(seed, 2_000);

            compare(bars, run(name, values, bars), oracle.apply(new Oracle(bars.closes(), shorts)), 10);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void shouldDecideAsDefinedOnRecordedBars(
            String name, Map<String, Double> values, boolean shorts, Function<Oracle, List<Oracle.Decision>> oracle)
            throws IOException {
        assumeTrue(!CAPTURES.isEmpty(), "no recorded data: set -Dmillrace.captures");
        for (String file : RECORDED) {
            BarSeries bars = BarSeries.ofCsv(Path.of(CAPTURES, "bars", file + ".csv.gz"));

            compare(bars, run(name, values, bars), oracle.apply(new Oracle(bars.closes(), shorts)), 0);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void shouldGoOnAfterARestartAsIfThereHadBeenNone(
            String name, Map<String, Double> values, boolean shorts, Function<Oracle, List<Oracle.Decision>> oracle) {
        BarSeries bars = BarSeries.walk(9, 600);
        Map<String, Double> more = new TreeMap<>(values);
        more.putAll(Map.of("volatility", 0.5, "stop", 0.02, "atrStop", 2.0, "trailingStop", 0.03));

        StrategyTape whole = tape(name, more);
        StrategyTape restarted = tape(name, more);
        for (int i = 0; i < bars.size(); i++) {
            whole.bar(1, 60, whole.events().time() + i * MINUTE_NS, bars.row(i));
            restarted.bar(1, 60, restarted.events().time() + i * MINUTE_NS, bars.row(i));
            if (i % 37 == 36) {
                restarted.restore();
            }
        }

        assertThat(fills(whole)).hasSizeGreaterThan(3);
        assertThat(restarted.bytes()).isEqualTo(whole.bytes());
    }

    @Test
    void shouldTakeMeansThatAreEqualForNoCrossing() {
        StrategyTape tape = tape("Crossover", Map.of("fast", 2.0, "slow", 3.0));
        long[] closes = {101, 92, 103, 107, 104, 108, 100, 98, 106
        }; // in tenths; behind the seventh both means are 10.4

        for (int i = 0; i < closes.length; i++) {
            long close = closes[i] * UNIT / 10;
            tape.bar(1, 60, tape.events().time() + i * MINUTE_NS, close, close, close, close);
        }

        assertThat(signals(tape)).containsExactly("3 BUY", "5 SELL", "8 BUY");
    }

    private static void add(
            List<Arguments> cases,
            String name,
            Map<String, Double> values,
            boolean shorts,
            Function<Oracle, List<Oracle.Decision>> oracle) {
        Map<String, Double> all = new TreeMap<>(values);
        if (shorts) {
            all.put("shorts", 1.0);
        }
        cases.add(Arguments.of(name, all, shorts, oracle));
    }

    private static StrategyTape run(String name, Map<String, Double> values, BarSeries bars) {
        StrategyTape tape = tape(name, values);
        for (int i = 0; i < bars.size(); i++) {
            tape.bar(1, 60, tape.events().time() + i * MINUTE_NS, bars.row(i));
        }
        return tape;
    }

    private static StrategyTape tape(String name, Map<String, Double> values) {
        return new StrategyTape(ShippedStrategies.library()).start(1, name, values);
    }

    private static void compare(BarSeries bars, StrategyTape tape, List<Oracle.Decision> decided, int atLeast) {
        assertThat(signals(tape))
                .isEqualTo(decided.stream()
                        .map(each -> each.bar() + " " + each.side())
                        .toList());
        assertThat(fills(tape)).isEqualTo(executed(bars, decided)).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    /** One unit at a time, at the open behind the decision; one order turns what is held. */
    private static List<String> executed(BarSeries bars, List<Oracle.Decision> decided) {
        List<String> fills = new ArrayList<>();
        Iterator<Oracle.Decision> decisions = decided.iterator();
        Oracle.Decision next = decisions.hasNext() ? decisions.next() : null;
        int held = 0;
        int where = 0;
        for (int bar = 0; bar < bars.size(); bar++) {
            if (held != where) {
                int step = where - held;
                held = where;
                fills.add(bar + (step > 0 ? " BUY " : " SELL ") + Math.abs(step) + " " + bars.open(bar));
            }
            while (next != null && next.bar() == bar) {
                where = next.where();
                next = decisions.hasNext() ? decisions.next() : null;
            }
        }
        return fills;
    }

    private static List<String> signals(StrategyTape tape) {
        SignalDecoder signal = new SignalDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : tape.out().eventsOf(SignalDecoder.TEMPLATE_ID)) {
            signal.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
            all.add(bar(tape, event) + " " + signal.side());
        }
        return all;
    }

    private static List<String> fills(StrategyTape tape) {
        FillDecoder fill = new FillDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : tape.out().eventsOf(FillDecoder.TEMPLATE_ID)) {
            fill.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
            all.add(bar(tape, event) + " " + fill.side() + " " + fill.quantity() / UNIT + " " + fill.price() / 1e8);
        }
        return all;
    }

    private static long bar(StrategyTape tape, UnsafeBuffer event) {
        return (EventPrefix.eventTime(event, 0) - tape.events().time()) / MINUTE_NS - 1;
    }
}
