package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;

/** A limit order to buy 2 at 99, where 10 are shown: who is served before it, and when its turn comes. */
class QueueTest {
    private static final List<String> NOTHING = List.of();
    private static final List<String> FILLED_ONE =
            List.of("fill 1 BUY 1 at 99 MAKER fee 0", "order 1 PARTIALLY_FILLED");
    private static final List<String> FILLED_THE_OTHER = List.of("fill 1 BUY 1 at 99 MAKER fee 0", "order 1 FILLED");
    private static final List<String> FILLED = List.of("fill 1 BUY 2 at 99 MAKER fee 0", "order 1 FILLED");

    private final TradingTape tape = new TradingTape()
            .set(Setting.TRADING_MAKER_FEE, "0")
            .set(Setting.TRADING_TAKER_FEE, "0")
            .book("99x10 / 101x10");

    @BeforeEach
    void waitInTheQueue() {
        tape.limit(Side.BUY, "2", "99").change("90x1");
        tape.said();
    }

    @Test
    void shouldComeBehindAllThatIsShown() {
        assertEquals(NOTHING, sold("99", "10"));
        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    @Test
    void shouldGetWhatOfATradeIsLeftByThoseBeforeIt() {
        assertEquals(FILLED_ONE, sold("99", "11"));
        assertEquals(FILLED_THE_OTHER, sold("99", "5"));
    }

    @Test
    void shouldCountATradeOnceThoughTheBookShowsItToo() {
        sold("99", "4");
        tape.change("99x6");

        assertEquals(NOTHING, sold("99", "6"));
        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    @Test
    void shouldNotMoveByTradesOfTheOtherSide() {
        tape.trade("99", "50", AggressorSide.BUY);

        assertEquals(NOTHING, sold("99", "10"));
    }

    @Test
    void shouldMoveByTradesWhoseSideNobodyTells() {
        tape.trade("99", "12", AggressorSide.UNKNOWN);

        assertEquals(FILLED, tape.said());
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "0.25, 9", "0.5, 8", "1, 6"})
    void shouldBelieveThatAPartOfThoseWhoLeaveStoodBeforeIt(String part, String ahead) {
        tape.set(Setting.TRADING_QUEUE, part);
        tape.change("99x16"); // six came behind
        tape.change("99x12"); // four left without a trade

        assertEquals(NOTHING, sold("99", ahead));
        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    @ParameterizedTest
    @CsvSource({"0", "0.25", "0.5", "1"})
    void shouldNeverBelieveThatMoreStandBeforeItThanAreShown(String part) {
        tape.set(Setting.TRADING_QUEUE, part);
        tape.change("99x14"); // four came behind
        tape.change("99x2"); // twelve left

        assertEquals(FILLED_ONE, sold("99", part.equals("1") ? "1" : "3"));
    }

    @ParameterizedTest
    @CsvSource({"0, 7", "0.5, 6", "1, 5"})
    void shouldTellWhoWasServedFromWhoLeft(String part, String ahead) {
        tape.set(Setting.TRADING_QUEUE, part);
        tape.change("99x14"); // four came behind
        sold("99", "3");
        tape.change("99x9"); // of five that are gone, three were served and two left

        assertEquals(NOTHING, sold("99", ahead));
        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    @Test
    void shouldLeadWhereNobodyIsLeft() {
        tape.change("99x0 98x5");
        tape.change("99x8"); // they come behind

        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    @Test
    void shouldBeServedBeforeAWorsePriceIsTraded() {
        assertEquals(FILLED_ONE, sold("98", "1"));
        assertEquals(FILLED_THE_OTHER, sold("98", "7"));
    }

    @Test
    void shouldGetItsOwnPriceWhenTheBookJumpsAcrossIt() {
        tape.book("96x5 / 98x1 98.5x5");

        assertEquals(
                List.of(
                        "fill 1 BUY 1 at 99 MAKER fee 0",
                        "order 1 PARTIALLY_FILLED",
                        "fill 1 BUY 1 at 99 MAKER fee 0",
                        "order 1 FILLED"),
                tape.said());
    }

    @Test
    void shouldGetNoMoreThanABookShowsThatJumpsAcrossIt() {
        tape.book("96x5 / 98x1");
        assertEquals(FILLED_ONE, tape.said());

        tape.change("96x4");
        assertEquals(NOTHING, tape.said(), "nothing was shown anew");
        tape.change("/ 98x3");
        assertEquals(FILLED_THE_OTHER, tape.said());
    }

    @Test
    void shouldKeepItsPlaceWhenTheBookJumpsAwayAndBack() {
        sold("99", "4");
        tape.book("103x5 99x10 / 104x5").book("99x10 / 101x10");

        assertEquals(NOTHING, sold("99", "6"));
        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    @Test
    void shouldServeTheOlderOfTwoAndNoTradeTwice() {
        tape.limit(Side.BUY, "2", "99").change("90x2");
        tape.said();

        assertEquals(
                List.of(
                        "fill 1 BUY 2 at 99 MAKER fee 0",
                        "order 1 FILLED",
                        "fill 2 BUY 1 at 99 MAKER fee 0",
                        "order 2 PARTIALLY_FILLED"),
                sold("99", "13"));
    }

    @Test
    void shouldBeginAtTheEndWhenItIsAmended() {
        sold("99", "9");
        tape.amend(1, "99", "2").change("90x2");
        tape.said();

        assertEquals(NOTHING, sold("99", "10"));
        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    @Test
    void shouldKeepItsPlaceOverARestart() {
        tape.set(Setting.TRADING_QUEUE, "0.5").change("99x16").change("99x12");

        tape.restore();

        assertEquals(NOTHING, sold("99", "8"));
        assertEquals(FILLED_ONE, sold("99", "1"));
    }

    private List<String> sold(String price, String quantity) {
        return tape.trade(price, quantity, AggressorSide.SELL).said();
    }
}
