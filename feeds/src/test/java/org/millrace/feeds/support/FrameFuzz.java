package org.millrace.feeds.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.VenueDecoder;

/**
 * Hands damaged frames over, {@link #ROUNDS} to a venue: amid other bytes, or at the very end of their buffer. Holds that
 * none takes memory without bound, and that each is accounted for.
 */
public final class FrameFuzz {
    /** Damaged frames of each protocol; a million with {@code -Dmillrace.fuzz=1000000}. */
    public static final int ROUNDS = Integer.getInteger("millrace.fuzz", 10_000);

    private static final int PASSES = 4; // with one feed
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

    /** Finds in a frame, by another's parser, what an event shows. */
    public interface Reading {
        /**
         * Tells whether the frame has it.
         *
         * @throws IOException if the other parser cannot read the frame
         */
        boolean says(byte[] frame, String event) throws IOException;
    }

    /**
     * What is fuzzed.
     *
     * @param receivedNs when all frames come
     * @param head       of each frame, which is not damaged
     */
    public record Subject(VenueDecoder feed, EventText events, long receivedNs, String head, Reading reading) {
        public Subject(VenueDecoder feed, EventText events, Reading reading) {
            this(feed, events, RECEIVED_NS, "", reading);
        }
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
        hand(frame, feed, RECEIVED_NS);
    }

    private void hand(byte[] frame, VenueDecoder feed, long receivedNs) {
        long frames = feed.counters().get(FeedCounter.FRAMES);
        long accounts = accounts(feed);
        hand(frame, (buffer, offset, length) -> assertTrue(feed.onFrame(buffer, offset, length, receivedNs)));
        assertTrue(feed.counters().get(FeedCounter.FRAMES) == frames + 1, () -> "not counted: " + text(frame));
        assertTrue(accounts(feed) > accounts, () -> "not accounted for: " + text(frame));
    }

    /**
     * Hands over the frames in their order, again and again, each damaged first and then whole, so that what it changes comes
     * about; now and then to a new feed. Holds that every damaged one is counted, and refused or, in all that events show of it,
     * as another reads it.
     *
     * @return kinds of events that came of damaged frames, and how many
     */
    public Map<String, Integer> hold(Supplier<Subject> subjects, List<byte[]> frames) {
        Map<String, Integer> kinds = new TreeMap<>();
        Subject subject = subjects.get();
        int unread = 0;
        for (int i = 0; i < ROUNDS; i++) {
            int at = i % frames.size();
            subject = i % (PASSES * frames.size()) == 0 ? subjects.get() : subject;
            byte[] damaged = FrameDamage.of(frames.get(at), random);
            long rejected = subject.feed().counters().get(FeedCounter.REJECTED);
            hand(withHead(subject, damaged), subject.feed(), subject.receivedNs());
            List<String> told = subject.events().take();
            rejected = subject.feed().counters().get(FeedCounter.REJECTED) - rejected;
            assertTrue(rejected == count(told, "Rejected "), () -> "not told as counted: " + told + text(damaged));
            for (String event : data(told)) {
                kinds.merge(event.substring(0, event.indexOf(' ')), 1, Integer::sum);
                unread += isSaid(subject, damaged, event) ? 0 : 1;
            }
            byte[] whole = withHead(subject, frames.get(at));
            assertTrue(subject.feed().onFrame(new UnsafeBuffer(whole), 0, whole.length, subject.receivedNs()));
            subject.events().take();
        }
        int most = ROUNDS / 100;
        assertTrue(unread <= most, "events of frames that only the feed could read: " + unread);
        return kinds;
    }

    /** Holds that an event shows what another finds in its frame; false if that one cannot read it. */
    private static boolean isSaid(Subject subject, byte[] frame, String event) {
        boolean isSaid;
        try {
            isSaid = subject.reading().says(frame, event);
        } catch (IOException e) {
            return false;
        }
        assertTrue(isSaid, () -> event + " of " + text(frame));
        return true;
    }

    private static byte[] withHead(Subject subject, byte[] frame) {
        byte[] head = subject.head().getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + frame.length);
        System.arraycopy(frame, 0, whole, head.length, frame.length);
        return whole;
    }

    private static long count(List<String> told, String kind) {
        return told.stream().filter(event -> event.startsWith(kind)).count();
    }

    /** Hands every prefix of the frames over, and holds that all are refused. */
    public static void refuseEveryPrefix(List<byte[]> frames, VenueDecoder feed, EventText events) {
        refuseEveryPrefix(frames, new Subject(feed, events, (frame, event) -> false));
    }

    public static void refuseEveryPrefix(List<byte[]> frames, Subject subject) {
        FeedCounters counters = subject.feed().counters();
        for (byte[] frame : frames) {
            for (int length = 0; length < frame.length; length++) {
                long rejected = counters.get(FeedCounter.REJECTED);
                byte[] prefix = withHead(subject, Arrays.copyOf(frame, length));
                assertTrue(subject.feed().onFrame(new UnsafeBuffer(prefix), 0, prefix.length, subject.receivedNs()));

                List<String> told = subject.events().take();
                boolean isRefused = counters.get(FeedCounter.REJECTED) == rejected + 1;
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
