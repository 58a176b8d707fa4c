package org.millrace.engine.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WaitingTest {
    @Test
    void shouldSpinOnlyWhereThereAreProcessorsToSpare() {
        assertEquals(Waiting.BLOCK, Waiting.forProcessors(1));
        assertEquals(Waiting.BLOCK, Waiting.forProcessors(3));
        assertEquals(Waiting.SPIN_YIELD, Waiting.forProcessors(4));
    }
}
