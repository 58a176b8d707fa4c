package org.millrace.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TradeWindowTest {
    @Test
    void shouldKnowMeanAndVarianceOfTheLastTrades() {
        TradeWindow window = new TradeWindow(4);
        for (long price : new long[] {1_000, 2, 4, 4, 6}) {
            window.add(price, price * 10);
        }

        assertThat(window.count()).isEqualTo(4);
        assertThat(window.mean()).isEqualTo(4);
        assertThat(window.variance()).isEqualTo(2);
        assertThat(window.meanQuantity()).isEqualTo(40);
    }

    @Test
    void shouldStayExactOverMillionsOfTrades() {
        Random random = new Random(7);
        TradeWindow window = new TradeWindow(100);
        ArrayDeque<Long> last = new ArrayDeque<>();
        for (int i = 0; i < 2_000_050; i++) {
            long spike = i % 1_000 == 0 ? 10 : 1;
            long price = (6_000_000_000_000L + random.nextInt(2_000_000)) * spike;
            window.add(price, 1 + random.nextInt(1_000_000));
            last.add(price);
            if (last.size() > 100) {
                last.remove();
            }
        }

        double mean = last.stream().mapToDouble(Long::doubleValue).average().orElseThrow();
        double variance = last.stream()
                .mapToDouble(p -> (p - mean) * (p - mean))
                .average()
                .orElseThrow();
        assertThat(window.mean()).isCloseTo(mean, within(mean * 1e-12));
        assertThat(window.variance()).isCloseTo(variance, within(variance * 1e-3));
    }
}
