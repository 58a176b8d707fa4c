package org.millrace.engine.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
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
        } catch (Exception | LinkageError e) { // what its loader throws depends on what is missing
            throw new TrainingFailed(
                    "XGBoost's library cannot be loaded (" + reason(e) + "); on Debian and Ubuntu it needs: apt-get"
                            + " install libgomp1",
                    e);
        }
    }

    /** Returns which version of it the program ships. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = DMatrix.class.getResourceAsStream("/xgboost4j-version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "XGBoost " + properties.getProperty("version");
    }

    private static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage();
    }
}
