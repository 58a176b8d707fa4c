package org.millrace.engine.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.CommandResultDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelStatusDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;

class ModelsStageTest {
    private final ModelTape tape = new ModelTape().declare(1, "a", "b");

    @Test
    void shouldPredictBehindTheFeatures() {
        tape.promote(Models.linear("drift", 7, 3, 0.5));
        tape.out.clear();

        tape.features(5, 3, 1);

        assertEquals(2, tape.out.events().size());
        assertEquals("Features", tape.out.all().get(0).split(" ", 2)[0]);
        assertEquals(List.of("Prediction 5 value=1.5 model=7 version=3 shadow=F"), predictions());
    }

    @Test
    void shouldAskPromotedOnesFirstThenTheirShadows() {
        tape.shadow(Models.linear("drift", 7, 4, 1))
                .promote(Models.linear("drift", 7, 3, 0))
                .promote(Models.linear("other", 8, 1, 2));
        tape.out.clear();

        tape.features(1, 0, 0);

        assertEquals(
                List.of(
                        "Prediction 1 value=0.0 model=7 version=3 shadow=F",
                        "Prediction 1 value=2.0 model=8 version=1 shadow=F",
                        "Prediction 1 value=1.0 model=7 version=4 shadow=T"),
                predictions());
    }

    @Test
    void shouldPredictForOneInstrumentAloneWhereItIsToldSo() {
        tape.command(ModelAction.PROMOTE, Models.linear("drift", 7, 1, 0), 2);
        tape.out.clear();

        tape.features(1, 0, 0).features(2, 0, 0);

        assertEquals(List.of("Prediction 2 value=0.0 model=7 version=1 shadow=F"), predictions());
    }

    @Test
    void shouldSayNothingOfWhatWasNeverMissingInTraining() {
        tape.promote(Models.linear("drift", 7, 1, 0)).promote(Models.tree("trees", 8, 1));
        tape.out.clear();

        tape.features(1, Double.NaN, 0);

        assertEquals(List.of("Prediction 1 value=3.5 model=8 version=1 shadow=F"), predictions());
    }

    @Test
    void shouldHaveOnePromotedVersionOfAName() {
        tape.promote(Models.linear("drift", 7, 1, 0)).promote(Models.linear("drift", 7, 2, 1));

        List<String> told = statuses();
        tape.features(1, 0, 0);

        assertEquals(List.of("drift 1 PROMOTED", "drift 1 RETIRED", "drift 2 PROMOTED"), told);
        assertEquals(List.of("Prediction 1 value=1.0 model=7 version=2 shadow=F"), predictions());
    }

    @Test
    void shouldRollBackStepByStep() {
        tape.promote(Models.linear("drift", 7, 1, 0))
                .promote(Models.linear("drift", 7, 2, 0))
                .promote(Models.linear("drift", 7, 3, 0));
        tape.out.clear();

        tape.rollBack("drift").rollBack("drift").rollBack("drift");

        assertEquals(List.of("0", "0", "403"), errors());
        assertEquals(List.of("drift 3 RETIRED", "drift 2 PROMOTED", "drift 2 RETIRED", "drift 1 PROMOTED"), statuses());
    }

    /** Files may be slow, or gone: none is read while events pass. */
    @Test
    void shouldRollBackWithoutReadingAFile() {
        tape.promote(Models.linear("drift", 7, 1, 0))
                .promote(Models.linear("drift", 7, 2, 0))
                .restart();
        List<String> atRestart = tape.takeLoaded();

        tape.rollBack("drift");

        assertEquals(List.of("drift 1", "drift 2", "drift 2", "drift 1"), atRestart);
        assertEquals(List.of(), tape.takeLoaded());
    }

    @Test
    void shouldCloseWhatPredictsNoMore() {
        tape.promote(Models.linear("drift", 7, 1, 0))
                .promote(Models.linear("drift", 7, 2, 0))
                .shadow(Models.linear("drift", 7, 3, 0))
                .retire("drift", 3);
        List<String> afterShadow = List.copyOf(tape.closed());
        tape.rollBack("drift").features(1, 0, 0);
        List<String> afterRollBack = List.copyOf(tape.closed());
        for (int version = 4; version < 22; version++) { // of what gave way, sixteen can come back
            tape.promote(Models.linear("drift", 7, version, 0));
        }

        assertEquals(List.of("drift 3"), afterShadow);
        assertEquals(List.of("drift 3", "drift 2"), afterRollBack);
        assertEquals(List.of("drift 3", "drift 2", "drift 1", "drift 4"), tape.closed());
    }

