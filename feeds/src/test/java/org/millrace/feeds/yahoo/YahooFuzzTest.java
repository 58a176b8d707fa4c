package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

class YahooFuzzTest {
    private static final long RECEIVED_NS = 1_790_948_000_000_000_000L;
    private static final String CHART = ChartText.minutes(
            450, "0 10.1 10.3 10 10.2 100", "300 null null null null null", "450 10.5 10.5 10.5 10.5 0");
    private static final String FRAME = "{\"type\":\"pricing\",\"message\":\"" + pricing() + "\"}";

    private final EventText events = new EventText();
    private final EventPublisher ring = new RecordingPublisher(events);
    private Instruments instruments;
    private YahooFeed feed;

    @Test
    void shouldRefuseEveryPrefix() {
        for (String whole : new String[] {"GET https://host/chart\t" + CHART, FRAME}) {
            for (int length = 0; length < whole.length(); length++) {
                YahooFeed feed = new YahooFeed(Venue.YAHOO, new Instruments().define("AAPL", -2, 0), ring);
                take(feed, whole.substring(0, length).getBytes(UTF_8));

                assertThat(events.take()).hasSize(1).allMatch(line -> line.startsWith("Rejected "));
            }
        }
    }

    @Test
    void shouldRefuseEveryPrefixOfAMessage() {
        byte[] message = Base64.getDecoder().decode(pricing());
        int refused = 0;
        for (int length = 1; length < message.length; length++) {
            byte[] prefix = Arrays.copyOf(message, length);
            try {
                PricingData data = PricingData.read(prefix);
                assertThat(data.symbol()).isIn("", "AAPL"); // it ended between two fields
            } catch (IOException e) {
                refused++;
            }
        }

        assertThat(refused).isGreaterThan(message.length / 2);
    }

    @Test
    void shouldPublishNoBarThatIsNotInTheChart() throws IOException {
        FrameFuzz fuzz = new FrameFuzz(20261121);
        List<byte[]> charts = List.of(CHART.getBytes(UTF_8));
        int published = 0;
        for (int i = 0; i < FrameFuzz.ROUNDS; i++) {
            begin();
            byte[] chart = fuzz.damaged(charts);

            fuzz.hand(
                    chart,
                    (buffer, offset, length) ->
                            assertTrue(feed.onAnswer("GET https://host/chart", buffer, offset, length, RECEIVED_NS)));

            List<String> told = FrameFuzz.data(events.take());
            published += told.size();
            List<String> said = told.isEmpty() ? told : new YahooReading(instruments, RECEIVED_NS).chart(chart);
            told.forEach(line -> assertTrue(said.contains(YahooReading.valuesOf(line)), () -> line + " of " + said));
        }
        assertThat(published).isGreaterThan(FrameFuzz.ROUNDS / 50);
    }

    @Test
    void shouldPublishNothingThatIsNotInTheFrame() throws IOException {
        FrameFuzz fuzz = new FrameFuzz(20261122);
        byte[] message = Base64.getDecoder().decode(pricing());
        int published = 0;
        for (int i = 0; i < FrameFuzz.ROUNDS; i++) {
            begin();
            byte[] frame = i % 2 == 0
                    ? fuzz.damaged(List.of(FRAME.getBytes(UTF_8)))
                    : Base64.getEncoder().encode(fuzz.damaged(List.of(message)));

            fuzz.hand(frame, feed);

            List<String> told = FrameFuzz.data(events.take());
            published += told.size();
            List<String> said = told.isEmpty() ? told : new YahooReading(instruments, 1).frame(frame);
            assertTrue(said.containsAll(told), () -> told + " of " + said + FrameFuzz.text(frame));
        }
        assertThat(published).isGreaterThan(FrameFuzz.ROUNDS / 50);
    }

    /** Begins with a feed that has told nothing. */
    private void begin() {
        instruments = new Instruments().define("AAPL", -2, 0);
        feed = new YahooFeed(Venue.YAHOO, instruments, ring);
    }

    private static void take(YahooFeed feed, byte[] frame) {
        assertThat(feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, RECEIVED_NS))
                .isTrue();
    }

    private static String pricing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((1 << 3) | 2);
        out.write(4);
        out.writeBytes("AAPL".getBytes(UTF_8));
        number(out, 2, 332.38f);
        whole(out, 3, 1_790_953_607_000L);
        out.write((4 << 3) | 2);
        out.write(3);
        out.writeBytes("USD".getBytes(UTF_8));
        out.write(6 << 3);
        out.write(8);
        whole(out, 22, 100);
        number(out, 23, 332.37f);
        whole(out, 24, 3);
        number(out, 25, 332.39f);
        whole(out, 26, 5);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static void number(ByteArrayOutputStream out, int field, float value) {
        varint(out, ((long) field << 3) | 5);
        int bits = Float.floatToRawIntBits(value);
        for (int i = 0; i < Float.BYTES; i++) {
            out.write(bits >>> (8 * i));
        }
    }

    private static void whole(ByteArrayOutputStream out, int field, long value) {
        varint(out, (long) field << 3);
        varint(out, (value << 1) ^ (value >> 63));
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
