package org.millrace.codecs.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.AllocationMeter;

class TradingHoursTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalTime CLOSE = LocalTime.of(16, 0);
    private static final LocalTime HALF_DAY_CLOSE = LocalTime.of(13, 0);

    @ParameterizedTest
    @CsvSource({
        "ALWAYS, 2026-03-06T23:59, 2026-03-07T00:00",
        "ALWAYS, 2026-03-07T00:00, 2026-03-08T00:00",
        "NEW_YORK, 2026-03-06T20:59, 2026-03-06T21:00", // a Friday of winter
        "NEW_YORK, 2026-03-06T21:00, 2026-03-09T20:00", // at its close: Monday's, of summer
        "NEW_YORK, 2026-03-08T12:00, 2026-03-09T20:00",
        "NEW_YORK, 2026-10-30T20:00, 2026-11-02T21:00",
        "NEW_YORK, 2026-11-26T12:00, 2026-11-27T18:00", // Thanksgiving, then half a day
        "NEW_YORK, 2026-04-02T20:00, 2026-04-06T20:00", // Good Friday and Easter
        "ISTANBUL, 2026-03-06T14:59, 2026-03-06T15:00",
        "ISTANBUL, 2026-03-06T15:00, 2026-03-09T15:00",
    })
    void shouldEndADayAtTheFirstCloseAfterIt(TradingHours hours, String moment, String end) {
        assertEquals(nanos(end), hours.dayEndNs(nanos(moment)));
    }

    @Test
    void shouldCloseInNewYorkWhenItsClocksSayFour() {
        for (LocalDate date = LocalDate.of(1998, 1, 1); date.getYear() < 2040; date = date.plusDays(1)) {
            if (NewYorkDays.isTradingDay(date.toEpochDay())) {
                LocalTime close = NewYorkDays.isHalfDay(date.toEpochDay()) ? HALF_DAY_CLOSE : CLOSE;
                long closeNs = date.atTime(close).atZone(NEW_YORK).toEpochSecond() * 1_000_000_000L;

                assertEquals(closeNs, TradingHours.NEW_YORK.dayEndNs(closeNs - 1), date::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALPACA, AAPL, NEW_YORK",
        "ALPACA, BTC/USD, ALWAYS",
        "YAHOO, BRK-B, NEW_YORK",
        "YAHOO, THYAO.IS, ISTANBUL",
        "YAHOO, BTC-USD, ALWAYS",
        "YAHOO, EURUSD=X, ALWAYS",
        "BINANCE, BTCUSDT, ALWAYS",
    })
    void shouldKnowTheHoursOfASymbol(Venue venue, String symbol, TradingHours hours) {
        assertEquals(hours, TradingHours.of(venue, symbol));
        assertEquals(hours, TradingHours.of(hours.id()));
    }

    @Test
    void shouldTakeHoursThatItDoesNotKnowAsNone() {
        assertEquals(TradingHours.ALWAYS, TradingHours.of(65_535));
    }

    @Test
    void shouldAllocateNothing() {
        askOften();

        assertEquals(0, AllocationMeter.bytesOf(TradingHoursTest::askOften));
    }

    private static void askOften() {
        for (long day = 10_000; day < 25_000; day++) {
            long timeNs = day * 86_400_000_000_000L;
            assertTrue(TradingHours.NEW_YORK.dayEndNs(timeNs) > timeNs);
        }
    }

    private static long nanos(String utc) {
        return LocalDateTime.parse(utc).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
    }
}
