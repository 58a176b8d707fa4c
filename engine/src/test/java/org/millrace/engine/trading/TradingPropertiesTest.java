package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.engine.portfolio.Holding;

/** What holds whatever is ordered, and however the market moves. */
class TradingPropertiesTest {
    private static final Pattern AFTER_AT = Pattern.compile(".* at (\\S+).*");
    private static final Pattern QUANTITY = Pattern.compile("\\S+ \\S+ \\S+ (\\S+).*");
    private static final int STEPS = 2_000;
    private static final long BEGINNING = TradingTape.mantissa("100000");

    private final TradingTape tape = new TradingTape();
    private final List<String> fills = new ArrayList<>();
    private Random random;
    private int mid = 1_000;

    @RepeatedTest(20)
    void shouldConserveMoneyAndStayWithinTheMarket(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < STEPS; i++) {
            int low = mid - 20;
            int high = mid + 20;
            step();
            low = Math.min(low, mid - 20);
            high = Math.max(high, mid + 20);
            for (String line : tape.said()) {
                if (line.startsWith("fill")) {
                    fills.add(line);
                    BigDecimal price = new BigDecimal(AFTER_AT.matcher(line).replaceFirst("$1"));
                    assertTrue(price.intValue() >= low && price.intValue() <= high, line + ", market around " + mid);
                }
            }
        }

        Holding holding = tape.account().holding(1);
        assertTrue(fills.size() > STEPS / 20, "fills: " + fills.size());
        assertEquals(
                BEGINNING + tape.account().realised() - tape.account().fees(),
                tape.account().cash() + holding.cost(),
                "cash and what is held cost what was begun with and earned, less fees");
        assertEquals(signedSum(), holding.quantity(), "quantity held is what was bought less what was sold");
        assertEquals(0, holding.quantity() == 0 ? holding.cost() : 0, "nothing held costs nothing");
    }

    private void step() {
        String quantity = Integer.toString(1 + random.nextInt(9));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        switch (random.nextInt(8)) {
            case 0 -> tape.order(side, quantity, more -> {});
            case 1 -> tape.limit(side, quantity, Integer.toString(mid - 5 + random.nextInt(11)));
            case 2 ->
                tape.order(side, quantity, more -> more.orderType(OrderType.STOP)
                        .stopPrice(TradingTape.mantissa(Integer.toString(mid - 5 + random.nextInt(11)))));
            case 3 ->
                tape.order(
                        side,
                        quantity,
                        more -> more.timeInForce(random.nextBoolean() ? TimeInForce.IOC : TimeInForce.FOK));
            case 4 -> tape.cancel(1 + random.nextInt(STEPS));
            case 5 ->
                tape.trade(
                        Integer.toString(mid - 1 + random.nextInt(3)),
                        quantity,
                        random.nextBoolean() ? AggressorSide.BUY : AggressorSide.SELL);
            default -> showBook();
        }
    }

    private void showBook() {
        mid = Math.max(100, mid - 2 + random.nextInt(5));
        StringBuilder book = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            book.append(mid - i).append('x').append(1 + random.nextInt(4)).append(' ');
        }
        book.append("/ ");
        for (int i = 1; i <= 5; i++) {
            book.append(mid + i).append('x').append(1 + random.nextInt(4)).append(' ');
        }
        tape.book(book.toString().trim());
    }

    private long signedSum() {
        return fills.stream()
                .mapToLong(line -> TradingTape.mantissa(QUANTITY.matcher(line).replaceFirst("$1"))
                        * (line.contains(" BUY ") ? 1 : -1))
                .sum();
    }
}
