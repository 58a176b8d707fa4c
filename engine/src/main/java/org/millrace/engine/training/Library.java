package org.millrace.engine.training;

import ml.dmlc.xgboost4j.java.DMatrix;

/** Whether XGBoost's native library can be loaded here. */
public final class Library {
    private Library() {}

    /**
     * Loads it.
     *
     * @throws TrainingFailed if it cannot be; the message says what to install
     */
    public static void load() {
        try {
            DMatrix matrix = new DMatrix(new float[] {1}, 1, 1, Float.NaN);
            matrix.dispose();
        } catch (Exception | LinkageError e) {
            throw new TrainingFailed(
                    "XGBoost's library cannot be loaded (" + reason(e) + "); on Debian and Ubuntu it needs: apt-get"
                            + " install libgomp1",
                    e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage();
    }
}
