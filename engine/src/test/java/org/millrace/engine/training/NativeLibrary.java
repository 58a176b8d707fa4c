package org.millrace.engine.training;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Passes tests over where XGBoost's native library cannot be loaded. */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** Goes on only where it can be. */
    public static void assumeThere() {
        assumeTrue(isThere(), "XGBoost's native library cannot be loaded: install libgomp1");
    }

    private static boolean isThere() {
        try {
            Library.load();
            return true;
        } catch (TrainingFailed e) {
            return false;
        }
    }
}
