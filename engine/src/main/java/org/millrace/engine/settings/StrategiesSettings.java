package org.millrace.engine.settings;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.millrace.codecs.settings.Settings;

/**
 * Strategies that run from the start.
 *
 * @param folder of jars with strategies of one's own; relative: below the data directory
 * @param run    what runs, each under a number of its own
 */
public record StrategiesSettings(Path folder, List<Run> run) {
    public static final StrategiesSettings DEFAULTS = new StrategiesSettings(Path.of("strategies"), List.of());

    public StrategiesSettings {
        run = List.copyOf(run);
        Set<Integer> ids = new HashSet<>();
        for (Run each : run) {
            Settings.require(ids.add(each.id()), "strategies.run.id", each.id(), "a number that no other one has");
        }
    }

    /** Returns the same with others that run. */
    public StrategiesSettings running(List<Run> others) {
        return new StrategiesSettings(folder, others);
    }

    /**
     * One strategy.
     *
     * @param id         1 and above, by which its orders are known
     * @param name       its class, without the package
     * @param instrument that it trades, as {@code binance:BTC-USDT}
     * @param account    in which it trades
     * @param params     its parameters, where they are not its own defaults
     */
    public record Run(int id, String name, String instrument, int account, Map<String, Double> params) {
        public static final Run DEFAULTS = new Run(1, "", "", 1, Map.of());

        public Run {
            Settings.require(id >= 1, "strategies.run.id", id, "1 or more");
            Settings.require(account >= 1, "strategies.run.account", account, "1 or more");
            params = new TreeMap<>(params);
        }
    }
}
