package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** Damaged answers; a million of them with {@code -Dmillrace.mutations=1000000}. */
class GlassnodeFuzzTest {
    private static final int ANSWERS = Integer.getInteger("millrace.mutations", 30_000);
    private static final String BODY =
            "[{\"t\":1790899200,\"o\":{\"h\":5.648763169746526,\"l\":3.7533322026042955},\"computed_at\":1790985823},"
                    + "{\"t\":1790985600,\"v\":0.5},{\"t\":1791072000,\"v\":null}]";
    private static final String LINE = "GET https://host/v1/metrics/indicators/ssr?a=BTC&i=24h\t" + BODY;

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
    void shouldStandDamage() {
        SplittableRandom random = new SplittableRandom(20261121);
        byte[] whole = LINE.getBytes(UTF_8);
        GlassnodeFeed feed = null;
        for (int i = 0; i < ANSWERS; i++) {
            if (i % 500 == 0) {
                feed = new GlassnodeFeed(Venue.GLASSNODE, new Instruments(), ring);
            }
            take(feed, damage(whole, random));
            assertThat(events.take()).hasSizeLessThanOrEqualTo(3).allMatch(line -> !line.contains("NaN"));
        }
    }

    private static void take(GlassnodeFeed feed, byte[] frame) {
        assertThat(feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, 0)).isTrue();
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
}
