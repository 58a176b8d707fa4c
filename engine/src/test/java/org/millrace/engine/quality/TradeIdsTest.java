package org.millrace.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.RejectReason;

class TradeIdsTest {
    private final TradeIds ids = new TradeIds();

    @Test
    void shouldNotBeStoppedByAnIdThatWasDamaged() {
        TradeIds ids = new TradeIds();

        assertEquals(RejectReason.NULL_VAL, ids.next(7, 100));
        assertEquals(RejectReason.NULL_VAL, ids.next(7_000_000_000L, 101));
        assertEquals(RejectReason.DUPLICATE, ids.next(7_000_000_000L, 101));
        assertEquals(RejectReason.NULL_VAL, ids.next(9, 102));
        assertEquals(RejectReason.OUT_OF_ORDER, ids.next(8, 103));
    }

    @Test
    void shouldAcceptRisingIdsAndThoseWithout() {
        assertEquals(RejectReason.NULL_VAL, ids.next(5, 1));
        assertEquals(RejectReason.NULL_VAL, ids.next(0, 1));
        assertEquals(RejectReason.NULL_VAL, ids.next(6, 1));
        assertEquals(RejectReason.NULL_VAL, ids.next(9, 1));
    }

    @Test
    void shouldTellATradeThatCameTwiceFromOneThatComesLate() {
        Random random = new Random(3);
        boolean[] seen = new boolean[2_000];
        long highest = 0;
        for (int i = 0; i < 1_000; i++) {
            int id = (int) Math.max(1, Math.min(seen.length - 1, highest + 2 - random.nextInt(60)));
            RejectReason expected = id > highest
                    ? RejectReason.NULL_VAL
                    : seen[id] ? RejectReason.DUPLICATE : RejectReason.OUT_OF_ORDER;

            assertEquals(expected, ids.next(id, i));

            seen[id] |= id > highest;
            highest = Math.max(highest, id);
        }
    }

    @Test
    void shouldAcceptLowerIdsWithLaterTimesAfterARestart() {
        ids.next(1_000, 50);
        ids.restart();

        assertEquals(RejectReason.DUPLICATE, ids.next(1_000, 50));
        assertEquals(RejectReason.OUT_OF_ORDER, ids.next(999, 49));
        assertEquals(RejectReason.NULL_VAL, ids.next(1, 60));
        assertEquals(RejectReason.DUPLICATE, ids.next(1, 60));
        assertEquals(RejectReason.NULL_VAL, ids.next(2, 61));
    }
}
