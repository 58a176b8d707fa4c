package org.millrace.engine.strategy.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.strategy.support.StrategyTape;

/** Instruments 1 and 3 are the same pair on two venues, 2 is another pair, 4 the same on the first venue again. */
class CrossVenueSpreadTest {
    private static final Map<String, Double> ONE_PER_CENT = Map.of("entry", 0.01, "exit", 0.001);
    private static final long UNIT = 100_000_000L;

    private final StrategyTape tape = tape();

    @Test
    void shouldSellTheDearerAndBuyTheCheaperUntilTheyMeet() {
        tape.start(1, "CrossVenueSpread", ONE_PER_CENT);
        quote(tape, 2, "50", "51");
        quote(tape, 4, "50", "51");
        quote(tape, 1, "100", "101");
        quote(tape, 3, "101.9", "102.1"); // 101.9 / 101 is not enough
        assertThat(signals(tape)).isEmpty();

        quote(tape, 3, "102.1", "102.3");
        assertThat(signals(tape))
                .isEqualTo(List.of("3 SELL bid > ask elsewhere 102.1 101.0", "1 BUY ask < bid elsewhere 101.0 102.1"));
        quote(tape, 1, "100", "101");
        quote(tape, 3, "102", "102.3");
        assertThat(fills(tape)).isEqualTo(List.of("1 BUY 1 at 101.0", "3 SELL 1 at 102.0"));

        tape.out().clear();
        quote(tape, 1, "102.2", "102.4"); // 102.3 / 102.2
        quote(tape, 3, "102", "102.3");
        quote(tape, 1, "102.2", "102.4");

        assertThat(signals(tape))
                .isEqualTo(List.of(
                        "1 SELL ask near bid elsewhere 102.3 102.2", "3 BUY ask near bid elsewhere 102.3 102.2"));
        assertThat(fills(tape)).isEqualTo(List.of("3 BUY 1 at 102.3", "1 SELL 1 at 102.2"));
    }

    @Test
    void shouldSignalUnderEachInstrumentsOwnVenue() {
        tape.start(1, "CrossVenueSpread", ONE_PER_CENT);
        quote(tape, 1, "100", "101");
        quote(tape, 3, "103", "104");

        assertThat(tape.out().eventsOf(SignalDecoder.TEMPLATE_ID))
                .extracting(signal -> EventPrefix.instrumentId(signal, 0) + " " + venue(signal))
                .isEqualTo(List.of("3 KRAKEN", "1 SIMULATOR"));
    }

    @Test
    void shouldEndTheOtherLegWhereOneIsRefused() {
        tape.set(Setting.RISK_ORDER_NOTIONAL, "101.5");
        tape.start(1, "CrossVenueSpread", ONE_PER_CENT);
        quote(tape, 1, "100", "101");
        quote(tape, 3, "103", "104"); // 103 may not be sold for

        assertThat(signals(tape))
                .endsWith("1 SELL the other leg has ended 1.0 0.0", "3 BUY the other leg has ended 1.0 0.0");
        quote(tape, 1, "100", "101");
        quote(tape, 3, "100", "101");
        assertThat(fills(tape)).isEmpty();
    }

    @Test
    void shouldTakeTheVenueThatItIsTold() {
        tape.start(1, "CrossVenueSpread", Map.of("venue", (double) Venue.COINBASE.value()));
        quote(tape, 1, "100", "101");
        quote(tape, 3, "120", "121");
        assertThat(signals(tape)).isEmpty();
    }

    @Test
    void shouldGoOnAfterARestartAsIfThereHadBeenNone() {
        StrategyTape restarted = tape();
        SplittableRandom random = new SplittableRandom(4);
        tape.start(1, "CrossVenueSpread", Map.of("stop", 0.05));
        restarted.start(1, "CrossVenueSpread", Map.of("stop", 0.05));
        for (int i = 0; i < 1_000; i++) {
            int bid = 100 + random.nextInt(8);
            int instrument = random.nextBoolean() ? 1 : 3;
            for (StrategyTape each : List.of(tape, restarted)) {
                quote(each, instrument, Integer.toString(bid), Integer.toString(bid + 1));
            }
            if (i % 50 == 49) {
                restarted.restore();
            }
        }

        assertThat(fills(tape)).hasSizeGreaterThan(50);
        assertThat(restarted.bytes()).isEqualTo(tape.bytes());
    }

    private static StrategyTape tape() {
        StrategyTape made = new StrategyTape(ShippedStrategies.library());
        made.events()
                .definition()
                .instrument(2)
                .names("X", "X-USD")
                .venue(Venue.KRAKEN)
                .send();
        made.events().definition().instrument(3).venue(Venue.KRAKEN).send();
        made.events().definition().instrument(4).send();
        return made;
    }

    private static void quote(StrategyTape to, int instrument, String bid, String ask) {
        to.events().quote().instrument(instrument).bid(bid, "9").ask(ask, "9").send();
    }

    private static List<String> signals(StrategyTape of) {
        SignalDecoder signal = new SignalDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : of.out().eventsOf(SignalDecoder.TEMPLATE_ID)) {
            signal.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
            all.add(EventPrefix.instrumentId(event, 0) + " " + signal.side() + " " + signal.rule() + " " + signal.left()
                    + " " + signal.right());
        }
        return all;
    }

    private static Venue venue(UnsafeBuffer event) {
        return Venue.get((short) EventPrefix.venue(event, 0));
    }

    private static List<String> fills(StrategyTape of) {
        FillDecoder fill = new FillDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : of.out().eventsOf(FillDecoder.TEMPLATE_ID)) {
            fill.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
            all.add(EventPrefix.instrumentId(event, 0) + " " + fill.side() + " " + fill.quantity() / UNIT + " at "
                    + (double) fill.price() / UNIT);
        }
        return all;
    }
}
