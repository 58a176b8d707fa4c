package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of a price whose next return depends on one of three features, as far as chance lets it. */
final class Rows {
    static final List<String> FEATURES = List.of("returns_1", "noise_1", "noise_2");
    static final long MINUTE_NS = 60_000_000_000L;

    private Rows() {}

    /** Returns rows of an instrument. */
    static List<Row> of(int count, long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        double price = 100;
        for (int i = 0; i < count; i++) {
            double[] values = {random.nextGaussian(), random.nextGaussian() * 1e4, random.nextInt(5)};
            rows.add(new Row((i + 1L) * MINUTE_NS, price, i % 50 == 0, values));
            price *= 1 + 0.001 * values[0] + 0.0005 * random.nextGaussian();
        }
        return rows;
    }

    /** Labels rows of one instrument. */
    static Dataset labelled(int count, Target target) {
        return Dataset.of(FEATURES, List.of(of(count, 1)), target);
    }
}
