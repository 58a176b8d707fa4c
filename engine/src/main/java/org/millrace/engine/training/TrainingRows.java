package org.millrace.engine.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.engine.models.WantedFeatures;

/**
 * What a model learns from, wherever it was read.
 *
 * @param features    the set whose values the rows hold
 * @param instruments names of those that have rows, in the order of the rows' indices
 * @param data        the rows
 */
public record TrainingRows(WantedFeatures features, List<String> instruments, Dataset data) {
    public TrainingRows {
        instruments = List.copyOf(instruments);
    }

    /**
     * Labels rows. Instruments come as they were asked for, or else by their names: so that the same rows have the same hash,
     * wherever they were read.
     *
     * @param found rows of each instrument by time, in the order in which they were asked for
     * @throws TrainingFailed if there are none, or none of one that was asked for
     */
    static TrainingRows of(WantedFeatures features, RowSpan span, Map<String, List<Row>> found, Target target) {
        boolean isNamed = !span.instruments().isEmpty();
        Map<String, List<Row>> all = isNamed ? found : new TreeMap<>(found);
        List<String> names =
                all.keySet().stream().filter(name -> !all.get(name).isEmpty()).toList();
        if (names.isEmpty() || (isNamed && names.size() < all.size())) {
            List<String> empty =
                    all.keySet().stream().filter(name -> !names.contains(name)).toList();
            throw new TrainingFailed(
                    "no closed bars of " + span.timeframe() + " in the span, of " + String.join(", ", empty));
        }
        List<List<Row>> rows = names.stream().map(all::get).toList();
        return new TrainingRows(features, names, Dataset.of(features.names(), rows, target));
    }
}
