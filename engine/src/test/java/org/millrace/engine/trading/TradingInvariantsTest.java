package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.engine.portfolio.Ledger;

/**
 * What holds whatever is ordered and whatever happens, judged by a second, simpler account of it: books as maps, money as
 * decimals, orders as the states that were told. Nothing here shares code with what is judged.
 */
class TradingInvariantsTest {
    private static final int SEQUENCES = 600;
    private static final int STEPS = 250;
    private static final long LATENCY_NS = 1_000_000;
    private static final Map<OrderState, String> AFTER = Map.of(
            OrderState.PENDING, "PENDING OPEN CANCELLED EXPIRED",
            OrderState.OPEN, "OPEN PARTIALLY_FILLED FILLED CANCELLED EXPIRED",
            OrderState.PARTIALLY_FILLED, "PARTIALLY_FILLED FILLED CANCELLED EXPIRED");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private Map<String, Long> book = new HashMap<>(); // "BUY 99": quantity
    private Map<String, Long> taken = new HashMap<>();
    private Map<Long, OrderState> states = new HashMap<>();
    private Map<Long, Long> filled = new HashMap<>();
    private Map<Long, long[]> placed = new HashMap<>(); // sequence, time
    private Map<Integer, BigDecimal> spent = new HashMap<>(); // by account
    private Map<String, Long> held = new HashMap<>(); // "account/strategy"
    private long tradeLeft;
    private long tradePrice;
    private int fills;

    @RepeatedTest(4)
    void shouldHoldWhateverHappens(RepetitionInfo repetition) {
        for (int i = 0; i < SEQUENCES; i++) {
            begin();
            TradingTape tape = new TradingTape(this::onEvent);
            tape.set(Setting.TRADING_LATENCY, Long.toString(LATENCY_NS)).set(Setting.RISK_LEVERAGE, "5");
            RandomTape random = new RandomTape(tape, repetition.getCurrentRepetition() * SEQUENCES + i);
            for (int step = 0; step < STEPS; step++) {
                random.step();
            }
            checkBooks(tape);
        }
        assertTrue(fills > SEQUENCES, "fills: " + fills);
    }

    private void begin() {
        book = new HashMap<>();
        taken = new HashMap<>();
        states = new HashMap<>();
        filled = new HashMap<>();
        placed = new HashMap<>();
        spent = new HashMap<>();
        held = new HashMap<>();
    }

    private void checkBooks(TradingTape tape) {
        for (int account = 1; account <= 2; account++) {
            Ledger ledger = tape.account(account);
            long sum = held.getOrDefault(account + "/0", 0L);
            for (int strategy = 1; strategy <= 2; strategy++) {
                long own = held.getOrDefault(account + "/" + strategy, 0L);
                assertEquals(own, tape.portfolio().ledger(account, strategy).quantity(1));
                sum += own;
            }
            assertEquals(sum, ledger.quantity(1), "what strategies and hands hold is the account's");
            long cost = ledger.holding(1) == null ? 0 : ledger.holding(1).cost();
            BigDecimal cash = BigDecimal.valueOf(100_000)
                    .add(tape.transferred(account))
                    .subtract(spent.getOrDefault(account, BigDecimal.ZERO));
            assertEquals(
                    cash.movePointRight(8).longValueExact(), ledger.purse(0).cash(), "cash");
            assertEquals(
                    TradingTape.mantissa("100000")
                            + tape.transferred(account).movePointRight(8).longValueExact()
                            + ledger.purse(0).realised()
                            - ledger.purse(0).fees(),
                    ledger.purse(0).cash() + cost,
                    "cash and cost are what came in and was earned, less fees");
        }
    }

