package org.millrace.engine.trading;

import java.util.Random;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;

/** Does anything to a stage that anybody might do, each seed something else: prices of whole numbers around 1,000. */
final class RandomTape {
    private static final OrderType[] TYPES = {
        OrderType.MARKET,
        OrderType.LIMIT,
        OrderType.LIMIT,
        OrderType.STOP,
        OrderType.STOP_LIMIT,
        OrderType.TRAILING_STOP
    };
    private static final TimeInForce[] TIMES = {
        TimeInForce.GTC, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.DAY
    };
    private static final long STEP_NS = 700_000L;
    private static final int MOST_ORDERS = 500;

    private final TradingTape tape;
    private final Random random;
    private int middle = 1_000;
    private long timeNs;

    RandomTape(TradingTape tape, int seed) {
        this.tape = tape;
        random = new Random(seed);
        timeNs = tape.events().time();
        showBook();
    }

    void step() {
        timeNs += STEP_NS * random.nextInt(4);
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 -> order();
            case 5 -> tape.cancel(1 + random.nextInt(MOST_ORDERS));
            case 6 -> tape.amend(1 + random.nextInt(MOST_ORDERS), price(), Integer.toString(1 + random.nextInt(9)));
            case 7 -> rare();
            case 8, 9, 10, 11, 12 -> {
                AggressorSide side = AggressorSide.get((short) random.nextInt(3));
                tape.events()
                        .trade()
                        .at(timeNs)
                        .price(near())
                        .quantity(quantity())
                        .side(side)
                        .send();
            }
            case 13, 14, 15 -> tape.events().tick().at(timeNs).send();
            case 16, 17, 18 -> change();
            default -> showBook();
        }
    }

    /** Lets time pass in which nothing happens, until the clock ticks. */
    void pass(long ns) {
        timeNs += ns;
        tape.events().tick().at(timeNs).send();
    }

    private void rare() {
        switch (random.nextInt(8)) {
            case 0 -> tape.killSwitch(1, true);
            case 1, 2, 3 -> tape.killSwitch(1, false);
            case 4 -> {
                tape.events().engineStarted().at(timeNs).send();
                showBook();
            }
            case 5 -> tape.again();
            default -> tape.transfer(1, Integer.toString(random.nextInt(200) - 100), "");
        }
    }

    private void order() {
        OrderType type = TYPES[random.nextInt(TYPES.length)];
        int account = 1 + random.nextInt(2);
        int strategy = random.nextInt(3);
        TimeInForce time = TIMES[random.nextInt(TIMES.length)];
        BooleanType reduces = random.nextInt(4) == 0 ? BooleanType.T : BooleanType.F;
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        tape.order(side, quantity(), more -> {
            more.orderType(type).timeInForce(time).reduceOnly(reduces);
            more.accountId(account).strategyId(strategy);
            prices(type, more);
        });
    }

    private void prices(OrderType type, OrderCommandEncoder order) {
        if (type == OrderType.LIMIT || type == OrderType.STOP_LIMIT) {
            order.price(TradingTape.mantissa(price()));
        }
        if (type == OrderType.TRAILING_STOP) {
            order.stopPrice(TradingTape.mantissa(Integer.toString(1 + random.nextInt(5))));
        } else if (type != OrderType.MARKET && type != OrderType.LIMIT) {
            order.stopPrice(TradingTape.mantissa(price()));
        }
    }

    private void showBook() {
        middle = Math.max(500, middle - 2 + random.nextInt(5));
        StringBuilder levels = new StringBuilder();
        for (int i = 1; i <= 4; i++) {
            levels.append(middle - i).append('x').append(quantity()).append(' ');
        }
        levels.append("/ ");
        for (int i = 1; i <= 4; i++) {
            levels.append(middle + i).append('x').append(quantity()).append(' ');
        }
        tape.events().tick().at(timeNs).send();
        tape.book(levels.toString().trim());
    }

    private void change() {
        int away = 1 + random.nextInt(4);
        tape.change(
                random.nextBoolean() ? (middle - away) + "x" + quantity() : "/ " + (middle + away) + "x" + quantity());
    }

    private String quantity() {
        return (1 + random.nextInt(5)) + "." + random.nextInt(10);
    }

    private String price() {
        return Integer.toString(middle - 5 + random.nextInt(11));
    }

    private String near() {
        return Integer.toString(middle - 2 + random.nextInt(5));
    }
}
