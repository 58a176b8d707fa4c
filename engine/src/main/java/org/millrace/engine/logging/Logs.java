package org.millrace.engine.logging;

import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.millrace.gateway.operations.LogLevels;

/** The program's log. Any thread may use it. */
public final class Logs implements LogLevels {
    /** Read by log4j2.xml. */
    private static final String FORMAT = "millrace.log.format";

    private static final String ROOT = "root";

    /** Has the program log as the settings say from here on. */
    public Logs(LoggingSettings settings) {
        String format = settings.format().name().toLowerCase(Locale.ROOT);
        if (!format.equals(System.getProperty(FORMAT, "text"))) {
            System.setProperty(FORMAT, format);
            Configurator.reconfigure();
        }
        settings.levels().forEach(each -> set(each.logger(), each.level().name()));
    }

    @Override
    public SortedMap<String, String> levels() {
        SortedMap<String, String> levels = new TreeMap<>();
        for (LoggerConfig logger :
                LoggerContext.getContext(false).getConfiguration().getLoggers().values()) {
            String name = logger.getName().equals(LogManager.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
            levels.put(name, logger.getLevel().name().toLowerCase(Locale.ROOT));
        }
        return levels;
    }

    @Override
    public boolean set(String logger, String level) {
        boolean isKnown =
                Arrays.stream(LogLevel.values()).anyMatch(each -> each.name().equalsIgnoreCase(level));
        if (isKnown) {
            Configurator.setLevel(logger.equals(ROOT) ? LogManager.ROOT_LOGGER_NAME : logger, Level.valueOf(level));
        }
        return isKnown;
    }
}
