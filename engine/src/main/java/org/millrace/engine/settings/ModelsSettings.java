package org.millrace.engine.settings;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.settings.Settings;

/**
 * Models that predict from the start.
 *
 * @param folder      the registry; relative: below the data directory
 * @param run         what predicts: of each name one version that is promoted, and any number of shadows
 * @param driftWindow predictions over which a model's drift is taken
 */
public record ModelsSettings(Path folder, List<Run> run, int driftWindow) {
    public static final ModelsSettings DEFAULTS = new ModelsSettings(Path.of("models"), List.of(), 1_000);

    private static final int LONGEST_WINDOW = 1_000_000_000;

    public ModelsSettings {
        run = List.copyOf(run);
        Settings.require(
                driftWindow >= 1 && driftWindow <= LONGEST_WINDOW,
                "models.drift-window",
                driftWindow,
                "1 to " + LONGEST_WINDOW);
        Set<String> promoted = new HashSet<>();
        Set<String> versions = new HashSet<>();
        for (Run each : run) {
            String version = each.name() + " " + each.version();
            Settings.require(versions.add(version), "models.run", version, "each version but once");
            Settings.require(
                    each.role() == Role.SHADOW || promoted.add(each.name()),
                    "models.run",
                    version,
                    "one promoted version of a name, and shadows beside it");
        }
    }

    /** What a model's predictions are for. */
    public enum Role {
        /** Strategies hear them. */
        PROMOTED,
        /** For comparison alone. */
        SHADOW
    }

    /** Returns the same, with what may change while the engine runs as others have it. */
    public ModelsSettings changing(ModelsSettings others) {
        return new ModelsSettings(folder, others.run, others.driftWindow);
    }

    /** Returns what the stage reads. */
    public List<SettingValue> values() {
        return List.of(SettingValue.of(Setting.MODELS_DRIFT_WINDOW, BigDecimal.valueOf(driftWindow)));
    }

    /**
     * A version of a model.
     *
     * @param name       of the model
     * @param version    0: the newest
     * @param instrument that it predicts for, as {@code binance:BTC-USDT}; empty: all that have its features
     */
    public record Run(String name, int version, Role role, String instrument) {
        public static final Run DEFAULTS = new Run("", 0, Role.PROMOTED, "");

        public Run {
            Settings.require(version >= 0, "models.run.version", version, "1 or more, or 0: the newest");
        }
    }
}
