package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.venue.MetricId;

class GlassnodeFeedTest {
    private static final String PATH = "derivatives/futures_liquidated_volume_long_sum";
    private static final String URL = "https://api.glassnode.com/v1/metrics/" + PATH + "?a=BTC&i=1h&s=1614556800";
    private static final long ID = MetricId.of(PATH);
    private static final long NOW = 1_614_570_000_000_000_000L;

    private final EventText events = new EventText();
    private final RecordingPublisher ring = new RecordingPublisher(events);
    private final GlassnodeFeed feed = new GlassnodeFeed(Venue.GLASSNODE, new Instruments(), ring);

    @Test
    void shouldTellOfEachObservationOnceThoughAnswersOverlap() {
        answer(URL, "[{'t':1614556800,'v':1.5},{'t':1614560400,'v':null},{'t':1614564000,'v':0}]");
        List<String> first = events.take();
        answer(URL, "[{'t':1614560400,'v':2.25},{'t':1614564000,'v':0},{'t':1614567600,'v':3}]");

        assertThat(first)
                .containsExactly(
                        "Metric 1 1614556800000000000 " + ID + " 3600s 1.5",
                        "Metric 1 1614564000000000000 " + ID + " 3600s 0.0");
        assertThat(events.take())
                .containsExactly(
                        "Metric 1 1614560400000000000 " + ID + " 3600s 2.25",
                        "Metric 1 1614567600000000000 " + ID + " 3600s 3.0");
    }

    @Test
    void shouldTellOfARevisedValueAsANewObservation() {
        answer(URL, "[{'t':1614556800,'v':1.5}]");
        events.take();
        answer(URL, "[{'v':1.75,'t':1614556800}]");
        answer(URL, "[{'t':1614556800,'v':1.75}]");

        assertThat(events.take()).containsExactly("Metric 1 1614556800000000000 " + ID + " 3600s 1.75 REVISED");
        assertThat(feed.counters().get(FeedCounter.REVISED)).isEqualTo(1);
    }

    @Test
    void shouldKeepSeriesOfAssetsAndResolutionsApart() {
        answer(URL, "[{'t':1614556800,'v':1}]");
        answer(URL.replace("a=BTC", "a=ETH"), "[{'t':1614556800,'v':1}]");
        answer(URL.replace("i=1h", "i=24h"), "[{'t':1614556800,'v':1}]");
        answer(URL.replace("&i=1h", ""), "[{'t':1614556800,'v':2}]"); // a day is the venue's default

        assertThat(events.take())
                .containsExactly(
                        "Metric 1 1614556800000000000 " + ID + " 3600s 1.0",
                        "Metric 2 1614556800000000000 " + ID + " 3600s 1.0",
                        "Metric 1 1614556800000000000 " + ID + " 86400s 1.0",
                        "Metric 1 1614556800000000000 " + ID + " 86400s 2.0 REVISED");
    }

    @Test
    void shouldRefuseWhatCannotBeOnceEach() {
        String answer = "[{'t':1614556800,'v':-1},{'t':1614556801,'v':1},{'t':1614571200,'v':1}]";

        answer(URL, answer);
        answer(URL, answer);

        assertThat(events.take())
                .containsExactly(
                        "Rejected 1 1614556800000000000 QUANTITY_NOT_POSITIVE 9 0 [-1.0]",
                        "Rejected 1 1614556801000000000 TIME_INVALID 9 0 [1.0]",
                        "Rejected 1 1614571200000000000 TIME_INVALID 9 0 [1.0]");
    }

    @Test
    void shouldRefuseWhatIsNoSeries() {
        List.of(
                        "{'error':'bad'}",
                        "[{'v':1}]",
                        "[{'t':1614556800,'v':'1'}]",
                        "[{'t':1,'v':1},{'t':1,'v':2}]",
                        "[] []",
                        "[1]")
                .forEach(answer -> answer(URL, answer));

        assertThat(events.take()).hasSize(6).allMatch(line -> line.contains("MALFORMED"));
    }

    @Test
    void shouldTakeNothingFromTheFuture() {
        answer(URL, "[]");
        answer(URL, "{'data':[{'t':1614556800,'v':1}]}");

        assertThat(events.take()).containsExactly("Metric 1 1614556800000000000 " + ID + " 3600s 1.0");
    }

    @Test
    void shouldGoOnWhereTheRingWasFull() {
        String answer = "[{'t':1614556800,'v':1},{'t':1614560400,'v':2}]";

        ring.free(1);
        boolean first = answer(URL, answer);
        ring.free(1);
        boolean second = answer(URL, answer);

        assertThat(List.of(first, second)).containsExactly(false, true);
        assertThat(events.take()).hasSize(2).doesNotHaveDuplicates();
    }

    private boolean answer(String url, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
        return feed.onAnswer(url, new UnsafeBuffer(bytes), 0, bytes.length, NOW);
    }
}
