package org.millrace.engine.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertField;

/** Alerts on what models say, and on how far they have drifted. */
class ModelAlertsTest {
    private static final int PREDICTIONS = 65_535;

    private final AlertTape tape = new AlertTape();

    @Test
    void shouldFireByTheFeatureThatHasDriftedMost() {
        tape.create(0, AlertCondition.COMPARISON, 0.25, command -> command.left(AlertField.MODEL_DRIFT));
        tape.said();

        tape.drift(0, 0.1).drift(1, 0.25).drift(PREDICTIONS, 0.2);
        assertEquals(List.of(), tape.said());

        tape.drift(1, 0.1).drift(2, 0.4).drift(3, 0.3).drift(PREDICTIONS, 0);
        assertEquals(List.of("1 fired: 0.4 against 0.25", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldFireByWhatTheModelSays() {
        tape.create(0, AlertCondition.COMPARISON, 0.25, command -> command.left(AlertField.MODEL_DRIFT));
        tape.said();

        tape.drift(1, 0.1).drift(PREDICTIONS, 0.9);

        assertEquals(List.of("1 fired: 0.9 against 0.25", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldNotHearOfTheDriftOfShadows() {
        tape.create(0, AlertCondition.COMPARISON, 0.25, command -> command.left(AlertField.MODEL_DRIFT));
        tape.said();

        tape.shadowDrift(0, 0.9).shadowDrift(PREDICTIONS, 0.9).drift(0, 0.1).drift(PREDICTIONS, 0.1);

        assertEquals(List.of(), tape.said());
    }

    @Test
    void shouldNotHearWhatShadowsSay() {
        tape.create(AlertCondition.COMPARISON, 0.7, command -> command.left(AlertField.PREDICTION_UP));
        tape.said();

        tape.prediction(0.9, true);
        assertEquals(List.of(), tape.said());

        tape.prediction(0.8, false);
        assertEquals(List.of("1 fired: 0.8 against 0.7", "1 of ann is fired"), tape.said());
    }
}
