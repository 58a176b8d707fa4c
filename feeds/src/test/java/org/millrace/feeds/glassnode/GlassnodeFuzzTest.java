package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LooseJson;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.venue.MetricId;

class GlassnodeFuzzTest {
    private static final String BODY =
            "[{\"t\":1790899200,\"o\":{\"h\":5.648763169746526,\"l\":3.7533322026042955},\"computed_at\":1790985823},"
                    + "{\"t\":1790985600,\"v\":0.5},{\"t\":1791072000,\"v\":null}]";
    private static final String WRAPPED = "{\"data\":" + BODY + "}";
    private static final String REQUEST = "GET https://host/v1/metrics/indicators/ssr?a=BTC&i=24h";
    private static final String LINE = REQUEST + "\t" + BODY;

    private final EventText events = new EventText();
    private final EventPublisher ring = new RecordingPublisher(events);

    @Test
    void shouldRefuseEveryPrefixOfAnAnswer() {
        for (int length = LINE.indexOf('\t') + 1; length < LINE.length(); length++) {
            GlassnodeFeed feed = new GlassnodeFeed(Venue.GLASSNODE, new Instruments(), ring);
            take(feed, LINE.substring(0, length).getBytes(UTF_8));

            assertThat(events.take()).hasSize(1).allMatch(line -> line.startsWith("Rejected 0 0 MALFORMED"));
        }
    }

    @Test
    void shouldPublishNothingThatIsNotInTheAnswer() throws IOException {
        FrameFuzz fuzz = new FrameFuzz(20261121);
        List<byte[]> answers = List.of(BODY.getBytes(UTF_8), WRAPPED.getBytes(UTF_8));
        int published = 0;
        for (int i = 0; i < FrameFuzz.ROUNDS; i++) {
            GlassnodeFeed feed = new GlassnodeFeed(Venue.GLASSNODE, new Instruments(), ring);
            byte[] answer = fuzz.damaged(answers);

            fuzz.hand(
                    answer, (buffer, offset, length) -> assertTrue(feed.onAnswer(REQUEST, buffer, offset, length, 0)));

            List<String> told = FrameFuzz.data(events.take());
            published += told.size();
            List<String> said = told.isEmpty() ? told : said(LooseJson.read(answer));
            assertTrue(said.containsAll(told), () -> told + " of " + said + FrameFuzz.text(answer));
        }
        assertThat(published).isGreaterThan(FrameFuzz.ROUNDS / 20);
    }

    private static List<String> said(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        for (JsonNode point : answer.isArray() ? answer : answer.path("data")) {
            add(point, point.path("v"), "", lines);
            point.path("o").properties().forEach(part -> add(point, part.getValue(), part.getKey(), lines));
        }
        return lines;
    }

    private static void add(JsonNode point, JsonNode value, String part, List<String> to) {
        byte[] name = part.getBytes(ISO_8859_1); // as it came
        long id = MetricId.of("indicators/ssr", new String(name, UTF_8));
        if (value.isNumber()) {
            to.add("Metric 1 " + point.path("t").asLong() * 1_000_000_000L + " " + id + " 86400s "
                    + Double.parseDouble(value.asText()));
        }
    }

    private static void take(GlassnodeFeed feed, byte[] frame) {
        assertThat(feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, 0)).isTrue();
    }
}
