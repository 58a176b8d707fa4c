package org.millrace.engine.logging;

import java.util.List;
import org.millrace.codecs.settings.Settings;

/**
 * How the program logs, on its standard error stream.
 *
 * @param levels of single packages and what is below them
 */
public record LoggingSettings(LogFormat format, List<PackageLevel> levels) {
    public static final LoggingSettings DEFAULTS = new LoggingSettings(LogFormat.TEXT, List.of());

    public LoggingSettings {
        levels = List.copyOf(levels);
    }

    /**
     * How much one package logs.
     *
     * @param logger name of a package or class, or {@code root}
     */
    public record PackageLevel(String logger, LogLevel level) {
        public PackageLevel {
            Settings.require(!logger.isBlank(), "logging.levels.logger", logger, "a package, or root");
        }
    }
}