    @Test
    void shouldRetireAVersionOrAllOfAName() {
        tape.promote(Models.linear("drift", 7, 1, 0))
                .shadow(Models.linear("drift", 7, 2, 0))
                .shadow(Models.linear("drift", 7, 3, 0));
        tape.out.clear();

        tape.retire("drift", 2).retire("drift", 2).retire("drift", 0);

        assertEquals(List.of("0", "403", "0"), errors());
        assertEquals(List.of("drift 2 RETIRED", "drift 1 RETIRED", "drift 3 RETIRED"), statuses());
    }

    @Test
    void shouldRefuseModelsThatWantOtherFeatures() {
        ModelTape other = new ModelTape().declare(2, "a", "b").promote(Models.linear("drift", 7, 1, 0));
        ModelTape renamed = new ModelTape().declare(1, "a", "c").promote(Models.linear("drift", 7, 1, 0));
        ModelTape none = new ModelTape().promote(Models.linear("drift", 7, 1, 0));
        ModelTape slower =
                new ModelTape().declare(1, 1 << 4, List.of("a", "b")).promote(Models.linear("drift", 7, 1, 0));

        for (ModelTape each : List.of(other, renamed, none, slower)) {
            assertEquals(List.of("404"), errors(each));
            assertEquals(List.of(), statuses(each));
        }
    }

    @Test
    void shouldRefuseWhatTheCommandDoesNotMean() {
        TrainedModel model = Models.linear("drift", 7, 1, 0);
        tape.promote(model);
        tape.out.clear();
        String hash = "0701".repeat(16);

        tape.command(ModelAction.PROMOTE, "drift", 7, 2, hash, 0)
                .command(ModelAction.PROMOTE, "drift", 8, 1, hash, 0)
                .command(ModelAction.PROMOTE, "other", 7, 1, hash, 0);

        assertEquals(List.of("104", "104", "104"), errors());
    }

    @Test
    void shouldRetireModelsWhoseFeaturesChange() {
        tape.promote(Models.linear("drift", 7, 1, 0)).shadow(Models.linear("drift", 7, 2, 0));
        tape.out.clear();

        tape.declare(1, "a", "b");
        List<String> same = statuses();
        tape.declare(2, "a", "b");

        assertEquals(List.of(), same);
        assertEquals(List.of("drift 1 RETIRED", "drift 2 RETIRED"), statuses());
    }

    @Test
    void shouldRetireModelsWhoseSetEnds() {
        tape.promote(Models.linear("drift", 7, 1, 0));
        tape.out.clear();

        tape.endSet().features(1, 0, 0);

        assertEquals(List.of("drift 1 RETIRED"), statuses());
        assertEquals(List.of(), predictions());
    }

    @Test
    void shouldObeyACommandOnce() {
        tape.promote(Models.linear("drift", 7, 1, 0)).promote(Models.linear("drift", 7, 2, 0));
        tape.out.clear();

        tape.sameCommandAgain().promote(Models.linear("drift", 7, 2, 0));

        assertEquals(List.of("0"), errors());
        assertEquals(List.of(), statuses());
    }

    @Test
    void shouldKeepWhatWasCommandedWhereSettingsSayTheSameAgain() {
        tape.asSettings().promote(Models.linear("drift", 7, 1, 0)).promote(Models.linear("drift", 7, 2, 0));
        tape.out.clear();

        tape.restart().asSettings().promote(Models.linear("drift", 7, 1, 0));
        List<String> same = statuses();
        tape.asSettings().promote(Models.linear("drift", 7, 3, 0));
        tape.asSettings().promote(Models.linear("drift", 7, 1, 0));

        assertEquals(List.of(), same);
        assertEquals(List.of("drift 2 RETIRED", "drift 3 PROMOTED", "drift 3 RETIRED", "drift 1 PROMOTED"), statuses());
    }

    @Test
    void shouldRetireWhatSettingsDoNotNameAnyMore() {
        tape.asSettings().promote(Models.linear("drift", 7, 1, 0));
        tape.asSettings().shadow(Models.linear("drift", 7, 2, 0));
        tape.out.clear();

        tape.restart().withdraw("drift", 2).withdraw("drift", 1);
        List<String> retired = statuses();
        tape.asSettings().promote(Models.linear("drift", 7, 1, 0));

        assertEquals(List.of("drift 2 RETIRED", "drift 1 RETIRED"), retired);
        assertEquals(List.of("drift 1 PROMOTED"), statuses(), "what they say again is news");
    }

