package org.millrace.gateway.latest;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.millrace.codecs.feature.FeatureSet;
import org.millrace.codecs.feature.FeatureSets;
import org.millrace.gateway.fanout.Channels;

/** What channels are called, those of feature sets by the names that these are declared under: {@code features.standard}. */
public final class ChannelNames {
    private static final String OF_FEATURES = "features.";

    private final FeatureSets sets;

    ChannelNames(FeatureSets sets) {
        this.sets = sets;
    }

    /** Returns the number of a channel, or {@link Channels#NONE}: there is none of that name, or its set is not declared. */
    public int number(String name) {
        int number = Channels.number(name);
        if (number != Channels.NONE || !name.startsWith(OF_FEATURES)) {
            return number;
        }
        FeatureSet set = sets.find(name.substring(OF_FEATURES.length()), 0);
        return set == null ? Channels.NONE : Channels.ofSet(set.id());
    }

    /** Returns the name of a channel; of a set that has ended, the last that it had. */
    public String name(int channel) {
        String set = sets.name(Channels.setOf(channel));
        return set == null ? Channels.name(channel) : OF_FEATURES + set;
    }

    /** Returns all names that may be subscribed to with their numbers, by name. */
    public Map<String, Integer> all() {
        Map<String, Integer> all = new TreeMap<>(Channels.all());
        for (FeatureSet set : sets.declared()) {
            if (Channels.ofSet(set.id()) != Channels.NONE) {
                all.putIfAbsent(OF_FEATURES + set.name(), Channels.ofSet(set.id()));
            }
        }
        return all;
    }

    /** Says why the first of some names that is none is none; nothing where all are channels. */
    public String unknown(List<String> names) {
        if (names.isEmpty()) {
            return "unknown channel";
        }
        return names.stream()
                .filter(name -> number(name) == Channels.NONE)
                .findFirst()
                .map(this::unknown)
                .orElse("");
    }

    private String unknown(String name) {
        if (!name.startsWith(OF_FEATURES)) {
            return "unknown channel";
        }
        FeatureSet set = sets.find(name.substring(OF_FEATURES.length()), 0);
        if (set != null) {
            return "set " + set.name() + " has number " + set.id() + ", and those above " + Channels.MOST_SETS
                    + " no channel of their own: take that of a timeframe, as features.1m";
        }
        StringJoiner declared = new StringJoiner(", ");
        sets.declared().forEach(each -> declared.add(each.name()));
        return "unknown channel: no timeframe, and no feature set that is declared"
                + (declared.length() == 0 ? "" : ": " + declared);
    }
}
