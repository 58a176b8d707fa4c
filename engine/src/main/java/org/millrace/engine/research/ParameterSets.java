package org.millrace.engine.research;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.millrace.engine.strategy.StrategyType;

/** Which sets of parameters are tried, in an order that depends on nothing but what is asked for. */
final class ParameterSets {
    private static final int MOST_SETS = 1_000_000;
    private static final int DRAWS_A_SET = 1_000;

    private final StrategyType type;
    private final Map<String, Double> fixed;
    private final List<Axis> axes;

    /**
     * Takes what varies.
     *
     * @param fixed values of parameters that do not
     */
    ParameterSets(StrategyType type, Map<String, Double> fixed, List<Axis> axes) {
        this.type = type;
        this.fixed = fixed;
        this.axes = axes;
    }

    /** Returns each combination that the strategy takes, the last axis varying fastest. */
    List<Map<String, Double>> grid() {
        long size = 1;
        for (Axis axis : axes) {
            size = Math.multiplyExact(size, axis.values().size());
            if (size > MOST_SETS) {
                throw new IllegalArgumentException(
                        "more than " + MOST_SETS + " sets of parameters; try some at random");
            }
        }
        List<Map<String, Double>> sets = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int rest = i;
            Map<String, Double> set = new TreeMap<>(fixed);
            for (int j = axes.size() - 1; j >= 0; j--) {
                List<Double> values = axes.get(j).values();
                set.put(axes.get(j).name(), values.get(rest % values.size()));
                rest /= values.size();
            }
            addValid(sets, set);
        }
        return checked(sets);
    }

    /** Returns so many different combinations, each as likely as any other; fewer where there are not so many. */
    List<Map<String, Double>> random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Map<String, Double>> sets = new LinkedHashSet<>();
        for (long i = 0; i < (long) count * DRAWS_A_SET && sets.size() < count; i++) {
            Map<String, Double> set = new TreeMap<>(fixed);
            for (Axis axis : axes) {
                set.put(
                        axis.name(),
                        axis.values().get(random.nextInt(axis.values().size())));
            }
            addValid(sets, set);
        }
        return checked(new ArrayList<>(sets));
    }

    private List<Map<String, Double>> checked(List<Map<String, Double>> sets) {
        if (sets.isEmpty()) {
            type.create(first()); // says what is wrong with it
        }
        return sets;
    }

    private Map<String, Double> first() {
        Map<String, Double> set = new TreeMap<>(fixed);
        axes.forEach(axis -> set.put(axis.name(), axis.values().get(0)));
        return set;
    }

    /** Leaves out what the strategy refuses, as a shorter mean that is longer than the longer one. */
    private void addValid(Collection<Map<String, Double>> sets, Map<String, Double> set) {
        if (type.isPossible(set)) {
            sets.add(set);
        }
    }
}
