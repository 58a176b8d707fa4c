package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.venue.MetricId;

/** A feed that ends, and another that begins with what the line has taken of it. */
class GlassnodeRestartTest {
    private static final long T = 1_614_556_800; // 2021-03-01 00:00
    private static final String PATH = "market/price_usd_close";
    private static final MetricRequest REQUEST = new MetricRequest(PATH, "BTC", Resolution.HOUR);

    private final Instruments instruments = new Instruments();
    private final KnownSeries known = new KnownSeries();
    private final EventText events = new EventText();

    @Test
    void shouldGoOnWhereItStopped() {
        answer(feed(), "[" + values(20) + "]");
        events.take();
        GlassnodeFeed restarted = feed();

        MetricTarget target = new MetricTarget(restarted, REQUEST, SECONDS.toNanos(300));
        String path = target.path(SECONDS.toNanos(T + 20 * 3_600));
        answer(
                restarted,
                "[" + values(18) + ",{\"t\":" + (T + 18 * 3_600) + ",\"v\":7},{\"t\":" + (T + 19 * 3_600)
                        + ",\"v\":19},{\"t\":" + (T + 20 * 3_600) + ",\"v\":20}]");

        assertThat(path).contains("&s=" + (T + 17 * 3_600) + "&");
        assertThat(events.take())
                .containsExactly(
                        "Metric 1 " + SECONDS.toNanos(T + 18 * 3_600) + " " + MetricId.of(PATH) + " 3600s 7.0 REVISED",
                        "Metric 1 " + SECONDS.toNanos(T + 20 * 3_600) + " " + MetricId.of(PATH) + " 3600s 20.0");
    }

    private static String values(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append("{\"t\":").append(T + 3_600L * i);
            text.append(",\"v\":").append(Math.max(1, i)).append('}');
        }
        return text.toString();
    }

    private GlassnodeFeed feed() {
        RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {
            known.put(buffer, offset, length);
            events.onEvent(buffer, offset, length);
        });
        GlassnodeFeed feed = new GlassnodeFeed(Venue.GLASSNODE, instruments, ring);
        feed.add(List.of("BTC"), 0);
        return feed.recall(known);
    }

    private static void answer(GlassnodeFeed feed, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String url = "https://host/v1/metrics/" + PATH + "?a=BTC&i=1h";
        assertThat(feed.onAnswer(url, new UnsafeBuffer(bytes), 0, bytes.length, 0))
                .isTrue();
    }
}
