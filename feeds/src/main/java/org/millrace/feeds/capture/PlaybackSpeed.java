package org.millrace.feeds.capture;

import org.millrace.codecs.settings.Settings;

/**
 * How fast recorded time passes.
 *
 * @param factor seconds of the recording in a second; 0 = as fast as it goes
 */
public record PlaybackSpeed(double factor) {
    /** As fast as it goes. */
    public static final PlaybackSpeed MAX = new PlaybackSpeed(0);

    public PlaybackSpeed {
        Settings.require(factor >= 0 && factor <= 1e6, "speed", factor, "more than 0, or max");
    }

    boolean isPaced() {
        return factor > 0;
    }

    /** Returns how long after its start the playback reaches a time of the recording. */
    long after(long recordedNs) {
        return (long) (recordedNs / factor);
    }
}
