package org.millrace.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.StrategyStatusDecoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.strategy.support.StrategyTape;

class StrategyHostTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long UNIT = 100_000_000L;

    private final StrategyTape tape = new StrategyTape(
            new StrategyLibrary(List.of(StrategyType.of(Bidder.class), StrategyType.of(Stumbler.class))));
    private int bars;

    /** Bids one below each close, and cannot stand a close of its limit. */
    public static final class Bidder extends Strategy {
        private final Bidder.Parameters parameters;
        private long bid;

        /** Its limit. */
        public record Parameters(@Range(value = 200, from = 1, to = 1_000) double limit, Nested nested) {}

        /** Parameters within parameters. */
        public record Nested(@Range(value = 1, from = 1, to = 5) int size) {}

        public Bidder(Bidder.Parameters parameters) {
            this.parameters = parameters;
        }

        @Override
        public void onBar(BarView bar, StrategyContext context) {
            if (bar.closeValue() == parameters.limit()) {
                throw new IllegalStateException("too dear");
            }
            long price = bar.close() - UNIT;
            if (bid == 0) {
                bid = context.order(1, Side.BUY, parameters.nested().size() * UNIT)
                        .limit(price)
                        .send();
            } else {
                context.amend(bid, price, 0, 0);
            }
        }
    }

    /** Places an order as it starts, and stumbles. */
    public static final class Stumbler extends Strategy {
        /** None. */
        public record Parameters() {}

        public Stumbler(Stumbler.Parameters parameters) {}

        @Override
        public void onStart(StrategyContext context) {
            context.order(1, Side.BUY, UNIT).limit(99 * UNIT).send();
            throw new IllegalStateException("too early");
        }
    }

    /** Signals the last value of each part of a feature set. */
    public static final class Listener extends Strategy {
        private static final SignalRule SAID = new SignalRule(1, "said");

        /** None. */
        public record Parameters() {}

        public Listener(Listener.Parameters parameters) {}

        @Override
        public void onFeatures(FeaturesDecoder features, StrategyContext context) {
            int first = features.firstIndex();
            double last = Double.NaN;
            for (FeaturesDecoder.ValuesDecoder value : features.values()) {
                last = value.value();
            }
            context.signal(1, Side.BUY, 1, SAID, first, last);
        }
    }

    @Test
    void shouldTellEachStrategyOfAllFeatures() {
        StrategyTape told = new StrategyTape(new StrategyLibrary(List.of(StrategyType.of(Listener.class))));
        told.start(1, "Listener", Map.of()).start(2, "Listener", Map.of());

        told.features(told.events().time(), 0, 0.5, 1.5);
        told.features(told.events().time(), 2, 2.5);

        SignalDecoder signal = new SignalDecoder();
        assertThat(told.out().eventsOf(SignalDecoder.TEMPLATE_ID).stream()
                        .map(event -> signal.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                        .map(each -> "%d: from %.0f on, at last %.1f"
                                .formatted(each.strategyId(), each.left(), each.right())))
                .containsExactly(
                        "1: from 0 on, at last 1.5",
                        "2: from 0 on, at last 1.5",
                        "1: from 2 on, at last 2.5",
                        "2: from 2 on, at last 2.5");
    }

    @Test
    void shouldEndWhatThrowsAsItStarts() {
        close(100);
        tape.start(1, "Stumbler", Map.of());

        assertThat(said())
                .isEqualTo(List.of(
                        "strategy 1 Stumbler RUNNING",
                        "order 1 of 1 at 99 PENDING",
                        "order 1 of 1 at 99 CANCELLED STRATEGY_STOPPED",
                        "strategy 1 Stumbler FAULTED IllegalStateException"));
    }

    @Test
    void shouldEndWhatThrowsAndTell() {
        tape.start(1, "Bidder", Map.of("limit", 103.0)).start(2, "Bidder", Map.of());

        close(100);
        close(103);
        close(104);

        assertThat(said())
                .isEqualTo(List.of(
                        "strategy 1 Bidder RUNNING",
                        "strategy 2 Bidder RUNNING",
                        "order 1 of 1 at 99 PENDING",
                        "order 2 of 2 at 99 PENDING",
                        "order 1 of 1 at 99 OPEN",
                        "order 2 of 2 at 99 OPEN",
                        "order 2 of 2 at 102 OPEN",
                        "order 1 of 1 at 99 CANCELLED STRATEGY_STOPPED",
                        "strategy 1 Bidder FAULTED IllegalStateException",
                        "order 2 of 2 at 103 OPEN"));
    }

    @Test
    void shouldCancelTheOrdersOfWhatIsStoppedAndStartAnew() {
        tape.start(1, "Bidder", Map.of());
        close(100);
        tape.stop(1).stop(1);
        tape.start(1, "Bidder", Map.of("size", 2.0));
        tape.events().engineStarted().send();

        assertThat(said())
                .isEqualTo(List.of(
                        "strategy 1 Bidder RUNNING",
                        "order 1 of 1 at 99 PENDING",
                        "order 1 of 1 at 99 CANCELLED STRATEGY_STOPPED",
                        "strategy 1 Bidder STOPPED",
                        "strategy 1 Bidder RUNNING",
                        "strategy 1 Bidder RUNNING"));
    }

    @Test
    void shouldRunOnlyWhatIsNotThere() {
        tape.run(1, "Bidder", Map.of());
        tape.run(1, "Bidder", Map.of());
        tape.restore();
        tape.run(1, "Bidder", Map.of());
        assertThat(said()).isEqualTo(List.of("strategy 1 Bidder RUNNING"));

        tape.run(1, "Bidder", new TreeMap<>(Map.of("size", 9.0))); // not possible
        assertThat(said()).isEmpty();

        tape.run(1, "Bidder", new TreeMap<>(Map.of("size", 3.0, "limit", 50.0)));
        assertThat(said()).isEqualTo(List.of("strategy 1 Bidder STOPPED", "strategy 1 Bidder RUNNING"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Rsi                | timeframe | 120 | timeframe=120: indicators are computed of bars of 1, 5, 30, 60, 300, 900, 3600, 14400, 86400 seconds, no others
                    Macd               | timeframe | 61  | timeframe=61: indicators are computed of bars of 1,
                    BollingerReversion | timeframe | 7   | timeframe=7: indicators are computed of bars of 1,
                    CrossVenueSpread   | venue     | 77  | venue=77: expected 0 for any, or one of 1 BINANCE, 2 BINANCE_US,
                    """)
    void shouldSayWhichParameterCannotBeAndWhatIsKnown(String name, String parameter, double value, String message) {
        assertThatThrownBy(() -> ShippedStrategies.library().find(name).create(Map.of(parameter, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": " + message);
    }

    @Test
    void shouldKnowParametersWithinParameters() {
        StrategyType type = StrategyType.of(Bidder.class);

        assertThat(type.parameters()).extracting(StrategyType.Parameter::name).containsExactly("limit", "size");
        assertThat(type.parameters()).extracting(StrategyType.Parameter::whole).containsExactly(false, true);
        assertThat(type.isPossible(Map.of("size", 5.0))).isTrue();
        assertThat(type.isPossible(Map.of("size", 2.5))).isFalse();
        assertThat(type.isPossible(Map.of("nested", 1.0))).isFalse();
    }

    private void close(long price) {
        tape.bar(
                1,
                60,
                tape.events().time() + bars++ * MINUTE_NS,
                price * UNIT,
                price * UNIT,
                price * UNIT,
                price * UNIT);
    }

    private List<String> said() {
        StrategyStatusDecoder status = new StrategyStatusDecoder();
        OrderDecoder order = new OrderDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : tape.out().events()) {
            if (EventPrefix.templateId(event, 0) == StrategyStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
                String fault = status.fault();
                all.add("strategy " + status.strategyId() + " " + status.name() + " " + status.state()
                        + (fault.isEmpty() ? "" : " " + fault));
            } else if (EventPrefix.templateId(event, 0) == OrderDecoder.TEMPLATE_ID) {
                order.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
                all.add("order " + order.orderId() + " of " + order.strategyId() + " at " + order.price() / UNIT + " "
                        + order.state() + (order.reasonCode() == 0 ? "" : " " + order.reason()));
            }
        }
        tape.out().clear();
        return all;
    }
}
