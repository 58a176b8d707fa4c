package org.millrace.engine;

import java.time.Duration;
import java.util.List;
import org.millrace.codecs.settings.Settings;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.instruments.InstrumentSettings;
import org.millrace.engine.settings.SettingValue;
import org.millrace.engine.snapshot.SnapshotSettings;
import org.millrace.journal.JournalSettings;

/**
 * What the engine reads of the settings file.
 *
 * @param beat   between two ClockTicks; 0: somebody else publishes them, as playback does
 * @param values what stages read: published as SettingCommands at the start of a span
 * @param features sets that are declared at the start of a span
 */
public record EngineSettings(
        ConveyorSettings conveyor,
        JournalSettings journal,
        SnapshotSettings snapshots,
        InstrumentSettings instruments,
        Duration beat,
        List<SettingValue> values,
        List<FeatureSetSettings> features) {
    /** The default of each part, a beat of 100 ms, and what stages use unless they are told. */
    public static final EngineSettings DEFAULTS = new EngineSettings(
            ConveyorSettings.DEFAULTS,
            JournalSettings.DEFAULTS,
            SnapshotSettings.DEFAULTS,
            InstrumentSettings.DEFAULTS,
            Duration.ofMillis(100),
            List.of(),
            List.of());

    public EngineSettings {
        Settings.require(!beat.isNegative(), "clock.beat", beat, "0 or more");
        values = List.copyOf(values);
        features = List.copyOf(features);
    }

    /** Settings of an engine that computes no features. */
    public EngineSettings(
            ConveyorSettings conveyor,
            JournalSettings journal,
            SnapshotSettings snapshots,
            InstrumentSettings instruments,
            Duration beat,
            List<SettingValue> values) {
        this(conveyor, journal, snapshots, instruments, beat, values, List.of());
    }
}
