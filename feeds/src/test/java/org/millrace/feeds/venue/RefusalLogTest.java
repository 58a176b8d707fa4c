package org.millrace.feeds.venue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;

class RefusalLogTest {
    private static final long NOW_NS = SECONDS.toNanos(1_700_000_000);

    private final List<String> told = new ArrayList<>();
    private final RefusalLog log = new RefusalLog(Venue.KRAKEN.value(), told::add);

    @Test
    void shouldTellTheFirstAndThenOneInTenSeconds() {
        for (int i = 0; i <= 1_000; i++) {
            refuse(NOW_NS + SECONDS.toNanos(i) / 100, "frame " + i);
        }

        assertThat(told)
                .containsExactly(
                        "KRAKEN: MALFORMED [frame 0] of 7 bytes; 0 untold before",
                        "KRAKEN: MALFORMED [frame 1000] of 10 bytes; 999 untold before");
    }

    @Test
    void shouldTellOfTheFirstBytesAsTheyCanBePrinted() {
        refuse(NOW_NS, "\u00FF\n\"" + "x".repeat(300));

        assertThat(told)
                .containsExactly("KRAKEN: MALFORMED [..\"" + "x".repeat(197) + "] of 303 bytes; 0 untold before");
    }

    private void refuse(long nowNs, String frame) {
        byte[] bytes = ("ahead" + frame).getBytes(ISO_8859_1);
        log.refused(nowNs, RejectReason.MALFORMED, bytes, 5, bytes.length - 5);
    }
}
