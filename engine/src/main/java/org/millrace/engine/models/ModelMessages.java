package org.millrace.engine.models;

import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelDriftEncoder;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.sbe.ModelStatusEncoder;
import org.millrace.codecs.sbe.PredictionEncoder;

/** Tells of models: what they predict, how they stand, how far they have drifted. */
final class ModelMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int PREDICTIONS = 65_535; // index of the drift that is not of a feature

    private final EventConsumer next;
    private final PredictionEncoder prediction = new PredictionEncoder();
    private final ModelStatusEncoder status = new ModelStatusEncoder();
    private final ModelDriftEncoder drift = new ModelDriftEncoder();
    private final UnsafeBuffer predictionOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final UnsafeBuffer statusOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final UnsafeBuffer driftOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);

    ModelMessages(EventConsumer next) {
        this.next = next;
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        prediction.wrapAndApplyHeader(predictionOut, 0, header);
        status.wrapAndApplyHeader(statusOut, 0, header);
        drift.wrapAndApplyHeader(driftOut, 0, header);
    }

    /** Tells what a model says of the features of an event. */
    void prediction(RunningModel model, DirectBuffer cause, int offset) {
        EventPrefix.writeDerived(predictionOut, 0, cause, offset, EventPrefix.eventTime(cause, offset));
        ModelTerms terms = model.terms();
        boolean isDirection = terms.target() == ModelTarget.DIRECTION;
        prediction
                .down(isDirection ? model.out(0) : Double.NaN)
                .neutral(isDirection ? model.out(1) : Double.NaN)
                .up(isDirection ? model.out(2) : Double.NaN)
                .value(isDirection ? Double.NaN : model.out(0))
                .modelId(terms.id())
                .modelVersion(terms.version())
                .horizon(terms.horizon())
                .timeframe(terms.timeframe())
                .shadow(model.state() == ModelState.SHADOW ? BooleanType.T : BooleanType.F);
        next.onEvent(predictionOut, 0, HEADER + PredictionEncoder.BLOCK_LENGTH);
    }

    /** Tells how a model stands. */
    void status(RunningModel model, ModelState state, DirectBuffer cause, int offset) {
        EventPrefix.writeDerived(statusOut, 0, cause, offset, 0, 0);
        ModelTerms terms = model.terms();
        status.name(terms.name())
                .predictions(model.predictions())
                .modelId(terms.id())
                .modelVersion(terms.version())
                .setId(terms.features().setId())
                .setVersion(terms.features().version())
                .timeframe(terms.timeframe())
                .horizon(terms.horizon())
                .state(state);
        byte[] hash = HexFormat.of().parseHex(model.hash());
        for (int i = 0; i < hash.length; i++) {
            status.fileHash(i, (short) (hash[i] & 0xFF));
        }
        next.onEvent(statusOut, 0, HEADER + ModelStatusEncoder.BLOCK_LENGTH);
    }

    /** Tells how far each feature of a model has drifted, but those of the clock, then its predictions. */
    void drift(RunningModel model, DirectBuffer cause, int offset) {
        EventPrefix.writeDerived(driftOut, 0, cause, offset, 0, 0);
        ModelTerms terms = model.terms();
        drift.count(model.drift().count())
                .modelId(terms.id())
                .modelVersion(terms.version())
                .shadow(model.state() == ModelState.SHADOW ? BooleanType.T : BooleanType.F);
        int features = model.drift().featureCount();
        for (int i = 0; i <= features; i++) {
            boolean isFeature = i < features;
            if (isFeature && terms.features().isOfClock(i)) {
                continue;
            }
            drift.stabilityIndex(model.drift().index(i))
                    .index(isFeature ? i : PREDICTIONS)
                    .putFeature(model.featureName(i), 0);
            next.onEvent(driftOut, 0, HEADER + ModelDriftEncoder.BLOCK_LENGTH);
        }
    }
}
