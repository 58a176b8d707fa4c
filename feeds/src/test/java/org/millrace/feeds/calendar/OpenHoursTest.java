package org.millrace.feeds.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenHoursTest {
    @Test
    void shouldAnswerAsTheCalendarInWhateverOrderItIsAsked() {
        OpenHours hours = new OpenHours(new NewYorkCalendar());

        List<Boolean> open = Stream.of(
                        "2026-11-25T14:29:59Z",
                        "2026-11-25T14:30:00Z",
                        "2026-11-25T20:59:59Z",
                        "2026-11-25T21:00:00Z",
                        "2026-11-26T15:00:00Z",
                        "2026-11-27T17:59:59Z",
                        "2026-11-27T18:00:00Z",
                        "2026-11-25T15:00:00Z")
                .map(time -> hours.test(Instant.parse(time).getEpochSecond() * 1_000_000_000L))
                .toList();

        assertEquals(List.of(false, true, true, false, false, true, false, true), open);
    }
}
