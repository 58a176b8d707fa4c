package org.millrace.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.support.AllocationMeter;

/** What sets are said to take of the heap, against what they allocate. */
class FeatureMemoryTest {
    private static final int INSTRUMENTS = 200;

    @ParameterizedTest
    @CsvSource({
        "hour, 1m",
        "returns_1, 1m;5m",
        "returns_50, 1m;5m;15m;1h",
        "correlation_500, 1s;5s;30s;1m;5m;15m;1h;4h;1d"
    })
    void shouldSayWhatASetAllocates(String feature, String timeframes) {
        FeatureSetSettings set = new FeatureSetSettings(
                1, "some", 1, List.of(timeframes.split(";")), "binance:BTC-USDT", List.of(feature));
        FeatureSetDefinition definition = set.definition(1);

        long allocated = AllocationMeter.bytesOf(() -> {
            FeatureSet made = new FeatureSet(definition);
            for (int id = 1; id <= INSTRUMENTS; id++) {
                made.define(id);
            }
        });

        assertThat(FeatureSet.bytes(definition, INSTRUMENTS)).isBetween(allocated, allocated * 11 / 10);
    }

    @Test
    void shouldSayWhatTheTopsOfAnInstrumentAllocate() {
        BookTops[] tops = new BookTops[1];

        long allocated = AllocationMeter.bytesOf(() -> tops[0] = new BookTops());

        assertThat((long) BookTops.BYTES).isBetween(allocated, allocated * 11 / 10);
    }
}
