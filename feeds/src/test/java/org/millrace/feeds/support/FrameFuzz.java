package org.millrace.feeds.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.VenueDecoder;

/**
 * Hands damaged frames over, {@link #ROUNDS} to a venue: amid other bytes, or at the very end of their buffer. Holds that
 * none takes memory without bound, and that each is accounted for.
 */
public final class FrameFuzz {
    /** Damaged frames of each kind of feed; a million with {@code -Dmillrace.fuzz=1000000}. */
    public static final int ROUNDS = Integer.getInteger("millrace.fuzz", 20_000);

    private static final int MARGIN = 50;
    private static final long RECEIVED_NS = 1;
    private static final int WARM = 1_000; // until then classes are loaded, and arrays grow
    private static final long MOST_BYTES = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Set<FeedCounter> NO_ACCOUNT = Set.of(FeedCounter.FRAMES, FeedCounter.FALL_BACKS);

    private final Random random;
    private int round;

    /** Takes a frame. */
    public interface Taker {
        void take(DirectBuffer buffer, int offset, int length);
    }

    public FrameFuzz(long seed) {
        random = new Random(seed);
    }

    public Random random() {
        return random;
    }

    /** Returns one of the frames, damaged. */
    public byte[] damaged(List<byte[]> frames) {
        return FrameDamage.of(frames.get(random.nextInt(frames.size())), random);
    }

    /** Hands a frame over. */
    public void hand(byte[] frame, Taker to) {
        byte[] within = new byte[frame.length + 4 * MARGIN];
        random.nextBytes(within);
        System.arraycopy(frame, 0, within, MARGIN, frame.length);
        UnsafeBuffer buffer = new UnsafeBuffer(within, 0, round++ % 2 == 0 ? within.length : MARGIN + frame.length);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        to.take(buffer, MARGIN, frame.length);
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(round < WARM || taken < MOST_BYTES, () -> taken + " bytes taken by " + text(frame));
    }

    /** Hands a frame to a feed, and holds that it is counted: for what came of it, or for why nothing did. */
    public void hand(byte[] frame, VenueDecoder feed) {
        long frames = feed.counters().get(FeedCounter.FRAMES);
        long accounts = accounts(feed);
        hand(frame, (buffer, offset, length) -> assertTrue(feed.onFrame(buffer, offset, length, RECEIVED_NS)));
        assertTrue(feed.counters().get(FeedCounter.FRAMES) == frames + 1, () -> "not counted: " + text(frame));
        assertTrue(accounts(feed) > accounts, () -> "not accounted for: " + text(frame));
    }

    /** Hands every prefix of the frames over, and holds that all are refused. */
    public static void refuseEveryPrefix(List<byte[]> frames, VenueDecoder feed, EventText events) {
        for (byte[] frame : frames) {
            for (int length = 0; length < frame.length; length++) {
                long rejected = feed.counters().get(FeedCounter.REJECTED);
                byte[] prefix = Arrays.copyOf(frame, length);
                assertTrue(feed.onFrame(new UnsafeBuffer(prefix), 0, length, RECEIVED_NS));

                List<String> told = events.take();
                boolean isRefused = feed.counters().get(FeedCounter.REJECTED) == rejected + 1;
                assertTrue(isRefused && data(told).isEmpty(), () -> told + " of " + text(prefix));
            }
        }
    }

    /** Returns those of the events that say what a venue said. */
    public static List<String> data(List<String> events) {
        return events.stream()
                .filter(event -> !event.startsWith("Rejected ") && !event.startsWith("FeedStatus "))
                .toList();
    }

    /** Returns a frame to be read by humans. */
    public static String text(byte[] frame) {
        return new String(frame, StandardCharsets.ISO_8859_1) + " " + Arrays.toString(frame);
    }

    private static long accounts(VenueDecoder feed) {
        long sum = 0;
        for (FeedCounter counter : FeedCounter.values()) {
            sum += NO_ACCOUNT.contains(counter) ? 0 : feed.counters().get(counter);
        }
        return sum;
    }
}
