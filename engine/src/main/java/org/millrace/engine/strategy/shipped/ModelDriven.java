package org.millrace.engine.strategy.shipped;

import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Range;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.StrategyContext;
import org.millrace.engine.strategy.position.PositionStrategy;
import org.millrace.engine.strategy.position.Terms;

/**
 * Goes where a model expects the price to go: up or down where it is sure enough of that, or where the move that it
 * predicts is far enough; nowhere else. A stop that has ended a position holds until the model has changed its mind.
 */
public final class ModelDriven extends PositionStrategy {
    private static final SignalRule LIKELY_UP = new SignalRule(1, "P(up) >= probability");
    private static final SignalRule LIKELY_DOWN = new SignalRule(2, "P(down) >= probability");
    private static final SignalRule FAR_UP = new SignalRule(3, "predicted >= move");
    private static final SignalRule FAR_DOWN = new SignalRule(4, "predicted <= -move");
    private static final SignalRule UNSURE = new SignalRule(5, "P(up), P(down) < probability");
    private static final SignalRule NEAR = new SignalRule(6, "predicted within move");

    private final Parameters parameters;
    private int last;

    /**
     * What it can be tuned by.
     *
     * @param model       number of the model that it listens to; 0: any
     * @param probability from which on a class is sure enough
     * @param move        from which on a predicted value is far enough
     */
    public record Parameters(
            @Range(value = 0, from = 0, to = 1e9) int model,
            @Range(value = 0.6, from = 0.34, to = 1, step = 0.01) double probability,
            @Range(value = 0.001, from = 0, to = 1, step = 0.001) double move,
            Terms terms) {}

    public ModelDriven(Parameters parameters) {
        super(parameters.terms());
        this.parameters = parameters;
    }

    @Override
    public boolean usesIndicators() {
        return false;
    }

    @Override
    public void onPrediction(PredictionDecoder prediction, StrategyContext context) {
        boolean isMine = prediction.prefix().instrumentId() == context.instrumentId()
                && (parameters.model() == 0 || parameters.model() == prediction.modelId());
        if (!isMine) {
            return;
        }
        if (Double.isNaN(prediction.value())) {
            follow(prediction.up(), prediction.down(), context);
        } else {
            follow(prediction.value(), context);
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        super.save(out);
        out.putInt(last);
    }

    @Override
    public void load(SnapshotReader in) {
        super.load(in);
        last = in.getInt();
    }

    private void follow(double up, double down, StrategyContext context) {
        double enough = parameters.probability();
        int opinion = up >= enough ? 1 : down >= enough ? -1 : 0;
        if (opinion == last) {
            return;
        }
        last = opinion;
        switch (opinion) {
            case 1 -> goLong(LIKELY_UP, up, enough, context);
            case -1 -> goShort(LIKELY_DOWN, down, enough, context);
            default -> goFlat(UNSURE, Math.max(up, down), enough, context);
        }
    }

    private void follow(double predicted, StrategyContext context) {
        double far = parameters.move();
        int opinion = predicted >= far ? 1 : predicted <= -far ? -1 : 0;
        if (opinion == last) {
            return;
        }
        last = opinion;
        switch (opinion) {
            case 1 -> goLong(FAR_UP, predicted, far, context);
            case -1 -> goShort(FAR_DOWN, predicted, -far, context);
            default -> goFlat(NEAR, predicted, far, context);
        }
    }
}
