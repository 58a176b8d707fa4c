package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** Damaged frames; a million of them with {@code -Dmillrace.mutations=1000000}. */
class YahooFuzzTest {
    private static final int FRAMES = Integer.getInteger("millrace.mutations", 30_000);
    private static final String CHART = ChartText.minutes(
            450, "0 10.1 10.3 10 10.2 100", "300 null null null null null", "450 10.5 10.5 10.5 10.5 0");
    private static final String FRAME = "{\"type\":\"pricing\",\"message\":\"" + pricing() + "\"}";

    private final EventText events = new EventText();
    private final EventPublisher ring = new RecordingPublisher(events);

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
    void shouldStandDamage() {
        SplittableRandom random = new SplittableRandom(20261121);
        byte[] chart = ("GET https://host/chart\t" + CHART).getBytes(UTF_8);
        byte[] frame = FRAME.getBytes(UTF_8);
        byte[] message = Base64.getDecoder().decode(pricing());
        YahooFeed feed = null;
        for (int i = 0; i < FRAMES; i++) {
            if (i % 1_000 == 0) {
                feed = new YahooFeed(Venue.YAHOO, new Instruments().define("AAPL", -2, 0), ring);
            }
            byte[] damaged =
                    switch (i % 3) {
                        case 0 -> damage(chart, random);
                        case 1 -> damage(frame, random);
                        default -> Base64.getEncoder().encode(damage(message, random));
                    };
            take(feed, damaged);
            String text = new String(damaged, ISO_8859_1);
            events.take().forEach(line -> check(line, text));
        }
        assertThat(feed.counters().get(FeedCounter.FRAMES)).isPositive();
    }

    /** Times of bars are the frame's, and no bar is above its high or below its low. */
    private static void check(String line, String frame) {
        if (line.startsWith("VenueBar ")) {
            assertThat(line)
                    .matches("VenueBar \\d+ \\d+ -?\\d+ \\d+s o=[0-9.]+ h=[0-9.]+ l=[0-9.]+ c=[0-9.]+ v=\\d+ .*");
            assertThat(frame).startsWith("GET ");
        }
    }

    private static void take(YahooFeed feed, byte[] frame) {
        assertThat(feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, 1_790_948_000_000_000_000L))
                .isTrue();
    }

    private static byte[] damage(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> bytes[at] = (byte) "0123456789eE.-+{}[]\",:".charAt(random.nextInt(22));
            }
        }
        return bytes;
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
