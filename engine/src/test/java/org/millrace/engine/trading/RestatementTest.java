package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.StrategyParameterDecoder;
import org.millrace.codecs.sbe.StrategyStatusDecoder;
import org.millrace.codecs.sbe.Venue;

/** What lasts is told anew when the engine has started, so that whoever listens from then on knows it. */
class RestatementTest {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<String> told = new ArrayList<>();
    private final List<String> venues = new ArrayList<>();
    private final TradingTape tape = new TradingTape(this::take);

    @Test
    void shouldTellAllThatLastsWhenTheEngineHasStarted() {
        tape.book("99x5 98x10 / 100x3 101x10");
        tape.buy("2").change("97x1");
        tape.limit(Side.BUY, "1", "98").limit(Side.BUY, "1", "97").cancel(3);
        tape.trade("99", "1", AggressorSide.SELL);
        tape.start("Crossover", Map.of("fast", 5.0));
        tape.killSwitch(7, true);

        told.clear();
        tape.events().engineStarted().send();

        assertEquals(
                List.of(
                        "switch 7 T REQUESTED",
                        "order 2 OPEN",
                        "position 1/0 of 1: 2 at 100.0",
                        "portfolio 1/0 fees 0.2",
                        "strategy 1 Crossover RUNNING",
                        "parameter 1 fast 5.0",
                        "parameter 1 slow 50.0",
                        "parameter 1 timeframe 60.0",
                        "parameter 1 shorts 0.0",
                        "parameter 1 quantity 1.0",
                        "parameter 1 fraction 0.0",
                        "parameter 1 volatility 0.0",
                        "parameter 1 kelly 0.0",
                        "parameter 1 stop 0.0",
                        "parameter 1 atrStop 0.0",
                        "parameter 1 trailingStop 0.0"),
                told);
    }

    @Test
    void shouldSayThatAllMayTradeWhereNobodyIsStopped() {
        tape.killSwitch(0, true).killSwitch(0, false);
        assertEquals(List.of("switch 0 T REQUESTED", "switch 0 F REQUESTED"), told);

        told.clear();
        tape.events().engineStarted().send();

        assertEquals(List.of("switch 0 F REQUESTED"), told);
    }

    @Test
    void shouldTakeTheNextNumberForAStrategyThatBringsNone() {
        tape.start("Crossover", Map.of());
        tape.restore();
        tape.start("Crossover", Map.of());

        assertEquals(
                List.of("strategy 1 Crossover RUNNING", "strategy 2 Crossover RUNNING"),
                told.stream().filter(each -> each.startsWith("strategy")).toList());
    }

    @Test
    void shouldTellOfEachInstrumentUnderItsOwnVenue() {
        tape.start("Crossover", Map.of());
        tape.killSwitch(7, true);
        tape.events().engineStarted().send();

        assertEquals(Set.of("0 NONE", "1 SIMULATOR"), Set.copyOf(venues));
    }

    private void take(DirectBuffer buffer, int offset, int length) {
        venues.add(
                EventPrefix.instrumentId(buffer, offset) + " " + Venue.get((short) EventPrefix.venue(buffer, offset)));
        switch (EventPrefix.templateId(buffer, offset)) {
            case KillSwitchDecoder.TEMPLATE_ID -> {
                KillSwitchDecoder each = new KillSwitchDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("switch " + each.accountId() + " " + (each.engaged() == BooleanType.T ? "T" : "F") + " "
                        + each.reason());
            }
            case OrderDecoder.TEMPLATE_ID -> {
                OrderDecoder each = new OrderDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("order " + each.orderId() + " " + each.state());
            }
            case PositionDecoder.TEMPLATE_ID -> {
                PositionDecoder each = new PositionDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("position " + each.accountId() + "/" + each.strategyId() + " of "
                        + EventPrefix.instrumentId(buffer, offset) + ": " + TradingTape.text(each.quantity()) + " at "
                        + each.averagePrice());
            }
            case PortfolioDecoder.TEMPLATE_ID -> {
                PortfolioDecoder each = new PortfolioDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("portfolio " + each.accountId() + "/" + each.strategyId() + " fees "
                        + TradingTape.text(each.fees()));
            }
            case StrategyStatusDecoder.TEMPLATE_ID -> {
                StrategyStatusDecoder each = new StrategyStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("strategy " + each.strategyId() + " " + each.name() + " " + each.state());
            }
            case StrategyParameterDecoder.TEMPLATE_ID -> {
                StrategyParameterDecoder each =
                        new StrategyParameterDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("parameter " + each.strategyId() + " " + each.name() + " " + each.value());
            }
            default -> {}
        }
    }
}
