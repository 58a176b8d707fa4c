package org.millrace.engine.features;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.millrace.codecs.settings.Settings;
import org.millrace.engine.bars.Timeframes;

/**
 * One feature set.
 *
 * @param id         1 and above, by which the line, the store and models know it
 * @param name       by which people know it
 * @param version    to be raised with every change of the features, since models want the one that they were trained with
 * @param timeframes of bars at whose close it is computed, as {@code 5m}
 * @param benchmark  instrument that correlations are with, as {@code binance:BTC-USDT}; empty: none
 * @param features   what it holds, in this order, as {@code returns_5}
 */
public record FeatureSetSettings(
        int id, String name, int version, List<String> timeframes, String benchmark, List<String> features) {
    private static final String KEY = "features.sets.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private static final String CHANNEL = "features.";

    public static final FeatureSetSettings DEFAULTS =
            new FeatureSetSettings(1, "standard", 1, List.of("1m", "5m", "15m", "1h"), "", List.of("returns_1"));

    public FeatureSetSettings {
        timeframes = List.copyOf(timeframes);
        features = List.copyOf(features);
        Settings.require(id >= 1, KEY + "id", id, "1 or more");
        Settings.require(version >= 1, KEY + "version", version, "1 or more");
        Settings.require(NAME.matcher(name).matches(), KEY + "name", name, "1 to 32 letters, digits, dots, - and _");
        Settings.require(
                !Timeframes.names().contains(name),
                KEY + "name",
                name,
                "another name: " + CHANNEL + name + " is the channel of a timeframe");
        Settings.require(!timeframes.isEmpty(), KEY + "timeframes", timeframes, "one or more");
        for (String timeframe : timeframes) {
            Settings.require(
                    Timeframes.names().contains(timeframe),
                    KEY + "timeframes",
                    timeframe,
                    "one of " + String.join(", ", Timeframes.names()));
        }
        Settings.require(
                Set.copyOf(timeframes).size() == timeframes.size(),
                KEY + "timeframes",
                timeframes,
                "each timeframe once");
        requireFeatures(features);
        for (String feature : features) {
            Settings.require(
                    !benchmark.isEmpty() || !feature.startsWith(FeatureKind.CORRELATION.text()),
                    KEY + "benchmark",
                    "none",
                    "an instrument that " + feature + " is with");
        }
    }

    /** Tells whether it gives the features of a set, in their order, at the close of bars. */
    public boolean gives(int wantedId, int wantedVersion, List<String> wanted, String timeframe) {
        return id == wantedId && version == wantedVersion && features.equals(wanted) && timeframes.contains(timeframe);
    }

    /** Tells whether a channel may be that of a set, declared or to be declared: {@code features.standard}. */
    public static boolean isChannel(String channel) {
        return channel.startsWith(CHANNEL)
                && NAME.matcher(channel.substring(CHANNEL.length())).matches();
    }

    /** Returns how it reaches the line. */
    FeatureSetDefinition definition(int benchmarkId) {
        List<FeatureName> names = features.stream()
                .map(feature -> FeatureName.find(feature).orElseThrow())
                .toList();
        return new FeatureSetDefinition(id, version, name, benchmarkId, FeatureSetDefinition.bits(timeframes), names);
    }

    private static void requireFeatures(List<String> features) {
        int most = FeatureSetDefinition.MAX_FEATURES;
        Settings.require(
                !features.isEmpty() && features.size() <= most,
                KEY + "features",
                features.size() + " features",
                "1 to " + most);
        Set<String> known = new HashSet<>();
        for (String feature : features) {
            Settings.require(
                    FeatureName.find(feature).isPresent(), KEY + "features", feature, FeatureName.expected(feature));
            Settings.require(known.add(feature), KEY + "features", feature, "each feature once");
        }
    }
}
