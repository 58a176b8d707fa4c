package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;

/** Orders for a day live as long as their instrument's trading day. Times are New York's. */
class DayOrderTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final int COIN = 1;
    private static final int SHARE = 2;
    private static final List<String> NOTHING = List.of();

    private final TradingTape tape = new TradingTape();

    DayOrderTest() {
        tape.events()
                .definition()
                .instrument(SHARE)
                .names("AAPL", "AAPL-USD")
                .hours(TradingHours.NEW_YORK)
                .send();
    }

    @Test
    void shouldEndWithTheSessionOfAShare() {
        placeForTheDay(SHARE, "2026-03-05T10:00");

        tick("2026-03-05T15:59:59.9");
        assertEquals(NOTHING, tape.said());
        tick("2026-03-05T16:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldEndAtMidnightUtcWhereTradingNeverStops() {
        placeForTheDay(COIN, "2026-03-05T10:00");

        tick("2026-03-05T18:59:59.9");
        assertEquals(NOTHING, tape.said());
        tick("2026-03-05T19:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldWorkUntilTheNextCloseWhenPlacedAfterOne() {
        placeForTheDay(SHARE, "2026-03-04T16:00");

        tick("2026-03-05T15:59:59.9");
        assertEquals(NOTHING, tape.said());
        tick("2026-03-05T16:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldOutliveAWeekendAndTheBeginningOfSummerTime() {
        placeForTheDay(SHARE, "2026-03-06T16:30"); // a Friday; clocks go forward on Sunday

        tick("2026-03-08T16:00");
        tick("2026-03-09T15:59:59.9");
        assertEquals(NOTHING, tape.said());
        tick("2026-03-09T16:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldEndEarlyOnHalfADay() {
        placeForTheDay(SHARE, "2026-11-26T10:00"); // Thanksgiving

        tick("2026-11-27T12:59:59.9");
        assertEquals(NOTHING, tape.said());
        tick("2026-11-27T13:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldEndWithAPriceThatIsToldAfterTheClose() {
        placeForTheDay(SHARE, "2026-03-05T10:00");

        tape.events()
                .bookUpdate()
                .snapshot()
                .instrument(SHARE)
                .at(nanos("2026-03-05T16:00"))
                .bid("96", "5")
                .ask("98", "5")
                .send();

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldKeepItsEndWhenItIsAmendedOrItsInstrumentDefinedAnew() {
        placeForTheDay(SHARE, "2026-03-05T10:00");
        tape.events().definition().instrument(SHARE).names("AAPL", "AAPL-USD").send();
        tape.amend(1, "98.5", "2");
        assertEquals(List.of("order 1 OPEN"), tape.said());

        tick("2026-03-05T16:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldEndAtTheSameMomentAfterARestart() {
        placeForTheDay(SHARE, "2026-03-06T17:00");
        placeForTheDay(SHARE, "2026-03-07T12:00");
        tick("2026-03-08T12:00");

        tape.restore();
        tick("2026-03-09T15:59:59.9");
        assertEquals(NOTHING, tape.said());
        tick("2026-03-09T16:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED", "order 2 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldPlaceWithTheSameHoursAfterARestart() {
        placeForTheDay(SHARE, "2026-03-05T10:00");
        tape.restore();
        placeForTheDay(SHARE, "2026-03-05T11:00");

        tick("2026-03-05T16:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED", "order 2 EXPIRED DAY_ENDED"), tape.said());
    }

    @Test
    void shouldLeaveOthersAlone() {
        placeForTheDay(SHARE, "2026-03-05T10:00");
        tape.limit(Side.BUY, "1", "97").change("98x1");
        tape.said();

        tick("2026-03-05T16:00");

        assertEquals(List.of("order 1 EXPIRED DAY_ENDED"), tape.said());
    }

    /** Shows a market, and leaves an order in it. */
    private void placeForTheDay(int instrumentId, String time) {
        tick(time);
        tape.on(instrumentId).book("99x5 / 101x5");
        tape.order(Side.BUY, "1", more -> more.orderType(OrderType.LIMIT)
                .price(TradingTape.mantissa("98"))
                .timeInForce(TimeInForce.DAY));
        tape.change("97x1");
        tape.said();
    }

    private void tick(String time) {
        tape.events().tick().at(nanos(time)).send();
    }

    private static long nanos(String time) {
        var moment = LocalDateTime.parse(time).atZone(NEW_YORK);
        return moment.toEpochSecond() * 1_000_000_000L + moment.getNano();
    }
}
