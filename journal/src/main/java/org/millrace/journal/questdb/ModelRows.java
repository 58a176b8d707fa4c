package org.millrace.journal.questdb;

import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.ModelDriftDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;

/** Turns what models say, and how far they have drifted, into rows. */
final class ModelRows {
    private final Rows rows;

    ModelRows(Rows rows) {
        this.rows = rows;
    }

    void onPrediction(PredictionDecoder of) {
        rows.begin("predictions", of.prefix().instrumentId(), of.prefix().venue())
                .symbol("timeframe", Timeframes.text(of.timeframe()))
                .symbol("horizon", Timeframes.text(of.horizon()))
                .longColumn("model", of.modelId())
                .longColumn("version", of.modelVersion());
        rows.known("down", of.down());
        rows.known("neutral", of.neutral());
        rows.known("up", of.up());
        rows.known("value", of.value());
        rows.flag("shadow", of.shadow() == BooleanType.T);
        rows.number("flags", of.prefix().flags().getRaw());
        rows.end(of.prefix().eventTime());
    }

    /** The empty feature stands for the predictions themselves. */
    void onDrift(ModelDriftDecoder of) {
        rows.begin("model_drift", of.prefix().instrumentId(), of.prefix().venue())
                .symbol("feature", of.feature())
                .longColumn("model", of.modelId())
                .longColumn("version", of.modelVersion())
                .longColumn("predictions", of.count());
        rows.known("stability_index", of.stabilityIndex());
        rows.end(of.prefix().eventTime());
    }
}