    private void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case BookUpdateDecoder.TEMPLATE_ID -> onBook(buffer, offset);
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrapAndApplyHeader(buffer, offset, header);
                tradeLeft = trade.quantity();
                tradePrice = trade.price();
            }
            case OrderDecoder.TEMPLATE_ID -> onOrder(buffer, offset);
            case FillDecoder.TEMPLATE_ID -> onFill(buffer, offset);
            default -> {}
        }
    }

    private void onBook(DirectBuffer buffer, int offset) {
        int snapshot = EventPrefix.FIRST | EventPrefix.SNAPSHOT;
        if ((EventPrefix.flags(buffer, offset) & snapshot) == snapshot) {
            book.clear();
            taken.clear();
        }
        for (var level : update.wrapAndApplyHeader(buffer, offset, header).levels()) {
            String key = level.side() + " " + level.price();
            if (!Long.valueOf(level.quantity()).equals(book.put(key, level.quantity()))) {
                taken.remove(key);
            }
        }
        tradeLeft = 0;
    }

    private void onOrder(DirectBuffer buffer, int offset) {
        order.wrapAndApplyHeader(buffer, offset, header);
        long id = order.orderId();
        OrderState before = states.get(id);
        if (before == null) {
            assertTrue(order.state() == OrderState.PENDING || order.state() == OrderState.REFUSED, order::toString);
            placed.put(id, new long[] {EventPrefix.sequence(buffer, offset), EventPrefix.eventTime(buffer, offset)});
        } else {
            String after = AFTER.getOrDefault(before, "");
            assertTrue(after.contains(order.state().name()), () -> before + " then " + order.state());
        }
        assertEquals(filled.getOrDefault(id, 0L), order.filledQuantity(), "what is filled is the sum of its fills");
        assertTrue(order.state() != OrderState.FILLED || order.filledQuantity() == order.quantity(), "filled is all");
        states.put(id, order.state());
    }

    private void onFill(DirectBuffer buffer, int offset) {
        fill.wrapAndApplyHeader(buffer, offset, header);
        fills++;
        long[] since = placed.get(fill.orderId());
        assertTrue(EventPrefix.sequence(buffer, offset) > since[0], "filled by the event it was placed at");
        assertTrue(EventPrefix.eventTime(buffer, offset) >= since[1] + LATENCY_NS, "filled on its way");
        filled.merge(fill.orderId(), fill.quantity(), Long::sum);
        boolean buys = fill.side() == Side.BUY;
        held.merge(fill.accountId() + "/" + fill.strategyId(), buys ? fill.quantity() : -fill.quantity(), Long::sum);
        BigDecimal notional = BigDecimal.valueOf(fill.price(), 8)
                .multiply(BigDecimal.valueOf(fill.quantity(), 8))
                .setScale(8, RoundingMode.HALF_EVEN);
        BigDecimal fee = notional.multiply(new BigDecimal("0.001")).setScale(8, RoundingMode.HALF_EVEN);
        assertEquals(fee, BigDecimal.valueOf(fill.fee(), 8), "fee");
        spent.merge(fill.accountId(), (buys ? notional : notional.negate()).add(fee), BigDecimal::add);
        checkShown(buys);
    }

    /** A fill is of what the book shows, or of the trade that is looked at, and no two are of the same. */
    private void checkShown(boolean buys) {
        Side against = buys ? Side.SELL : Side.BUY;
        if (fill.liquidity() == Liquidity.TAKER) {
            String key = against + " " + fill.price();
            long all = taken.merge(key, fill.quantity(), Long::sum);
            assertTrue(all <= book.getOrDefault(key, 0L), () -> key + " shows less than " + all);
        } else if (tradeLeft >= fill.quantity()) {
            assertTrue(buys ? tradePrice <= fill.price() : tradePrice >= fill.price(), "traded at no such price");
            tradeLeft -= fill.quantity();
        } else {
            takeCrossing(against, buys);
        }
    }

    /** A book that crosses a waiting order fills it at its own price: from the best level on. */
    private void takeCrossing(Side against, boolean buys) {
        long left = fill.quantity();
        List<Long> prices = book.keySet().stream()
                .filter(key -> key.startsWith(against.name()))
                .map(key -> Long.parseLong(key.substring(key.indexOf(' ') + 1)))
                .filter(price -> buys ? price <= fill.price() : price >= fill.price())
                .sorted(buys ? Comparator.naturalOrder() : Comparator.reverseOrder())
                .toList();
        for (long price : prices) {
            String key = against + " " + price;
            long part = Math.min(left, book.get(key) - taken.getOrDefault(key, 0L));
            if (part > 0) {
                taken.merge(key, part, Long::sum);
                left -= part;
            }
        }
        assertEquals(0, left, "more than the market showed");
    }
}
