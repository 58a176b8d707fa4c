package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.codecs.support.EventBuilder;

/** What orders are matched with where there is no book: trades alone, quotes, bars alone. */
class TradesOnlyTest {
    private static final List<String> NOTHING = List.of();
    private static final long MINUTE_NS = 60_000_000_000L;

    private final TradingTape tape = new TradingTape();
    private long barEndNs = EventBuilder.nanos("10:00:00");

    @BeforeEach
    void chargeNothing() {
        tape.set(Setting.TRADING_MAKER_FEE, "0").set(Setting.TRADING_TAKER_FEE, "0");
    }

    @Test
    void shouldTakeOfLaterTradesAtTheirPrice() {
        traded("100", "4");
        tape.buy("3");
        assertEquals(List.of("order 1 PENDING"), tape.said());

        assertEquals(
                List.of("order 1 OPEN", "fill 1 BUY 2 at 101 TAKER fee 0", "order 1 PARTIALLY_FILLED"),
                traded("101", "2"));
        assertEquals(List.of("fill 1 BUY 1 at 102 TAKER fee 0", "order 1 FILLED"), traded("102", "5"));
    }

    @Test
    void shouldTakeItsShareOfATrade() {
        tape.set(Setting.TRADING_BAR_SHARE, "0.25");
        traded("100", "4");
        tape.buy("3");
        tape.said();

        assertEquals("fill 1 BUY 2 at 101 TAKER fee 0", traded("101", "8").get(1));
    }

    @Test
    void shouldPayNoSlippageBeyondATradesPrice() {
        tape.set(Setting.TRADING_SLIPPAGE, "0.01");
        traded("100", "4");
        tape.buy("1");
        tape.said();

        assertEquals("fill 1 BUY 1 at 101 TAKER fee 0", traded("101", "8").get(1));
    }

    @Test
    void shouldFillALimitByTradesAsGoodAsIt() {
        traded("100", "4");
        tape.limit(Side.BUY, "3", "99");
        tape.said();

        assertEquals(List.of("order 1 OPEN"), traded("99.5", "5"));
        assertEquals(List.of("fill 1 BUY 1 at 99 TAKER fee 0", "order 1 PARTIALLY_FILLED"), traded("99", "1"));
        assertEquals(List.of("fill 1 BUY 2 at 98 TAKER fee 0", "order 1 FILLED"), traded("98", "5"));
    }

    @Test
    void shouldShareOneTradeAmongOrders() {
        traded("100", "4");
        tape.buy("2").buy("2");
        tape.said();

        assertEquals(
                List.of(
                        "order 1 OPEN",
                        "fill 1 BUY 2 at 101 TAKER fee 0",
                        "order 1 FILLED",
                        "order 2 OPEN",
                        "fill 2 BUY 1 at 101 TAKER fee 0",
                        "order 2 PARTIALLY_FILLED"),
                traded("101", "3"));
    }

    @Test
    void shouldCancelWhatOneTradeDoesNotFillAtOnce() {
        traded("100", "4");
        tape.order(Side.BUY, "5", more -> more.timeInForce(TimeInForce.FOK));
        tape.order(Side.BUY, "5", more -> more.timeInForce(TimeInForce.IOC));
        tape.said();

        assertEquals(
                List.of(
                        "order 1 OPEN",
                        "order 1 CANCELLED UNFILLED",
                        "order 2 OPEN",
                        "fill 2 BUY 4 at 101 TAKER fee 0",
                        "order 2 PARTIALLY_FILLED",
                        "order 2 CANCELLED UNFILLED"),
                traded("101", "4"));
    }

    @Test
    void shouldTriggerAStopByATradeAndFillItThere() {
        traded("100", "4");
        tape.order(Side.SELL, "1", more -> more.orderType(OrderType.STOP).stopPrice(TradingTape.mantissa("98")));
        tape.said();

        assertEquals(List.of("order 1 OPEN"), traded("98.5", "9"));
        assertEquals(List.of("fill 1 SELL 1 at 97 TAKER fee 0", "order 1 FILLED"), traded("97", "9"));
    }

    @Test
    void shouldFillNobodyByASuspectTrade() {
        traded("100", "4");
        tape.buy("3");
        tape.said();

        tape.events()
                .trade()
                .price("50")
                .quantity("9")
                .flags(EventPrefix.ANOMALY)
                .send();

        assertEquals(NOTHING, tape.said());
    }

