package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

class YahooFuzzTest {
    private final EventText events = new EventText();
    private final EventPublisher ring = new RecordingPublisher(events);
    private Instruments instruments;
    private YahooFeed feed;

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
    void shouldPublishNothingThatIsNotInTheMessage() throws IOException {
        FrameFuzz fuzz = new FrameFuzz(20261122);
        byte[] message = Base64.getDecoder().decode(pricing());
        int published = 0;
        for (int i = 0; i < FrameFuzz.ROUNDS; i++) {
            begin();
            byte[] frame = Base64.getEncoder().encode(fuzz.damaged(List.of(message)));

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
