package org.millrace.codecs.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Side;

class OrderBookTest {
    private final OrderBook book = new OrderBook(16);

    @Test
    void shouldListLevelsFromTheBest() {
        book.set(Side.BUY, 99, 1);
        book.set(Side.BUY, 100, 2);
        book.set(Side.SELL, 102, 3);
        book.set(Side.SELL, 101, 4);

        assertEquals(List.of("100 2", "99 1"), levels(Side.BUY));
        assertEquals(List.of("101 4", "102 3"), levels(Side.SELL));
        assertEquals(
                List.of(100L, 2L, 101L, 4L),
                List.of(book.bestBidPrice(), book.bestBidQuantity(), book.bestAskPrice(), book.bestAskQuantity()));
    }

    @Test
    void shouldSayWhatEachChangeDid() {
        List<LevelChange> changes = List.of(
                book.set(Side.BUY, 100, 2),
                book.set(Side.BUY, 100, 5),
                book.set(Side.BUY, 99, 0),
                book.set(Side.BUY, 100, 0),
                book.set(Side.BUY, 100, 0));

        assertEquals(
                List.of(
                        LevelChange.ADDED,
                        LevelChange.CHANGED,
                        LevelChange.ORPHAN,
                        LevelChange.REMOVED,
                        LevelChange.ORPHAN),
                changes);
        assertTrue(book.isEmpty());
    }

    @Test
    void shouldAnswerZeroForASideWithoutLevels() {
        assertEquals(
                List.of(0L, 0L, 0L, 0L),
                List.of(book.bestBidPrice(), book.bestBidQuantity(), book.bestAskPrice(), book.bestAskQuantity()));
        assertFalse(book.isCrossed());
    }

    @Test
    void shouldKnowWhenItIsCrossed() {
        book.set(Side.BUY, 100, 1);
        assertFalse(book.isCrossed());

        book.set(Side.SELL, 100, 1);
        assertTrue(book.isCrossed());

        book.set(Side.BUY, 100, 0);
        assertFalse(book.isCrossed());
    }

    @Test
    void shouldAgreeWithASortedMapUnderRandomCommands() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            book.clear();
            TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
            TreeMap<Long, Long> asks = new TreeMap<>();
            int spread = 1 + random.nextInt(400);
            for (int i = 0; i < 20_000; i++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                long price = 1000 + (long) (random.nextGaussian() * spread);
                long quantity = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(100);

                LevelChange change = book.set(side, price, quantity);

                assertEquals(setInModel(side == Side.BUY ? bids : asks, price, quantity), change);
                assertEquals(quantity, book.quantityAt(side, price));
            }
            assertEquals(levelsOf(bids), levels(Side.BUY));
            assertEquals(levelsOf(asks), levels(Side.SELL));
        }
    }

    @Test
    void shouldHoldSnapshotsOfAnyOrderAndSize() {
        for (int i = 0; i < 5000; i++) {
            book.set(Side.BUY, 10_000 - i, 1 + i);
            book.set(Side.SELL, 20_000 - i, 1 + i);
        }

        assertEquals(5000, book.levels(Side.BUY));
        assertEquals(List.of(10_000L, 5_001L), List.of(book.price(Side.BUY, 0), book.price(Side.BUY, 4999)));
        assertEquals(List.of(15_001L, 20_000L), List.of(book.price(Side.SELL, 0), book.price(Side.SELL, 4999)));
    }

    private static LevelChange setInModel(Map<Long, Long> model, long price, long quantity) {
        if (quantity == 0) {
            return model.remove(price) == null ? LevelChange.ORPHAN : LevelChange.REMOVED;
        }
        return model.put(price, quantity) == null ? LevelChange.ADDED : LevelChange.CHANGED;
    }

    private static List<String> levelsOf(Map<Long, Long> model) {
        List<String> levels = new ArrayList<>();
        model.forEach((price, quantity) -> levels.add(price + " " + quantity));
        return levels;
    }

    private List<String> levels(Side side) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < book.levels(side); i++) {
            levels.add(book.price(side, i) + " " + book.quantity(side, i));
        }
        return levels;
    }
}
