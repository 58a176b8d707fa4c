package org.millrace.engine.training.scores;

/** What predictions are judged by. */
public enum Score {
    ACCURACY("accuracy", "Accuracy", true),
    MACRO_F1("macroF1", "Macro F1", true),
    LOG_LOSS("logLoss", "Log loss", false),
    BRIER("brier", "Brier score", false),
    CALIBRATION_ERROR("calibrationError", "Calibration error", false),
    MEAN_ABSOLUTE_ERROR("meanAbsoluteError", "Mean absolute error", false),
    ROOT_MEAN_SQUARED_ERROR("rootMeanSquaredError", "Root mean squared error", false),
    DETERMINATION("determination", "R²", true),
    SIGN_ACCURACY("signAccuracy", "Sign accuracy", true);

    private final String key;
    private final String label;
    private final boolean isMoreBetter;

    Score(String key, String label, boolean isMoreBetter) {
        this.key = key;
        this.label = label;
        this.isMoreBetter = isMoreBetter;
    }

    /** Returns its name in JSON. */
    public String key() {
        return key;
    }

    /** Returns its name for readers. */
    public String label() {
        return label;
    }

    /** Tells whether one value is better than another. */
    public boolean isBetter(double value, double than) {
        return isMoreBetter ? value > than : value < than;
    }
}
