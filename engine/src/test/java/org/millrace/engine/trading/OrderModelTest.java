package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AmendCommandDecoder;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.CancelCommandDecoder;
import org.millrace.codecs.sbe.CommandResultDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.Setting;
import org.millrace.gateway.protocol.ErrorCode;

/**
 * The table of an order's states in doc/trading.md is the model: whatever is ordered and whatever happens, an order does
 * what stands there and nothing else, and all of it happens.
 */
class OrderModelTest {
    private static final int SEQUENCES = 400;
    private static final int STEPS = 250;
    private static final int STEPS_A_DAY = 40;
    private static final int STEPS_AN_AMENDMENT = 7;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final String FIRST_ROW = "| state | ARRIVE";
    private static final int FIRST_DERIVED = 100;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final CancelCommandDecoder cancel = new CancelCommandDecoder();
    private final AmendCommandDecoder amend = new AmendCommandDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final Set<String> table = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();
    private final Map<Long, OrderState> states = new HashMap<>();
    private final Map<Long, Integer> accounts = new HashMap<>();
    private final Map<Long, Boolean> mayBeObeyed = new HashMap<>(); // by the id of a command
    private long filled; // order of the fill that was told last
    private long newest; // order
    private int cause; // template of the input that is being handled

    @Test
    void shouldDoAllThatTheTableSaysAndNothingElse() throws IOException {
        readTable();

        for (int seed = 1; seed <= SEQUENCES; seed++) {
            play(seed);
        }

        assertEquals(table, seen);
    }

    private void play(int seed) {
        states.clear();
        newest = 0;
        mayBeObeyed.clear();
        TradingTape tape = new TradingTape(this::onEvent);
        tape.set(Setting.TRADING_LATENCY, "1000000").set(Setting.RISK_LEVERAGE, "5");
        RandomTape random = new RandomTape(tape, seed);
        for (int step = 1; step <= STEPS; step++) {
            random.step();
            if (step % STEPS_AN_AMENDMENT == 0) {
                tape.amend(newest, "1000", "3");
            }
            if (step % STEPS_A_DAY == 0) {
                random.pass(DAY_NS);
            }
        }
    }

    /** Reads transitions, as "OPEN CANCEL CANCELLED". */
    private void readTable() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(Path.of("doc", "trading.md")));
        while (!rows.get(0).startsWith(FIRST_ROW)) {
            rows.remove(0);
        }
        String[] events = cells(rows.get(0));
        for (String row : rows.subList(2, rows.indexOf(""))) {
            String[] cells = cells(row);
            for (int i = 1; i < cells.length; i++) {
                if (!cells[i].isEmpty()) {
                    table.add(cells[0] + " " + events[i] + " " + cells[i]);
                }
            }
        }
    }

    private static String[] cells(String row) {
        return row.substring(2).split(" *\\| ?", -1);
    }

    private void onEvent(DirectBuffer buffer, int offset, int length) {
        int told = EventPrefix.templateId(buffer, offset);
        if (told < FIRST_DERIVED || told == BookTopDecoder.TEMPLATE_ID) {
            cause = told;
        }
        switch (told) {
            case OrderDecoder.TEMPLATE_ID -> onOrder(order.wrapAndApplyHeader(buffer, offset, header));
            case FillDecoder.TEMPLATE_ID ->
                filled = fill.wrapAndApplyHeader(buffer, offset, header).orderId();
            case CommandResultDecoder.TEMPLATE_ID -> onResult(result.wrapAndApplyHeader(buffer, offset, header));
            case CancelCommandDecoder.TEMPLATE_ID -> {
                cancel.wrapAndApplyHeader(buffer, offset, header);
                expect(cancel.commandId().leastSignificant(), cancel.orderId(), cancel.accountId());
            }
            case AmendCommandDecoder.TEMPLATE_ID -> {
                amend.wrapAndApplyHeader(buffer, offset, header);
                expect(amend.commandId().leastSignificant(), amend.orderId(), amend.accountId());
            }
            default -> {}
        }
    }

    private void onOrder(OrderDecoder now) {
        OrderState before = states.put(now.orderId(), now.state());
        accounts.put(now.orderId(), now.accountId());
        newest = Math.max(newest, now.orderId());
        if (before == null) {
            assertTrue(now.state() == OrderState.PENDING || now.state() == OrderState.REFUSED, now::toString);
        } else if (cause != EngineStartedDecoder.TEMPLATE_ID) { // which has all of them told once more
            seen.add(before + " " + event(now) + " " + now.state());
        }
        filled = 0;
    }

    /** Says what must have happened to an order that is told of. */
    private String event(OrderDecoder now) {
        if (cause == AmendCommandDecoder.TEMPLATE_ID && amend.orderId() == now.orderId()) {
            return "AMEND";
        }
        boolean isFilled = filled == now.orderId();
        return switch (now.state()) {
            case OPEN -> "ARRIVE";
            case PARTIALLY_FILLED -> isFilled ? "FILL_PART" : "nothing";
            case FILLED -> isFilled ? "FILL" : "nothing";
            case CANCELLED -> "CANCEL";
            case EXPIRED -> "EXPIRE";
            default -> "nothing";
        };
    }

    /** A command is obeyed only while its order is alive, and by its own account. */
    private void expect(long commandId, long orderId, int accountId) {
        boolean isAlive = table.contains(states.get(orderId) + " CANCEL CANCELLED");
        mayBeObeyed.putIfAbsent(commandId, isAlive && accounts.get(orderId) == accountId);
    }

    private void onResult(CommandResultDecoder now) {
        Boolean may = mayBeObeyed.get(now.commandId().leastSignificant());
        if (may != null) {
            assertEquals(may, now.errorCode() != ErrorCode.UNKNOWN_ORDER, now::toString);
        }
    }
}
