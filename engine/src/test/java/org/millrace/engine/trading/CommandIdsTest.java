package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.CommandResultDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.StrategyStatusDecoder;

/** A command is known by its id: the same once more is answered again and obeyed no second time, also after a restart. */
class CommandIdsTest {
    private static final int KEPT = 16_384;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<String> told = new ArrayList<>();
    private final TradingTape tape = new TradingTape(this::take).book("99x5 98x10 / 100x3 101x10");

    @Test
    void shouldPlaceAnOrderOnce() {
        tape.limit(Side.BUY, "1", "98");
        assertEquals(List.of("order 1 PENDING", "answer 1: 0 of 1"), takeTold());

        tape.again();
        tape.restore();
        tape.again();

        assertEquals(List.of("answer 1: 0 of 1", "answer 1: 0 of 1"), takeTold());
    }

    @Test
    void shouldRefuseAnOrderOnceByItsNumber() {
        tape.buy("5000000");
        assertEquals(List.of("order 1 REFUSED", "answer 1: 401 of 1"), takeTold());

        tape.again();
        tape.restore();
        tape.again().limit(Side.BUY, "1", "98");

        assertEquals(
                List.of("answer 1: 401 of 1", "answer 1: 401 of 1", "order 2 PENDING", "answer 2: 0 of 2"), takeTold());
    }

    @Test
    void shouldAnswerAsItWasThoughTheOrderIsGone() {
        tape.limit(Side.BUY, "1", "98");
        byte[] place = last();
        tape.amend(1, "97", "1");
        byte[] amend = last();
        tape.cancel(1);
        takeTold();

        tape.restore();
        tape.again().hand(amend).hand(place);

        assertEquals(List.of("answer 3: 0 of 1", "answer 2: 0 of 1", "answer 1: 0 of 1"), takeTold());
    }

    @Test
    void shouldMoveMoneyOnce() {
        tape.transfer(1, "50", "").again();
        tape.restore();
        tape.again();

        assertEquals(Money.ofDouble(100_050), tape.account().cash());
    }

    @Test
    void shouldStopAnAccountOnce() {
        tape.killSwitch(true);
        byte[] stop = last();
        tape.killSwitch(false);
        tape.restore();

        tape.hand(stop).limit(Side.BUY, "1", "98"); // what was released since is not stopped again

        assertEquals(List.of("answer 1: 0 of 0", "order 1 PENDING", "answer 3: 0 of 1"), lastTold(3));
    }

    @Test
    void shouldStartAStrategyOnce() {
        tape.start("Crossover", Map.of());
        tape.again();
        tape.restore();
        tape.again();

        assertEquals(List.of("strategy 1", "answer 1: 0 of 1", "answer 1: 0 of 1", "answer 1: 0 of 1"), takeTold());
    }

    @Test
    void shouldKnowAsManyAsItKeeps() {
        tape.transfer(1, "1", "");
        byte[] oldest = last();
        tape.transfer(1, "1", "");
        byte[] next = last();
        for (int i = 2; i <= KEPT; i++) {
            tape.transfer(1, "1", "");
        }
        tape.restore();
        assertEquals(Money.ofDouble(100_001 + KEPT), tape.account().cash());

        tape.hand(next);
        assertEquals(Money.ofDouble(100_001 + KEPT), tape.account().cash());
        tape.hand(oldest);

        assertEquals(Money.ofDouble(100_002 + KEPT), tape.account().cash(), "obeyed as a new one");
    }

    private byte[] last() {
        return tape.inputs().get(tape.inputs().size() - 1);
    }

    private List<String> takeTold() {
        return lastTold(told.size());
    }

    private List<String> lastTold(int count) {
        List<String> lines = List.copyOf(told.subList(told.size() - count, told.size()));
        told.clear();
        return lines;
    }

    private void take(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case OrderDecoder.TEMPLATE_ID -> {
                OrderDecoder order = new OrderDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("order " + order.orderId() + " " + order.state());
            }
            case StrategyStatusDecoder.TEMPLATE_ID ->
                told.add("strategy "
                        + new StrategyStatusDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .strategyId());
            case CommandResultDecoder.TEMPLATE_ID -> {
                CommandResultDecoder result = new CommandResultDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add("answer " + result.commandId().leastSignificant() + ": " + result.errorCode() + " of "
                        + result.objectId());
            }
            default -> {}
        }
    }
}
