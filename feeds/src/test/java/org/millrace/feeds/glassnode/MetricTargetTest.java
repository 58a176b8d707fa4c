package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

class MetricTargetTest {
    private static final long T = 1_614_556_800; // 2021-03-01 00:00
    private static final String PATH = "market/price_usd_close";

    private final GlassnodeFeed feed =
            new GlassnodeFeed(Venue.GLASSNODE, new Instruments(), new RecordingPublisher(new EventText()));
    private final MetricTarget target =
            new MetricTarget(feed, new MetricRequest(PATH, "BTC", Resolution.HOUR), SECONDS.toNanos(300));

    @Test
    void shouldBeginWithAllThatTheFeaturesNeed() {
        assertThat(target.isDue(SECONDS.toNanos(T))).isTrue();
        assertThat(target.path(SECONDS.toNanos(T + 100)))
                .isEqualTo("/v1/metrics/" + PATH + "?a=BTC&i=1h&s=" + (T - 411 * 86_400) + "&u=" + (T + 100)
                        + "&c=native");
    }

    @Test
    void shouldOverlapWhatIsKnownByThreeIntervals() {
        answer("[{\"t\":" + (T - 3_600) + ",\"v\":1},{\"t\":" + T + ",\"v\":null}]");

        assertThat(target.path(SECONDS.toNanos(T + 4_200)))
                .isEqualTo("/v1/metrics/" + PATH + "?a=BTC&i=1h&s=" + (T - 10_800) + "&u=" + (T + 4_200) + "&c=native");
    }

    @Test
    void shouldAskWhenTheNextIntervalShouldBeKnown() {
        answer("[{\"t\":" + T + ",\"v\":1}]");
        target.onAnswered(SECONDS.toNanos(T + 4_300));

        assertThat(target.isDue(SECONDS.toNanos(T + 7_799))).isFalse();
        assertThat(target.isDue(SECONDS.toNanos(T + 7_800))).isTrue();
        target.onAnswered(SECONDS.toNanos(T + 7_800));
        assertThat(target.isDue(SECONDS.toNanos(T + 8_099))).isFalse();
        assertThat(target.isDue(SECONDS.toNanos(T + 8_100))).isTrue();
    }

    private void answer(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String url = "https://host/v1/metrics/" + PATH + "?a=BTC&i=1h";
        assertThat(feed.onAnswer(url, new UnsafeBuffer(bytes), 0, bytes.length, 0))
                .isTrue();
    }
}
