package org.millrace.feeds.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Rfc3339Test {
    private final Rfc3339 times = new Rfc3339();

    @Test
    void shouldReadWhatTheLibraryReads() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long seconds = Math.floorMod(random.nextLong(), 9_214_646_400L); // to the end of 2261
            long nanos = random.nextInt(1_000_000_000);
            Instant instant = Instant.ofEpochSecond(seconds, i % 3 == 0 ? 0 : nanos);
            String text = instant.toString();

            assertEquals(instant.getEpochSecond() * 1_000_000_000L + instant.getNano(), parse(text), text);
        }
    }

    @Test
    void shouldReadAnyNumberOfDigits() {
        assertEquals(1_618_677_810_500_000_000L, parse("2021-04-17T16:43:30.5Z"));
        assertEquals(1_618_677_810_244_075_000L, parse("2021-04-17T16:43:30.244075Z"));
        assertEquals(1_618_677_810_360_000_000L, parse("2021-04-17T16:43:30.360000000Z"));
        assertEquals(1_618_677_810_000_000_001L, parse("2021-04-17T16:43:30.000000001Z"));
    }

    @Test
    void shouldReadOffsets() {
        assertEquals(1_618_677_810_500_000_000L, parse("2021-04-17T19:43:30.5+03:00"));
        assertEquals(1_618_677_810_000_000_000L, parse("2021-04-17T12:13:30-04:30"));
        assertEquals(1_709_164_800_000_000_001L, parse("2024-02-29T00:00:00.000000001+00:00"));
        assertEquals(Rfc3339.INVALID, parse("1970-01-01T00:59:59+01:00"));
    }

    @Test
    void shouldRefuseWhatIsNoTime() {
        for (String text : List.of(
                "",
                "2021-04-17",
                "0001-01-01T00:00:00.000000Z",
                "2021-02-29T16:43:30Z",
                "2021-13-01T16:43:30Z",
                "2021-04-31T16:43:30Z",
                "2021-04-17T24:00:00Z",
                "2021-04-17T16:60:30Z",
                "2021-04-17T16:43:61Z",
                "2021-04-17T16:43:30.Z",
                "2021-04-17T16:43:30.1234567890Z",
                "2021-04-17T16:43:30.12a4Z",
                "2021-04-17T16:43:30.244075",
                "2021-04-17T16:43:30.244075+0300",
                "2021-04-17T16:43:30+24:00",
                "2021-04-17T16:43:30+03:60",
                "2021-04-17T16:43+03:00",
                "2021-04-17 16:43:30.244075Z",
                "2021-04-17T16:43:30,244075Z",
                "-021-04-17T16:43:30.244075Z")) {
            assertEquals(Rfc3339.INVALID, parse(text), text);
        }
    }

    private long parse(String text) {
        byte[] bytes = java.util.Arrays.copyOf(text.getBytes(US_ASCII), text.length() + JsonBytes.SLACK);
        return times.parse(bytes, 0, text.length());
    }
}