    @Test
    void shouldTakeWhatQuotesShowAndNoMore() {
        quoted("99", "5", "101", "3");
        tape.buy("5");
        tape.said();

        quoted("98", "5", "101", "3");
        assertEquals(
                List.of("order 1 OPEN", "fill 1 BUY 3 at 101 TAKER fee 0", "order 1 PARTIALLY_FILLED"), tape.said());
        quoted("97", "5", "101", "3");
        assertEquals(NOTHING, tape.said(), "the same as before, and taken");
        quoted("97", "5", "102", "9");
        assertEquals(List.of("fill 1 BUY 2 at 102 TAKER fee 0", "order 1 FILLED"), tape.said());
    }

    @Test
    void shouldQueueBehindAQuote() {
        quoted("99", "5", "101", "3");
        tape.limit(Side.BUY, "2", "99");
        quoted("99", "5", "101", "4");
        tape.said();

        assertEquals(NOTHING, sold("99", "5"));
        assertEquals(List.of("fill 1 BUY 2 at 99 MAKER fee 0", "order 1 FILLED"), sold("99", "7"));
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, 100, 105, 99, 101", // the open, worse by a hundredth
        "BUY, 100, 100.5, 99, 100.5", // but not beyond what was paid
        "SELL, 100, 105, 95, 99",
        "SELL, 100, 105, 99.5, 99.5",
    })
    void shouldPaySlippageFromTheOpenWithinABar(Side side, String open, String high, String low, String price) {
        tape.set(Setting.TRADING_SLIPPAGE, "0.01");
        bar("100", "100", "100", "10");
        tape.order(side, "1", more -> {});
        tape.said();

        bar(open, high, low, "10");

        assertEquals(
                "fill 1 " + side + " 1 at " + price + " TAKER fee 0",
                tape.said().get(1));
    }

    @Test
    void shouldTakeItsShareOfABarsVolume() {
        tape.set(Setting.TRADING_BAR_SHARE, "0.5").set(Setting.TRADING_SLIPPAGE, "0");
        bar("100", "100", "100", "10");
        tape.buy("7");
        tape.said();

        bar("100", "100", "100", "10");
        bar("102", "102", "102", "10");

        assertEquals(
                List.of(
                        "order 1 OPEN",
                        "fill 1 BUY 5 at 100 TAKER fee 0",
                        "order 1 PARTIALLY_FILLED",
                        "fill 1 BUY 2 at 102 TAKER fee 0",
                        "order 1 FILLED"),
                tape.said());
    }

    @Test
    void shouldFillALimitWhereABarWentBeyondIt() {
        bar("100", "100", "100", "10");
        tape.limit(Side.BUY, "12", "99");
        tape.said();

        bar("100", "101", "99", "10");
        assertEquals(List.of("order 1 OPEN"), tape.said(), "others may have been before it");
        bar("100", "101", "98.9", "10");
        assertEquals(List.of("fill 1 BUY 10 at 99 MAKER fee 0", "order 1 PARTIALLY_FILLED"), tape.said());
        bar("98", "101", "97", "10");
        assertEquals(List.of("fill 1 BUY 2 at 98 TAKER fee 0", "order 1 FILLED"), tape.said());
    }

    private List<String> traded(String price, String quantity) {
        return tape.trade(price, quantity, AggressorSide.UNKNOWN).said();
    }

    private List<String> sold(String price, String quantity) {
        return tape.trade(price, quantity, AggressorSide.SELL).said();
    }

    private void quoted(String bid, String bidQuantity, String ask, String askQuantity) {
        tape.events().quote().bid(bid, bidQuantity).ask(ask, askQuantity).send();
    }

    /** Shows the next minute's bar, which closes where it opened. */
    private void bar(String open, String high, String low, String volume) {
        UnsafeBuffer bar =
                new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + VenueBarEncoder.BLOCK_LENGTH]);
        new VenueBarEncoder()
                .wrapAndApplyHeader(bar, 0, new MessageHeaderEncoder())
                .startTime(barEndNs)
                .open(TradingTape.mantissa(open))
                .high(TradingTape.mantissa(high))
                .low(TradingTape.mantissa(low))
                .close(TradingTape.mantissa(open))
                .volume(TradingTape.mantissa(volume))
                .timeframe(60)
                .closed(BooleanType.T)
                .priceExponent((byte) EventBuilder.EXPONENT)
                .quantityExponent((byte) EventBuilder.EXPONENT);
        barEndNs += MINUTE_NS;
        tape.events().tick().at(barEndNs).send();
        EventPrefix.writeInput(bar, 0, barEndNs, barEndNs, 1, 0);
        EventPrefix.sequence(bar, 0, tape.events().sequence());
        tape.hand(bar.byteArray());
    }
}
