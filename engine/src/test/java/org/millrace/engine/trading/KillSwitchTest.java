package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;

/** Who is stopped, by whom, what becomes of the orders, and who may trade again. */
class KillSwitchTest {
    private static final int ALL = 0;
    private static final int DESK = 1;
    private static final int OTHER = 2;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<String> told = new ArrayList<>();
    private final TradingTape tape = new TradingTape(this::take)
            .set(Setting.TRADING_MAKER_FEE, "0")
            .set(Setting.TRADING_TAKER_FEE, "0")
            .book("99x1000 / 101x1000");

    @Test
    void shouldCancelWhatDoesNotReduceAndRefuseWhatComes() {
        hold(DESK);
        bid(DESK);
        bid(OTHER);
        tape.order(Side.SELL, "5", more -> ask(more).reduceOnly(BooleanType.T));
        told.clear();

        tape.killSwitch(DESK, true);
        bid(DESK);
        bid(OTHER);
        tape.sell("3");

        assertEquals(
                List.of(
                        "switch 1 T REQUESTED",
                        "order 2 CANCELLED KILL_SWITCH",
                        "order 5 REFUSED KILL_SWITCH",
                        "order 6 PENDING",
                        "order 7 PENDING"),
                told);
    }

    @Test
    void shouldCancelTheOrdersOfStrategiesToo() {
        tape.order(Side.BUY, "1", more -> limit(more).strategyId(5));
        tape.limit(Side.BUY, "1", "90");
        told.clear();

        tape.killSwitch(DESK, true);

        assertEquals(
                List.of("switch 1 T REQUESTED", "order 1 CANCELLED KILL_SWITCH", "order 2 CANCELLED KILL_SWITCH"),
                told);
    }

    @ParameterizedTest
    @CsvSource({
        "RISK_DAILY_LOSS, 20, DAILY_LOSS, 20.5 > 20.0",
        "RISK_DRAWDOWN, 0.0002, DRAWDOWN, 2.05E-4 > 2.0E-4",
        "RISK_STALE_KILL, 1000000000, STALE, 2.0E9 > 1.0E9",
    })
    void shouldStopWhoBreaksARule(Setting setting, String bound, String reason, String numbers) {
        hold(DESK);
        bid(DESK);
        tape.set(setting, bound).book("97.9x1000 / 100x1000"); // 10 bought at 101 are worth 98.95
        told.clear();

        tape.tick("10:00:02");
        bid(DESK);

        assertEquals("switch 1 T " + reason + " " + numbers, told.get(0));
        assertEquals("order 2 CANCELLED KILL_SWITCH", told.get(1));
        assertEquals("order 3 REFUSED KILL_SWITCH", told.get(2));
    }

    @Test
    void shouldStopNobodyElseForALoss() {
        hold(DESK);
        bid(OTHER);
        tape.set(Setting.RISK_DAILY_LOSS, "20").book("97.9x1000 / 100x1000");
        told.clear();

        tape.tick("10:00:02");

        assertEquals(List.of("switch 1 T DAILY_LOSS 20.5 > 20.0"), told);
    }

    @Test
    void shouldStopAgainWhoIsReleasedWhileTheRuleHolds() {
        hold(DESK);
        tape.set(Setting.RISK_DAILY_LOSS, "20").book("97.9x1000 / 100x1000").tick("10:00:01");
        told.clear();

        tape.killSwitch(DESK, false).tick("10:00:02");
        tape.set(Setting.RISK_DAILY_LOSS, "30").killSwitch(DESK, false).tick("10:00:03");

        assertEquals(
                List.of("switch 1 F REQUESTED", "switch 1 T DAILY_LOSS 20.5 > 20.0", "switch 1 F REQUESTED"), told);
    }

    @Test
    void shouldStopAllAtOnce() {
        bid(DESK);
        bid(OTHER);
        told.clear();

        tape.killSwitch(ALL, true);
        bid(DESK);
        bid(OTHER);

        assertEquals(
                List.of(
                        "switch 0 T REQUESTED",
                        "order 1 CANCELLED KILL_SWITCH",
                        "order 2 CANCELLED KILL_SWITCH",
                        "order 3 REFUSED KILL_SWITCH",
                        "order 4 REFUSED KILL_SWITCH"),
                told);
    }

    @Test
    void shouldLetNobodyTradeWhoIsReleasedWhileAllAreStopped() {
        tape.killSwitch(DESK, true).killSwitch(ALL, true).killSwitch(DESK, false);
        told.clear();

        bid(DESK);
        tape.killSwitch(ALL, false);
        bid(DESK);

        assertEquals(List.of("order 1 REFUSED KILL_SWITCH", "switch 0 F REQUESTED", "order 2 PENDING"), told);
    }

    @Test
    void shouldReleaseEveryAccountWithAll() {
        tape.killSwitch(DESK, true).killSwitch(OTHER, true).killSwitch(ALL, true);
        told.clear();

        tape.killSwitch(ALL, false);
        bid(DESK);
        bid(OTHER);

        assertEquals(List.of("switch 0 F REQUESTED", "order 1 PENDING", "order 2 PENDING"), told);
    }

    @Test
    void shouldKeepItsFirstReason() {
        hold(DESK);
        tape.set(Setting.RISK_DAILY_LOSS, "20").book("97.9x1000 / 100x1000").tick("10:00:01");
        told.clear();

        tape.killSwitch(DESK, true);

        assertEquals(List.of("switch 1 T DAILY_LOSS 20.5 > 20.0"), told);
    }

    @Test
    void shouldStayStoppedOverARestart() {
        tape.killSwitch(DESK, true).killSwitch(OTHER, true).killSwitch(OTHER, false);
        told.clear();

        tape.restore();
        tape.events().engineStarted().send();
        tape.book("99x1000 / 101x1000");
        bid(DESK);
        bid(OTHER);

        assertEquals(List.of("switch 1 T REQUESTED", "order 1 REFUSED KILL_SWITCH", "order 2 PENDING"), told);
    }

    /** Has an account buy 10 at 101. */
    private void hold(int account) {
        tape.order(Side.BUY, "10", more -> more.accountId(account)).change("90x1");
    }

    private void bid(int account) {
        tape.order(Side.BUY, "1", more -> limit(more).accountId(account));
    }

    private static OrderCommandEncoder limit(OrderCommandEncoder order) {
        return order.orderType(OrderType.LIMIT).price(TradingTape.mantissa("80"));
    }

    private static OrderCommandEncoder ask(OrderCommandEncoder order) {
        return order.orderType(OrderType.LIMIT).price(TradingTape.mantissa("150"));
    }

    private void take(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case KillSwitchDecoder.TEMPLATE_ID -> {
                KillSwitchDecoder each = new KillSwitchDecoder().wrapAndApplyHeader(buffer, offset, header);
                String numbers = each.bound() == 0 ? "" : " " + each.value() + " > " + each.bound();
                String engaged = each.engaged() == BooleanType.T ? " T " : " F ";
                told.add("switch " + each.accountId() + engaged + each.reason() + numbers);
            }
            case OrderDecoder.TEMPLATE_ID -> {
                OrderDecoder each = new OrderDecoder().wrapAndApplyHeader(buffer, offset, header);
                String reason = each.reason() == OrderReason.NONE ? "" : " " + each.reason();
                told.add("order " + each.orderId() + " " + each.state() + reason);
            }
            default -> {}
        }
    }
}
