package org.millrace.gateway.settings;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * The log of who did what.
 *
 * @param keep how long it is kept, in whole days
 */
public record AuditSettings(Duration keep) {
    public static final AuditSettings DEFAULTS = new AuditSettings(Duration.ofDays(90));

    public AuditSettings {
        Settings.require(
                keep.toDays() >= 1 && keep.equals(Duration.ofDays(keep.toDays())),
                "gateway.audit.keep",
                keep,
                "whole days, 1 or more");
    }
}
