package org.millrace.engine.models;

import java.nio.charset.StandardCharsets;
import org.millrace.codecs.sbe.ModelDriftEncoder;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** A version of a model that predicts, in its role. */
final class RunningModel {
    /** Of a model that predicts for every instrument. */
    static final int ALL = 0;

    private final LoadedModel loaded;
    private final ModelTerms terms;
    private final ModelState state;
    private final int instrumentId;
    private final boolean[] mayMiss;
    private final double[] out;
    private final DriftMeter drift;
    private final byte[][] featureNames; // as events have them, the last one empty: that of the predictions
    private long predictions;

    /**
     * Begins one.
     *
     * @param instrumentId which it predicts for, or {@link #ALL}
     */
    RunningModel(LoadedModel loaded, ModelState state, int instrumentId) {
        this.loaded = loaded;
        this.state = state;
        this.instrumentId = instrumentId;
        terms = loaded.model().terms();
        mayMiss = new boolean[terms.features().names().size()];
        for (int i = 0; i < mayMiss.length; i++) {
            mayMiss[i] = loaded.model().mayMiss(i);
        }
        out = new double[terms.target().outputs()];
        drift = new DriftMeter(loaded.model().training());
        featureNames = new byte[mayMiss.length + 1][ModelDriftEncoder.featureLength()];
        for (int i = 0; i < mayMiss.length; i++) {
            byte[] text = terms.features().names().get(i).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, featureNames[i], 0, text.length);
        }
    }

    LoadedModel loaded() {
        return loaded;
    }

    String name() {
        return terms.name();
    }

    String hash() {
        return loaded.hash();
    }

    ModelTerms terms() {
        return terms;
    }

    ModelState state() {
        return state;
    }

    int instrumentId() {
        return instrumentId;
    }

    long predictions() {
        return predictions;
    }

    DriftMeter drift() {
        return drift;
    }

    /** Returns the name of a feature, as long as an event has it; of one behind the last: nothing. */
    byte[] featureName(int index) {
        return featureNames[index];
    }

    /** Tells whether it predicts of features of a set, of bars of a timeframe, of an instrument. */
    boolean takes(int setId, int setVersion, long timeframe, int instrument) {
        return terms.features().setId() == setId
                && terms.features().version() == setVersion
                && terms.timeframe() == timeframe
                && (instrumentId == ALL || instrumentId == instrument);
    }

    /** Predicts; false: a feature is missing that never was in training, or there are others than it wants. */
    boolean predict(double[] values, int count) {
        if (count != mayMiss.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(values[i]) && !mayMiss[i]) {
                return false;
            }
        }
        loaded.evaluator().predict(values, out);
        predictions++;
        if (drift.isOn()) {
            drift.add(values, terms.target() == ModelTarget.RETURN ? out[0] : out[2] - out[0]);
        }
        return true;
    }

    /** Returns a number of the newest prediction, in the order of {@link Model#predict}. */
    double out(int index) {
        return out[index];
    }

    void save(SnapshotWriter to) {
        Texts.save(name(), to);
        Texts.save(hash(), to);
        to.putInt(state.value()).putInt(instrumentId).putLong(predictions);
        drift.save(to);
    }

    static RunningModel load(SnapshotReader in, ModelLibrary library) {
        String name = Texts.load(in);
        String hash = Texts.load(in);
        ModelState state = ModelState.get((short) in.getInt());
        RunningModel model = new RunningModel(library.load(name, hash), state, in.getInt());
        model.predictions = in.getLong();
        model.drift.load(in);
        return model;
    }
}
