package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.venue.MetricId;

class RecordedMetricTest {
    @Test
    void shouldGiveEveryValueOfTheRecordedAnswers() {
        List<String> lines = Captures.lines("glassnode/timeseries-object-and-usage.rest.jsonl.gz");
        JsonNode expected = Captures.expected("glassnode/expected/timeseries-object-and-usage.json")
                .at("/items/0");
        EventText events = new EventText();
        GlassnodeFeed feed = new GlassnodeFeed(Venue.GLASSNODE, new Instruments(), new RecordingPublisher(events));

        for (String line : lines) {
            byte[] frame = line.substring(line.indexOf('\t') + 1).getBytes(UTF_8);
            feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, 0);
        }

        List<String> metrics = events.take();
        assertThat(metrics).hasSize(3 * expected.at("/points").asInt());
        assertThat(metrics.subList(0, 3)).isEqualTo(metrics(expected.at("/first")));
        assertThat(metrics.subList(6, 9)).isEqualTo(metrics(expected.at("/last")));
        assertThat(feed.counters().get(FeedCounter.IGNORED)).isEqualTo(1);
        assertThat(feed.counters().get(FeedCounter.REJECTED)).isZero();
    }

    private static List<String> metrics(JsonNode point) {
        List<String> lines = new ArrayList<>();
        for (String part : List.of("h", "l", "v")) {
            lines.add(
                    "Metric 1 " + SECONDS.toNanos(Long.parseLong(point.at("/t").asText())) + " "
                            + MetricId.of("indicators/ssr", part) + " 86400s "
                            + new BigDecimal(point.at("/o/" + part).asText()));
        }
        return lines;
    }
}
