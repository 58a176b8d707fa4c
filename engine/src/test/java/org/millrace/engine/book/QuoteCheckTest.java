package org.millrace.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuoteCheckTest {
    private final BookTruth truth = new BookTruth();
    private final QuoteCheck check = new QuoteCheck(truth);

    @Test
    void shouldCompareEachUpdateWithTheLastQuoteNotPastIt() {
        quote(3, 100);
        update(6, 100);
        quote(7, 101);
        quote(8, 102);
        update(10, 101);
        update(14, 102);

        assertEquals(List.of(1L, 0L, 2L), counts());
        quote(12, 103);
        assertEquals(List.of(1L, 1L, 1L), counts());
    }

    @Test
    void shouldNotCompareBeforeTheFirstQuote() {
        update(2, 100);
        quote(3, 100);

        assertEquals(List.of(0L, 0L, 1L), counts());
    }

    @Test
    void shouldWaitForAQuotePastTheUpdate() {
        quote(5, 100);
        update(5, 100);
        assertEquals(List.of(0L, 0L, 1L), counts());

        quote(6, 101);

        assertEquals(List.of(1L, 0L, 0L), counts());
    }

    @Test
    void shouldHoldABoundedNumber() {
        for (int i = 1; i <= 10_000; i++) {
            update(i, 100);
        }
        assertEquals(List.of(0L, 0L, 0L), counts());

        quote(20_000, 100);

        assertEquals(List.of(0L, 0L, 10_000L), counts());
    }

    @Test
    void shouldDoubtWhereTwoQuotesInARowDisagree() {
        quote(1, 100);
        quote(9, 100);
        quote(20, 100);
        update(2, 101);
        update(3, 101);
        assertFalse(truth.takeDoubt(), "a quote between 1 and 9 may have been left out");

        update(10, 101);

        assertTrue(truth.takeDoubt());
        assertFalse(truth.takeDoubt());
    }

    @Test
    void shouldNotDoubtWhereAgreementLiesBetween() {
        quote(1, 100);
        quote(9, 100);
        quote(20, 100);
        update(2, 101);
        update(3, 100);

        update(10, 101);

        assertFalse(truth.takeDoubt());
    }

    @Test
    void shouldForgetQuotesThatAreFollowedByAHole() {
        quote(1, 100);
        update(2, 101);

        check.forget();
        quote(7, 100);
        update(6, 101);

        assertEquals(List.of(0L, 0L, 2L), counts());
    }

    /** Against a model that knows all quotes and updates beforehand, whatever way the two streams interleave. */
    @Test
    void shouldCountTheSameHoweverTheStreamsInterleave() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            NavigableMap<Long, Long> quotes = randomSeries(random);
            NavigableMap<Long, Long> updates = randomSeries(random);
            BookTruth found = new BookTruth();
            QuoteCheck merged = new QuoteCheck(found);
            NavigableMap<Long, Long> quotesLeft = new TreeMap<>(quotes);
            NavigableMap<Long, Long> updatesLeft = new TreeMap<>(updates);
            while (!quotesLeft.isEmpty() || !updatesLeft.isEmpty()) {
                if (!quotesLeft.isEmpty() && (updatesLeft.isEmpty() || random.nextBoolean())) {
                    var quote = quotesLeft.pollFirstEntry();
                    merged.onQuote(quote.getKey(), top(quote.getValue()));
                } else {
                    var update = updatesLeft.pollFirstEntry();
                    merged.onUpdate(update.getKey(), top(update.getValue()));
                }
            }

            assertEquals(
                    expected(quotes, updates),
                    List.of(found.agreements(), found.disagreements(), found.notComparable() + merged.waiting()));
        }
    }

    private static List<Long> expected(NavigableMap<Long, Long> quotes, NavigableMap<Long, Long> updates) {
        long[] counts = new long[3];
        updates.forEach((id, price) -> {
            var quote = quotes.floorEntry(id);
            boolean comparable = quote != null && quotes.higherKey(id) != null;
            counts[!comparable ? 2 : quote.getValue().equals(price) ? 0 : 1]++;
        });
        return List.of(counts[0], counts[1], counts[2]);
    }

    private static NavigableMap<Long, Long> randomSeries(Random random) {
        TreeMap<Long, Long> series = new TreeMap<>();
        for (int i = random.nextInt(200); i >= 0; i--) {
            series.put((long) random.nextInt(400), (long) random.nextInt(3));
        }
        return series;
    }

    private void quote(long id, long price) {
        check.onQuote(id, top(price));
    }

    private void update(long id, long price) {
        check.onUpdate(id, top(price));
    }

    private List<Long> counts() {
        return List.of(truth.agreements(), truth.disagreements(), truth.notComparable() + check.waiting());
    }

    private static Top top(long price) {
        Top top = new Top();
        top.bidPrice = price;
        top.bidQuantity = 1;
        top.askPrice = price + 1;
        top.askQuantity = 2;
        return top;
    }
}
