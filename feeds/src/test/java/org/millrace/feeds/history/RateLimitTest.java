package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.support.LocalHttp;
import org.millrace.feeds.venues.Venues;

/** How fast a download asks, and what becomes of one of ten requests a minute, as Glassnode's, when these are too many. */
class RateLimitTest {
    private static final HistoryRequest PRICES = new HistoryRequest(
            Venue.GLASSNODE, "BTC", RowKind.METRIC, 3_600, "market/price_usd_close", 0, 3_600_000_000_000L);
    private static final VenueHistory.RequestLimit TEN_A_MINUTE =
            Venues.history(Venue.GLASSNODE).limit(PRICES);
    private static final Map<String, String> NONE = Map.of();
    private static final int JITTER_SECONDS = 1; // half of one for the first failure, one for the second

    private final LocalHttp venue = new LocalHttp();
    private final AtomicLong nowNs = new AtomicLong(1_700_000_000_000_000_000L);
    private final long startNs = nowNs.get();
    private boolean isWanted = true;

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void shouldAskEvenlyFromTheFirstRequestOn() {
        List<Long> gaps = gaps(fetch(12));

        assertThat(gaps).hasSize(11).allMatch(gap -> gap == 6 || gap == 7); // whole seconds of 6.0 to 6.4
        assertThat(gaps.stream().mapToLong(Long::longValue).sum()).isBetween(66L, 71L);
    }

    @Test
    void shouldAskAtHalfThePaceForTenMinutesThenAsBefore() {
        venue.then(429, Map.of("X-Rate-Limit-Reset", "40"), "{\"error\":\"too many\"}");

        List<Long> seconds = fetch(110);

        List<Long> slow = seconds.stream().filter(second -> second < 640).toList();
        assertThat(slow.get(0)).isBetween(40L, 40L + JITTER_SECONDS);
        assertThat(gaps(slow)).containsOnly(12L);
        assertThat(slow).hasSize(50);
        long fast =
                seconds.stream().filter(second -> second >= 660 && second < 960).count();
        assertThat(fast).isBetween(46L, 50L); // one in six seconds, by slices of a sixteenth
        assertThat(venue.requests()).hasSize(111);
    }

    @Test
    void shouldBeginTheTenMinutesAnewWhenItWasTooManyAgain() {
        venue.then(429, NONE, "");
        IntStream.range(0, 20).forEach(page -> venue.then(200, NONE, "[]"));
        venue.then(429, NONE, "");

        List<Long> seconds = fetch(80);

        long again = seconds.get(20);
        assertThat(again).isGreaterThan(15 + 20 * 12);
        assertThat(gaps(seconds.stream()
                        .filter(second -> second >= again && second < again + 600)
                        .toList()))
                .hasSize(49)
                .containsOnly(12L);
    }

    @ParameterizedTest
    @CsvSource({"20, 5, 20", "3, 90, 90", "'', '', 15", "0, 1, 15", "-7, soon, 15"})
    void shouldLeaveItAloneAsLongAsItSaysFifteenSecondsAtLeast(String retryAfter, String reset, long expected) {
        venue.then(429, Map.of("Retry-After", retryAfter, "X-Rate-Limit-Reset", reset), "");

        assertThat(fetch(1).get(0)).isBetween(expected, expected + JITTER_SECONDS);
    }

    @Test
    void shouldGiveUpAtOnceWhereItIsToBeLeftAloneForMoreThanAnHour() {
        venue.then(429, Map.of("Retry-After", "86400"), "{\"error\":\"daily quota\"}");

        assertThatThrownBy(() -> fetch(1))
                .isInstanceOf(HistoryException.class)
                .hasMessageMatching("http://127.0.0.1:\\d+/page: status 429: \\{\"error\":\"daily quota\"};"
                        + " after 1 attempts; it wants to be left alone for 86400 s."
                        + " What came is kept: the same command goes on where it stands");
        assertThat(nowNs.get()).isEqualTo(startNs);
        assertThat(venue.requests()).hasSize(1);
    }

    @Test
    void shouldGiveUpAPageAfterAnHour() {
        IntStream.range(0, 9).forEach(time -> venue.then(429, Map.of("Retry-After", "1000"), ""));

        assertThatThrownBy(() -> fetch(1))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("after 4 attempts");
        assertThat(nowNs.get() - startNs).isLessThan(SECONDS.toNanos(3_600));
    }

    @Test
    void shouldAskNoMoreOnceNothingMoreIsWanted() {
        venue.then(429, Map.of("Retry-After", "20"), "");
        isWanted = false;

        assertThatThrownBy(() -> fetch(1)).isInstanceOf(HistoryException.class).hasMessageStartingWith("stopped.");
        assertThat(venue.requests()).hasSize(1);
    }

    /** Fetches pages, and returns when each was there, seconds from the start. */
    private List<Long> fetch(int pages) {
        List<Long> seconds = new ArrayList<>();
        PageFetcher.Time time = new PageFetcher.Time(nowNs::get, pause -> {
            nowNs.addAndGet(pause);
            return isWanted;
        });
        try (PageFetcher fetcher =
                new PageFetcher(venue.url(), Map.of(), TEN_A_MINUTE, SessionSettings.DEFAULTS, time)) {
            for (int page = 0; page < pages; page++) {
                seconds.add(fetcher.fetch("/page", body -> (nowNs.get() - startNs) / SECONDS.toNanos(1)));
            }
        }
        return seconds;
    }

    private static List<Long> gaps(List<Long> seconds) {
        return IntStream.range(1, seconds.size())
                .mapToObj(i -> seconds.get(i) - seconds.get(i - 1))
                .toList();
    }
}
