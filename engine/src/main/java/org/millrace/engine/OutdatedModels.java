package org.millrace.engine;

import java.util.List;
import org.millrace.codecs.json.Timeframes;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.WantedFeatures;

/** Models that want features which are not computed. */
public final class OutdatedModels {
    private OutdatedModels() {}

    /** Tells whether one of these sets is what a model was trained on. */
    public static boolean has(List<FeatureSetSettings> sets, ModelTerms terms) {
        WantedFeatures wanted = terms.features();
        String timeframe = Timeframes.text(terms.timeframe());
        return sets.stream().anyMatch(set -> set.gives(wanted.setId(), wanted.version(), wanted.names(), timeframe));
    }

    /** Says what a model wants, and that it is not to be had. */
    public static String complaint(ModelTerms terms) {
        WantedFeatures wanted = terms.features();
        return "model " + terms.name() + " version " + terms.version() + " wants feature set " + wanted.setId() + " ("
                + wanted.setName() + ") version " + wanted.version() + " with "
                + wanted.names().size() + " features for " + Timeframes.text(terms.timeframe())
                + ": features.sets declares no such set";
    }
}
