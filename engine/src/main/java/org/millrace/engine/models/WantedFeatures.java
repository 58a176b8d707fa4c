package org.millrace.engine.models;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The feature set that a model was trained on, and wants.
 *
 * @param setId   number of the set
 * @param setName its name
 * @param version of the set
 * @param names   of its features, in their order
 */
public record WantedFeatures(int setId, String setName, int version, List<String> names) {
    /** Most features of a set. */
    public static final int MOST = 1_024;

    private static final Set<String> OF_CLOCK = Set.of("hour", "day_of_week", "market_open");

    public WantedFeatures {
        Checks.require(setId > 0, "features.id", setId, "1 or more");
        Checks.text("features.name", setName);
        Checks.require(version > 0, "features.version", version, "1 or more");
        Checks.require(
                !names.isEmpty() && names.size() <= MOST, "features.names", names.size(), "1 to " + MOST + " of them");
        names.forEach(name -> Checks.text("features.names", name));
        Checks.require(new HashSet<>(names).size() == names.size(), "features.names", names, "each but once");
        names = List.copyOf(names);
    }

    /** Tells whether a feature says what time it is: in a window of less than weeks it never lies as in training. */
    boolean isOfClock(int index) {
        return OF_CLOCK.contains(names.get(index));
    }
}
