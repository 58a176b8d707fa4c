package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedSpanTest {
    @ParameterizedTest
    @CsvSource({"0,100,0", "300,400,0", "100,200,1", "150,250,0.5", "0,400,0.25", "120,140,1", "200,200,0"})
    void shouldTellWhichPartOfATimeWasLearntFrom(long from, long to, double share) {
        assertEquals(share, new TrainedSpan(100, 200).share(from, to));
    }

    @Test
    void shouldTakeTheWholeOfTimeThereIs() {
        assertEquals(0, new TrainedSpan(100, 200).share(Long.MIN_VALUE, Long.MAX_VALUE), 1e-15);
    }

    @Test
    void shouldBeReadFromTheCard() {
        ModelCard card = new ModelCard(
                "{\"data\": {\"trainedFrom\": \"1970-01-01T00:00:01Z\", \"trainedTo\": \"1970-01-01T00:01:00Z\"}}");

        assertEquals(Optional.of(new TrainedSpan(1_000_000_000L, 60_000_000_000L)), card.trained());
        assertEquals(Optional.empty(), ModelCard.EMPTY.trained());
    }
}
