package org.millrace.codecs.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.support.FeatureMessages;

class FeatureSetsTest {
    private static final FeatureSet MAIN = new FeatureSet(1, 1, "main", 0, 1 << 3, List.of("returns_1", "hour"));
    private static final FeatureSet NEXT = new FeatureSet(1, 2, "main", 0, 1 << 3, List.of("hour"));

    private final FeatureSets sets = new FeatureSets();
    private final List<FeatureSet> told = new ArrayList<>();
    private final FeatureMessages messages = new FeatureMessages((message, length) -> {
        FeatureSet set = sets.onDefinition(message, 0);
        if (set != null) {
            told.add(set);
        }
    });

    @Test
    void shouldTellOfASetOnceItIsWhole() {
        messages.define(1, 1, "main", "returns_1", "hour");

        assertEquals(List.of(MAIN), told);
        assertEquals(MAIN, sets.get(1, 1));
        assertEquals(List.of(MAIN), List.copyOf(sets.declared()));
    }

    @Test
    void shouldKnowAnOlderVersionStill() {
        messages.define(1, 1, "main", "returns_1", "hour").define(1, 2, "main", "hour");

        assertEquals(List.of(NEXT), List.copyOf(sets.declared()));
        assertEquals(List.of(MAIN, NEXT), List.of(sets.get(1, 1), sets.get(1, 2)));
    }

    @Test
    void shouldKnowWhatHasEndedButNotDeclareIt() {
        messages.define(1, 1, "main", "returns_1", "hour").end(1, 1, "main");

        assertEquals(List.of(), List.copyOf(sets.declared()));
        assertEquals(MAIN, sets.get(1, 1));
    }

    @Test
    void shouldTakeNoSetWhoseBeginningItHasNotSeen() {
        FeatureSets late = new FeatureSets();
        int[] count = new int[1];
        FeatureMessages cut = new FeatureMessages((message, length) -> {
            if (count[0]++ > 0) {
                late.onDefinition(message, 0);
            }
        });

        cut.define(1, 1, "main", "returns_1", "hour");

        assertEquals(null, late.get(1, 1));
    }
}
