package org.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.WantedFeatures;

class OutdatedModelsTest {
    private static final List<String> FEATURES = List.of("returns_1", "hour");
    private static final ModelTerms MODEL = new ModelTerms(
            "follower",
            1,
            3,
            new WantedFeatures(2, "quick", 4, FEATURES),
            300,
            600,
            ModelTarget.RETURN,
            ModelLink.IDENTITY);

    @Test
    void shouldKnowTheSetThatAModelWants() {
        FeatureSetSettings other = set(1, 4, "5m", FEATURES);

        assertThat(OutdatedModels.has(List.of(other, set(2, 4, "5m", FEATURES)), MODEL))
                .isTrue();
        assertThat(OutdatedModels.has(List.of(), MODEL)).isFalse();
        assertThat(List.of(
                        other,
                        set(2, 5, "5m", FEATURES),
                        set(2, 4, "1m", FEATURES),
                        set(2, 4, "5m", List.of("hour", "returns_1"))))
                .noneMatch(set -> OutdatedModels.has(List.of(set), MODEL));
    }

    @Test
    void shouldSayWhatAModelWants() {
        assertThat(OutdatedModels.complaint(MODEL))
                .isEqualTo("model follower version 3 wants feature set 2 (quick) version 4 with 2 features for 5m:"
                        + " features.sets declares no such set");
    }

    private static FeatureSetSettings set(int id, int version, String timeframe, List<String> features) {
        return new FeatureSetSettings(id, "quick", version, List.of(timeframe), "", features);
    }
}
