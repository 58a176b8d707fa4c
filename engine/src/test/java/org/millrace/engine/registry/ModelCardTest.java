package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.registry.Verdict.Advice;

class ModelCardTest {
    private static final String WHOLE =
            """
            {"verdict": {"advice": "do_not_use", "score": "logLoss", "over": "holdOut", "model": 0.979,
                         "baseline": "majority", "beside": 0.919, "says": "Do not use it."}}""";

    @Test
    void shouldTellWhatTrainingSays() {
        assertEquals(
                Optional.of(new Verdict(
                        Advice.DO_NOT_USE, "logLoss", "holdOut", 0.979, "majority", 0.919, "Do not use it.")),
                new ModelCard(WHOLE).verdict());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"metrics\": {\"holdOut\": {\"model\": {\"logLoss\": 1}}}}",
                "{\"verdict\": \"do_not_use\"}",
                "{\"verdict\": {\"advice\": \"do_not_use\"}}",
                "{\"verdict\": {\"advice\": \"buy\", \"score\": \"f1\", \"over\": \"folds\", \"model\": 1,"
                        + " \"baseline\": \"zero\", \"beside\": 0, \"says\": \"Buy.\"}}"
            })
    void shouldTellNothingWhereACardOfOtherMakingHasNoVerdict(String json) {
        assertEquals(Optional.empty(), new ModelCard(json).verdict());
    }
}
