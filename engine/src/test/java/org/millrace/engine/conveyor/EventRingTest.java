package org.millrace.engine.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;

class EventRingTest {
    private static final int SLOTS = 512;
    private static final int PRODUCERS = 3;
    private static final int CLAIMS = 4_000;

    private final List<Thread> threads = new ArrayList<>();
    private EventRing ring = EventRing.shared(SLOTS, Waiting.SPIN_YIELD);

    @AfterEach
    void close() throws InterruptedException {
        ring.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseNothingAndKeepEachProducersOrder(Waiting waiting) {
        ring = EventRing.shared(SLOTS, waiting);
        LastValues taken = new LastValues();
        read(ring, taken);
        long expected = 0;
        for (int producer = 0; producer < PRODUCERS; producer++) {
            produce(producer);
            expected += values(CLAIMS);
        }

        long all = expected;
        Awaitility.await().until(() -> taken.count.get() >= all);

        assertEquals(all, taken.count.get());
        assertEquals("in order", taken.order);
    }

    @Test
    void shouldSkipSlotsLeftEmpty() {
        List<String> taken = new ArrayList<>();
        RingPublisher publisher = new RingPublisher(ring);
        publisher.tryClaim(3);
        put(publisher, 0, 11);
        put(publisher, 2, 13);
        publisher.commit();

        read(ring, new Texts(taken));
        Awaitility.await().until(() -> ring.isDrained());

        assertEquals(List.of("11", "13", "flush"), taken);
    }

    @Test
    void shouldRefuseClaimsWhileFullAndAdmitThemAgain() {
        RingPublisher publisher = new RingPublisher(ring);
        for (int i = 0; i < SLOTS / 256; i++) {
            assertTrue(publisher.tryClaim(256));
            publisher.commit();
        }
        assertFalse(publisher.tryClaim(1));
        assertEquals(SLOTS, ring.occupied());

        read(ring, new Texts(new ArrayList<>()));

        Awaitility.await().until(() -> publisher.tryClaim(256));
        publisher.commit();
    }

    @Test
    void shouldRefuseClaimsWhileAdmissionIsStopped() {
        RingPublisher publisher = new RingPublisher(ring);
        ring.admit(false);
        boolean whileStopped = publisher.tryClaim(1);
        ring.admit(true);

        assertFalse(whileStopped);
        assertTrue(publisher.tryClaim(1));
    }

    private void produce(int producer) {
        RingPublisher publisher = new RingPublisher(ring);
        start(() -> {
            long value = 0;
            for (int claim = 0; claim < CLAIMS; claim++) {
                int slots = 1 + claim % 7;
                while (!publisher.tryClaim(slots)) {
                    Thread.onSpinWait();
                }
                for (int i = 0; i < slots; i++) {
                    if (i % 3 != 2) { // every third stays empty
                        put(publisher, i, ((long) producer << 32) | ++value);
                    }
                }
                publisher.commit();
            }
        });
    }

    private static long values(int claims) {
        long values = 0;
        for (int claim = 0; claim < claims; claim++) {
            int slots = 1 + claim % 7;
            values += slots - slots / 3;
        }
        return values;
    }

    private static void put(RingPublisher publisher, int index, long value) {
        publisher.slot(index).putLong(0, value);
        publisher.length(index, Long.BYTES);
    }

    private void read(EventRing from, EventConsumer to) {
        start(() -> {
            try {
                new RingReader(from, to).run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "EventRingTest");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static final class LastValues implements EventConsumer {
        private final long[] last = new long[PRODUCERS];
        private volatile String order = "in order";
        private final AtomicLong count = new AtomicLong();

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            long value = buffer.getLong(offset);
            int producer = (int) (value >>> 32);
            if ((int) value != last[producer] + 1) {
                order = "producer " + producer + ": " + (int) value + " after " + last[producer];
            }
            last[producer] = (int) value;
            count.lazySet(count.get() + 1);
        }
    }

    private record Texts(List<String> texts) implements EventConsumer {
        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            assertEquals(length, EventFrame.length(buffer, offset - EventFrame.HEADER_LENGTH));
            texts.add(Long.toString(buffer.getLong(offset)));
        }

        @Override
        public void flush() {
            texts.add("flush");
        }
    }
}