    @Test
    void shouldLeaveWhatWasCommandedWhereSettingsDoNotNameItAnyMore() {
        tape.asSettings().shadow(Models.linear("drift", 7, 1, 0));
        tape.asSettings().promote(Models.linear("drift", 7, 2, 0));
        tape.promote(Models.linear("drift", 7, 1, 0));
        tape.out.clear();

        tape.withdraw("drift", 1).withdraw("drift", 2).withdraw("other", 1);

        assertEquals(List.of("0", "0", "0"), errors());
        assertEquals(List.of(), statuses());
    }

    @Test
    void shouldTellOfAllModelsWhenTheEngineStarts() {
        tape.shadow(Models.linear("drift", 7, 2, 0))
                .promote(Models.linear("drift", 7, 1, 0))
                .features(1, 0, 0);
        tape.out.clear();

        tape.engineStarted();

        assertEquals(List.of("drift 1 PROMOTED", "drift 2 SHADOW"), statuses());
    }

    @Test
    void shouldGoOnAfterARestartAsIfThereHadBeenNone() {
        ModelTape one = play(false);
        ModelTape other = play(true);

        assertEquals(one.out.all(), other.out.all());
        assertTrue(one.out.all().stream().anyMatch(text -> text.startsWith("ModelDrift")), "it was to drift");
    }

    @Test
    void shouldNotAllocateWithTwoHundredTreesOfDepthSix() {
        TrainedModel model = RandomTrees.model(200, 6, 40, 1);
        ModelTape quiet = new ModelTape((buffer, offset, length) -> {});
        quiet.declare(1, ModelTape.MINUTE, model.terms().features().names())
                .promote(model)
                .driftWindow(100);
        double[] values = new double[40];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        play(quiet, values, 5_000);

        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20 && least > 0; i++) { // the compiler's own traces come and go
            long before = threads.getCurrentThreadAllocatedBytes();
            play(quiet, values, 1_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(0, least);
    }

    private static void play(ModelTape tape, double[] values, int events) {
        for (int i = 0; i < events; i++) {
            for (int j = 0; j < values.length; j++) {
                values[j] = (i * 31 + j * 17) % 41 / 10.0 - 2;
            }
            tape.features(1, values);
        }
    }

    /** Plays some of everything, with restarts in between or without. */
    private static ModelTape play(boolean restarts) {
        ModelTape tape = new ModelTape().declare(1, "a", "b").driftWindow(3);
        Runnable maybe = () -> {
            if (restarts) {
                tape.restart();
            }
        };
        tape.promote(Models.linear("drift", 7, 1, 0)).promote(Models.tree("trees", 8, 1));
        maybe.run();
        tape.promote(Models.linear("drift", 7, 2, 1)).features(1, 1, 2).features(1, 2, 3);
        maybe.run();
        tape.shadow(Models.linear("drift", 7, 3, 1)).features(2, 1, 2);
        maybe.run();
        tape.rollBack("drift").features(1, 3, 3).sameCommandAgain().rollBack("drift");
        maybe.run();
        return tape.features(2, 0, 0)
                .features(1, 0, 1)
                .retire("drift", 0)
                .features(2, 1, 1)
                .engineStarted();
    }

    private List<String> predictions() {
        PredictionDecoder prediction = new PredictionDecoder();
        return tape.out.eventsOf(PredictionDecoder.TEMPLATE_ID).stream()
                .map(event -> prediction.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .map(each -> "Prediction %d value=%s model=%d version=%d shadow=%s"
                        .formatted(
                                each.prefix().instrumentId(),
                                each.value(),
                                each.modelId(),
                                each.modelVersion(),
                                each.shadow()))
                .toList();
    }

    private List<String> statuses() {
        return statuses(tape);
    }

    private static List<String> statuses(ModelTape tape) {
        ModelStatusDecoder status = new ModelStatusDecoder();
        List<String> statuses = tape.out.eventsOf(ModelStatusDecoder.TEMPLATE_ID).stream()
                .map(event -> status.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .map(each -> each.name() + " " + each.modelVersion() + " " + each.state())
                .toList();
        tape.out.clear();
        return statuses;
    }

    private List<String> errors() {
        return errors(tape);
    }

    private static List<String> errors(ModelTape tape) {
        CommandResultDecoder result = new CommandResultDecoder();
        return tape.out.eventsOf(CommandResultDecoder.TEMPLATE_ID).stream()
                .map(event -> result.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .map(each -> Integer.toString(each.errorCode()))
                .toList();
    }
}
