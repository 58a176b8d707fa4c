package org.millrace.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.engine.book.BookStage;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.support.Outcome;
import org.millrace.engine.support.Script;

/** Quality and book, saved anywhere and loaded elsewhere, go on as if nothing had happened. */
class RestoreTest {
    private static final int EVENTS = 3_000;

    @Test
    void shouldGoOnFromASnapshotTakenAnywhere() {
        Outcome whole = new Outcome();
        Line uncut = new Line(whole);
        play(uncut, EVENTS);

        Random random = new Random(5);
        for (int i = 0; i < 25; i++) {
            int cut = random.nextInt(EVENTS);
            Outcome out = new Outcome();
            CutLine line = new CutLine(new Line(out), new Line(out), cut);
            play(line, EVENTS);

            assertSame(whole.events(), out.events(), cut);
        }
        assertThat(whole.lines("Verdict")).hasSizeGreaterThan(20);
        assertThat(whole.lines("Rejected")).hasSizeGreaterThan(50);
        assertThat(whole.lines("Top")).hasSizeGreaterThan(200);
    }

    private static void assertSame(List<byte[]> expected, List<byte[]> actual, int cut) {
        assertEquals(expected.size(), actual.size(), "cut at " + cut);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("cut at %d, output %d", cut, i).isEqualTo(expected.get(i));
        }
    }

    private static void play(EventConsumer to, int events) {
        Script market = new Script(to);
        Random random = new Random(2);
        long[] ids = new long[4];
        market.start().define(1).define(2).define(3);
        while (market.sequence() < events) {
            int instrument = 1 + random.nextInt(3);
            market.instrument(instrument).after(random.nextInt(40)).delay(random.nextInt(300) - 100);
            act(market, random, ids, instrument);
        }
    }

    private static void act(Script market, Random random, long[] ids, int instrument) {
        long id = ids[instrument] += random.nextInt(20) == 0 ? random.nextInt(4) - 2 : 1;
        switch (random.nextInt(12)) {
            case 0 -> market.tick();
            case 1 -> market.quote(id, 998 + random.nextInt(3), 5, 1_000 + random.nextInt(3), 6);
            case 2 -> market.delta(id, id, 990 + random.nextInt(11), random.nextInt(3), -1_001, 1 + random.nextInt(3));
            case 3 -> market.delta(id, id, -1_000 - random.nextInt(11), random.nextInt(3));
            case 4 -> {
                if (random.nextInt(6) == 0) {
                    market.snapshot(id, 999, 3, 998, 2, -1_001, 4, -1_002, 7);
                }
            }
            case 5 -> {
                if (random.nextInt(30) == 0) {
                    market.status(FeedStream.BOOK, FeedState.STALE, FeedReason.GAP);
                }
            }
            case 6 -> market.trade(id, random.nextInt(8) == 0 ? 10_000 : 1_000, random.nextInt(9) == 0 ? 9_000 : 5);
            default -> market.trade(id, 1_000 + random.nextInt(5), 5 + random.nextInt(20));
        }
    }

    /** Quality and book in a line. */
    private static final class Line implements EventConsumer {
        private final Stage book;
        private final Stage quality;

        Line(EventConsumer out) {
            book = new BookStage(out, SnapshotSink.NONE);
            quality = new QualityStage(book, SnapshotSink.NONE);
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            quality.onEvent(buffer, offset, length);
        }

        void moveTo(Line other) {
            move(quality, other.quality);
            move(book, other.book);
        }

        private static void move(Stage from, Stage to) {
            SnapshotWriter out = new SnapshotWriter(16);
            from.save(out);
            SnapshotReader in = new SnapshotReader(out.buffer(), 0, out.length());
            to.load(in);
            assertEquals(0, in.remaining());
        }
    }

    /** A line of which a second one takes over after {@code cut} events. */
    private static final class CutLine implements EventConsumer {
        private final Line first;
        private final Line second;
        private final int cut;
        private int count;

        CutLine(Line first, Line second, int cut) {
            this.first = first;
            this.second = second;
            this.cut = cut;
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            if (count == cut) {
                first.moveTo(second);
            }
            (count++ < cut ? first : second).onEvent(buffer, offset, length);
        }
    }
}
