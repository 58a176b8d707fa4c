package org.millrace.engine.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.support.Outcome;
import org.millrace.engine.support.Script;

/**
 * A venue with a book of its own, whose changes reach the stage late by some time, and whose snapshots reach it late by
 * another: now and then a snapshot is ahead of the changes, now and then behind.
 */
class BookCheckPropertyTest {
    private static final int MID = 1_000;
    private static final int DEPTH = 30;
    private static final int STEP_MS = 20;
    private static final int SHOWN = 20;

    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final Deque<Runnable> changes = new ArrayDeque<>();
    private final Deque<Long> changesDue = new ArrayDeque<>();
    private final Outcome out = new Outcome();
    private final Script line = new Script((buffer, offset, length) -> stage().onEvent(buffer, offset, length));
    private BookStage stage = new BookStage(out, SnapshotSink.NONE);
    private boolean isRestored;
    private long nowMs;
    private long id = 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldNeverDoubtARightBook(long seed) {
        Random random = new Random(seed);
        begin(random);

        for (int check = 0; check < 60; check++) {
            check(random, MID - DEPTH / 2);
        }

        QualityScoreDecoder score = score();
        assertEquals(0, score.bookDisagreements());
        assertEquals(
                List.of(), out.lines().stream().filter(l -> l.contains("STALE")).toList());
        assertEquals(true, score.bookAgreements() >= 60, () -> "agreements: " + score.bookAgreements());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFindAWrongLevelWithinOneCheck(long seed) {
        Random random = new Random(seed);
        begin(random);

        for (int check = 0; check < 20; check++) {
            check(random, MID - DEPTH / 2);
            long before = score().bookDisagreements();
            long price = MID - 8L - random.nextInt(4); // nobody trades there: it stays wrong
            long was = bids.getOrDefault(price, 0L);
            line.delta(id, id, price, was == 0 ? 7 : random.nextBoolean() ? 0 : was + 1);
            check(random, price);

            assertEquals(before + 1, score().bookDisagreements());
            send(EventPrefix.SNAPSHOT, levels(DEPTH));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGoOnFromItsStateAsIfNothingHadHappened(long seed) {
        BookCheckPropertyTest restored = new BookCheckPropertyTest();
        restored.isRestored = true;

        play(new Random(seed));
        restored.play(new Random(seed));

        assertEquals(texts(out), texts(restored.out));
        assertEquals(1, score().bookDisagreements());
    }

    @Test
    void shouldSaveTheSameBytesInWhicheverOrderLevelsWereTouched() {
        List<Integer> prices = IntStream.range(1, MID - DEPTH).boxed().collect(Collectors.toList());
        byte[] inOrder = touching(prices);
        Collections.shuffle(prices, new Random(1));

        assertArrayEquals(inOrder, touching(prices));
    }

    private static byte[] touching(List<Integer> prices) {
        BookCheckPropertyTest market = new BookCheckPropertyTest();
        market.begin(new Random(1));
        market.line.status(FeedStream.BOOK, FeedState.LIVE, FeedReason.BOOK_CHECK);
        long last = market.id;
        for (int price : prices) {
            market.line.delta(last, last, price, 5);
        }
        return market.state();
    }

    private void play(Random random) {
        begin(random);
        for (int check = 0; check < 10; check++) {
            check(random, MID - DEPTH / 2);
        }
        line.delta(id, id, MID - 9, 77);
        check(random, MID - 9);
    }

    private static List<String> texts(Outcome of) {
        return of.events().stream().map(HexFormat.of()::formatHex).toList();
    }

    private void begin(Random random) {
        for (int i = 1; i <= DEPTH; i++) {
            bids.put((long) MID - i, 1L + random.nextInt(9));
            asks.put((long) MID + i, 1L + random.nextInt(9));
        }
        line.delay(0).define(1);
        send(EventPrefix.SNAPSHOT, levels(DEPTH));
    }

    /**
     * Announces a check, takes the snapshot some time later, and sends it after another while changes go on.
     *
     * @param quietAt price of bids near which nothing changes, where it is far enough from what is shown last
     */
    private void check(Random random, long quietAt) {
        line.at(nowMs).status(FeedStream.BOOK, FeedState.LIVE, FeedReason.BOOK_CHECK);
        int takenAt = 1 + random.nextInt(60);
        int arrivesAt = takenAt + random.nextInt(20);
        int changesLateMs = random.nextInt(1_000);
        long[] snapshot = null;
        for (int step = 0; step < arrivesAt + 3_000 / STEP_MS + 100; step++) {
            nowMs += STEP_MS;
            for (int i = random.nextInt(4); i > 0; i--) {
                change(random, quietAt, changesLateMs);
            }
            deliver(nowMs);
            if (step == takenAt) {
                snapshot = levels(SHOWN);
            }
            if (step == arrivesAt) {
                send(EventPrefix.CHECK | EventPrefix.SNAPSHOT, snapshot);
            }
            if (isRestored && step % 37 == 0) {
                restore();
            }
            line.at(nowMs).tick();
        }
        deliver(Long.MAX_VALUE);
    }

    private void change(Random random, long quietAt, int lateMs) {
        boolean isBid = random.nextBoolean();
        long price = isBid ? MID - 1 - random.nextInt(DEPTH) : MID + 1 + random.nextInt(DEPTH);
        if (isBid && price <= quietAt + 3 && price >= quietAt - 3 && quietAt > MID - 12) {
            return;
        }
        long quantity = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(9);
        TreeMap<Long, Long> side = isBid ? bids : asks;
        if (quantity == 0) {
            side.remove(price);
        } else {
            side.put(price, quantity);
        }
        long at = ++id;
        changes.add(() -> line.at(nowMs).delta(at, at, isBid ? price : -price, quantity));
        changesDue.add(nowMs + lateMs);
    }

    private void deliver(long untilMs) {
        while (!changesDue.isEmpty() && changesDue.peek() <= untilMs) {
            changesDue.poll();
            changes.poll().run();
        }
    }

    /** Sends levels as a run of messages with ten each. */
    private void send(int flags, long[] levels) {
        for (int from = 0; from < levels.length; from += 20) {
            int to = Math.min(from + 20, levels.length);
            int place = (from == 0 ? EventPrefix.FIRST : 0) | (to == levels.length ? EventPrefix.LAST : 0);
            line.at(nowMs).flags(flags | place).book(id, id, Arrays.copyOfRange(levels, from, to));
        }
    }

    private long[] levels(int depth) {
        long[] levels = new long[2 * (Math.min(depth, bids.size()) + Math.min(depth, asks.size()))];
        int at = 0;
        for (var bid : bids.descendingMap().entrySet().stream().limit(depth).toList()) {
            levels[at++] = bid.getKey();
            levels[at++] = bid.getValue();
        }
        for (var ask : asks.entrySet().stream().limit(depth).toList()) {
            levels[at++] = -ask.getKey();
            levels[at++] = ask.getValue();
        }
        return levels;
    }

    /** Replaces the stage by one that has read its state, and would save the same. */
    private void restore() {
        byte[] state = state();
        stage = new BookStage(out, SnapshotSink.NONE);
        SnapshotReader read = new SnapshotReader(new UnsafeBuffer(state), 0, state.length);
        stage.load(read);
        assertEquals(0, read.remaining());
        assertArrayEquals(state, state());
    }

    private byte[] state() {
        SnapshotWriter state = new SnapshotWriter(1_024);
        stage.save(state);
        byte[] bytes = new byte[state.length()];
        state.buffer().getBytes(0, bytes);
        return bytes;
    }

    private BookStage stage() {
        return stage;
    }

    private QualityScoreDecoder score() {
        line.score();
        byte[] last = out.events().get(out.events().size() - 1);
        return new QualityScoreDecoder().wrapAndApplyHeader(new UnsafeBuffer(last), 0, new MessageHeaderDecoder());
    }
}
