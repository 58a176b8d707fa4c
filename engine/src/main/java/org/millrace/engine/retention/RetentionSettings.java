package org.millrace.engine.retention;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * How long journals are kept.
 *
 * @param keep at least so long, whatever else; then until neither the newest snapshots nor a configured cursor need them
 */
public record RetentionSettings(Duration keep) {
    /** A week that can be replayed and read again. */
    public static final RetentionSettings DEFAULTS = new RetentionSettings(Duration.ofDays(7));

    public RetentionSettings {
        Settings.require(!keep.isNegative(), "retention.keep", keep, "0 or more");
    }
}
