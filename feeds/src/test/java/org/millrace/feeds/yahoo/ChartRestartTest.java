package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.calendar.IstanbulCalendar;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** A feed that ends, and another that begins with what the line has taken of it. */
class ChartRestartTest {
    private static final long NOW = 1_790_953_800_000_000_000L;
    private static final int ROWS = KnownSeries.KEPT + 4;

    private final Instruments instruments = new Instruments().define("AAPL", -2, 0);
    private final KnownSeries known = new KnownSeries();

    @Test
    void shouldTellNoBarTwiceAndMissNone() {
        answer(feed(new EventText()), rows(ROWS), NOW);
        EventText events = new EventText();
        YahooFeed restarted = feed(events);

        answer(restarted, rows(ROWS), NOW + 1);
        List<String> again = events.take();
        List<String> grown = rows(ROWS + 2);
        grown.set(0, "0 10.1 10.3 10 10.2 7"); // older than what is known after the start
        grown.set(ROWS - 2, 300 * (ROWS - 2) + " 10.1 10.3 10 10.2 8");
        answer(restarted, grown, NOW + 2);

        assertThat(again).isEmpty();
        assertThat(events.take())
                .containsExactly(
                        bar(ROWS - 2, 8, " REVISED"),
                        bar(ROWS - 1, 100, ""),
                        bar(ROWS, 100, ""),
                        bar(ROWS + 1, 100, ""));
    }

    @Test
    void shouldAskFromWhatIsKnownOn() {
        answer(feed(new EventText()), rows(ROWS), NOW);
        ChartTarget target = new ChartTarget(
                feed(new EventText()), "AAPL", ChartInterval.MINUTES_5, new IstanbulCalendar(), SECONDS.toNanos(300));

        assertThat(target.path(NOW)).contains("&period1=" + (1_790_947_800 + 300 * (ROWS - 2 - 12)) + "&period2=");
    }

    private YahooFeed feed(EventText events) {
        RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {
            known.put(buffer, offset, length);
            events.onEvent(buffer, offset, length);
        });
        YahooFeed feed = new YahooFeed(Venue.YAHOO, instruments, ring);
        feed.add(List.of("AAPL"), 0);
        return feed.recall(known);
    }

    /** Hands over a chart in whose last period the market is. */
    private static void answer(YahooFeed feed, List<String> rows, long receiveTimeNs) {
        byte[] body = ChartText.minutes(300L * rows.size() - 100, rows.toArray(String[]::new))
                .getBytes(UTF_8);
        assertThat(feed.onAnswer("https://host/chart", new UnsafeBuffer(body), 0, body.length, receiveTimeNs))
                .isTrue();
    }

    private static List<String> rows(int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(300 * i + " 10.1 10.3 10 10.2 100");
        }
        return rows;
    }

    private static String bar(int row, int volume, String flags) {
        boolean isClosed = row < ROWS + 1;
        return "VenueBar 1 " + (NOW + 2) + " " + SECONDS.toNanos(1_790_947_800 + 300L * row)
                + " 300s o=10.1 h=10.3 l=10 c=10.2 v=" + volume + " q=0 n=0 V=0 closed=" + (isClosed ? "T" : "F")
                + flags;
    }
}
