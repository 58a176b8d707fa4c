package org.millrace.engine.cli;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.engine.offline.FeatureRow;
import org.millrace.engine.offline.FeatureRows;

/** Keeps what models of directions say, and the features right before that. */
final class PredictionLog implements EventConsumer, FeatureRows.Listener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PredictionDecoder prediction = new PredictionDecoder();
    private final FeatureRows rows = new FeatureRows(this);
    private final List<float[]> features = new ArrayList<>();
    private final List<float[]> predictions = new ArrayList<>();
    private float[] newest;

    /** Returns the features behind each prediction. */
    List<float[]> features() {
        return features;
    }

    /** Returns the probabilities of down, neutral and up. */
    List<float[]> predictions() {
        return predictions;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        rows.onEvent(buffer, offset, length);
        if (EventPrefix.templateId(buffer, offset) == PredictionDecoder.TEMPLATE_ID) {
            prediction.wrapAndApplyHeader(buffer, offset, header);
            features.add(newest);
            predictions.add(
                    new float[] {(float) prediction.down(), (float) prediction.neutral(), (float) prediction.up()});
        }
    }

    @Override
    public void onSet(FeatureRows.Declared set) {
        newest = new float[set.features().size()];
    }

    @Override
    public void onRow(FeatureRow row) {
        newest = new float[row.count()];
        for (int i = 0; i < newest.length; i++) {
            newest[i] = (float) row.value(i);
        }
    }
}
