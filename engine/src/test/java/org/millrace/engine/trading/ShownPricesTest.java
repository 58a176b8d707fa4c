package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.codecs.sbe.TradeDecoder;

/**
 * No fill at a price, or of a size, that the market did not show, whatever is ordered, where it shows quotes or trades
 * alone. {@link TradingInvariantsTest} holds the same against books.
 */
class ShownPricesTest {
    private static final int SEEDS = 60;
    private static final int STEPS = 400;
    private static final OrderType[] TYPES = {
        OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP
    };

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final long[] shownPrice = new long[2]; // by side
    private final long[] shownQuantity = new long[2];
    private final long[] taken = new long[2];
    private long tradePrice;
    private long tradeLeft;
    private long fills;
    private Random random;
    private TradingTape tape;
    private int middle;

    /** What a market tells. */
    private enum Kind {
        QUOTES,
        TRADES
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldFillNothingThatWasNotShown(Kind kind) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            begin(seed);
            for (int step = 0; step < STEPS; step++) {
                step(kind);
            }
        }

        assertTrue(fills > SEEDS * 20, "fills: " + fills);
    }

    private void begin(int seed) {
        random = new Random(seed);
        middle = 1_000;
        Arrays.fill(shownPrice, 0);
        Arrays.fill(shownQuantity, 0);
        Arrays.fill(taken, 0);
        tradeLeft = 0;
        tape = new TradingTape(this::onEvent).set(Setting.RISK_LEVERAGE, "0").set(Setting.TRADING_QUEUE, "0.5");
    }

    private void step(Kind kind) {
        switch (random.nextInt(kind == Kind.QUOTES ? 4 : 2)) {
            case 0 -> order();
            case 1 -> tape.trade(near(), quantity(), AggressorSide.get((short) random.nextInt(3)));
            default -> {
                middle += random.nextInt(5) - 2;
                tape.events()
                        .quote()
                        .bid(Integer.toString(middle - 1), quantity())
                        .ask(Integer.toString(middle + 1), quantity())
                        .send();
            }
        }
        tape.said();
    }

    private void order() {
        OrderType type = TYPES[random.nextInt(TYPES.length)];
        TimeInForce time = TimeInForce.get((short) random.nextInt(4));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        tape.order(side, quantity(), more -> prices(type, more.orderType(type).timeInForce(time)));
    }

    private void prices(OrderType type, OrderCommandEncoder order) {
        if (type == OrderType.LIMIT || type == OrderType.STOP_LIMIT) {
            order.price(TradingTape.mantissa(near()));
        }
        if (type == OrderType.TRAILING_STOP) {
            order.stopPrice(TradingTape.mantissa("2"));
        } else if (type == OrderType.STOP || type == OrderType.STOP_LIMIT) {
            order.stopPrice(TradingTape.mantissa(near()));
        }
    }

    private String near() {
        return Integer.toString(middle - 3 + random.nextInt(7));
    }

    private String quantity() {
        return Integer.toString(1 + random.nextInt(5));
    }

    private void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrapAndApplyHeader(buffer, offset, header);
                tradePrice = trade.price();
                tradeLeft = trade.quantity();
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                quote.wrapAndApplyHeader(buffer, offset, header);
                show(Side.BUY, quote.bidPrice(), quote.bidQuantity());
                show(Side.SELL, quote.askPrice(), quote.askQuantity());
                tradeLeft = 0;
            }
            case FillDecoder.TEMPLATE_ID -> onFill(fill.wrapAndApplyHeader(buffer, offset, header));
            default -> {}
        }
    }

    /** The same price and size are nothing new. */
    private void show(Side side, long price, long quantity) {
        int i = side.value();
        if (shownPrice[i] != price || shownQuantity[i] != quantity) {
            shownPrice[i] = price;
            shownQuantity[i] = quantity;
            taken[i] = 0;
        }
    }

    private void onFill(FillDecoder fill) {
        fills++;
        boolean buys = fill.side() == Side.BUY;
        boolean ofTrade = tradeLeft >= fill.quantity()
                && (buys ? tradePrice <= fill.price() : tradePrice >= fill.price())
                && (fill.liquidity() == Liquidity.MAKER || shownQuantity[0] == 0);
        if (ofTrade) {
            tradeLeft -= fill.quantity();
            assertTrue(shownQuantity[0] != 0 || tradePrice == fill.price(), "at another price than was traded");
            return;
        }
        int against = buys ? Side.SELL.value() : Side.BUY.value();
        taken[against] += fill.quantity();
        assertTrue(taken[against] <= shownQuantity[against], "more than is shown");
        if (fill.liquidity() == Liquidity.TAKER) {
            assertEquals(shownPrice[against], fill.price(), "at another price than is shown");
        } else {
            long price = shownPrice[against];
            assertTrue(buys ? price <= fill.price() : price >= fill.price(), "nobody crosses it");
        }
    }
}
