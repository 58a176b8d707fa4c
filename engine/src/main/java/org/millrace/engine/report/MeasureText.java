package org.millrace.engine.report;

import java.util.Locale;
import org.millrace.engine.performance.Measure;

/** Measures as people read them. */
final class MeasureText {
    private MeasureText() {}

    static String of(Measure measure, double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return switch (measure.unit()) {
            case PERCENT -> String.format(Locale.ROOT, "%.2f %%", value * 100);
            case NUMBER -> String.format(Locale.ROOT, "%.3f", value);
            case MONEY -> String.format(Locale.ROOT, "%,.2f", value);
            case DAYS -> String.format(Locale.ROOT, "%.2f days", value);
            case COUNT -> String.format(Locale.ROOT, "%,.0f", value);
        };
    }
}
