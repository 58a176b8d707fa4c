package org.millrace.engine.snapshot;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * How often the state is saved.
 *
 * @param interval between two snapshots; 0: only at an orderly end
 */
public record SnapshotSettings(Duration interval) {
    /** Every five minutes: some seconds of replay at the next start. */
    public static final SnapshotSettings DEFAULTS = new SnapshotSettings(Duration.ofMinutes(5));

    public SnapshotSettings {
        Settings.require(!interval.isNegative(), "snapshots.interval", interval, "0 or more");
    }
}
