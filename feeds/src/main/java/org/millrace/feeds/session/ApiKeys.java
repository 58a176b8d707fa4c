package org.millrace.feeds.session;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.millrace.codecs.settings.SecretFile;

/**
 * Keys to a venue: from a file of lines {@code NAME=value}, or from the environment. They are no settings, are never
 * logged, and have no text of their own.
 */
public final class ApiKeys {
    private static final ApiKeys SIMULATED = new ApiKeys(false, FeedSettings.SIMULATOR, Map.of());

    private final boolean isEnvironment;
    private final String source;
    private final Map<String, String> values;

    private ApiKeys(boolean isEnvironment, String source, Map<String, String> values) {
        this.isEnvironment = isEnvironment;
        this.source = source;
        this.values = values;
    }

    /**
     * Reads keys.
     *
     * @param file empty: the environment; {@link FeedSettings#SIMULATOR}: any key, which the simulator takes
     * @throws IllegalArgumentException if the file cannot be read, or others than its owner can read it
     */
    public static ApiKeys of(String file) {
        if (file.equals(FeedSettings.SIMULATOR)) {
            return SIMULATED;
        }
        return file.isEmpty() ? new ApiKeys(true, "the environment", System.getenv()) : read(Path.of(file));
    }

    /** Tells whether there is a key of this name. */
    public boolean has(String name) {
        return !values.getOrDefault(name, "").isBlank();
    }

    /**
     * Returns a key.
     *
     * @throws MissingKeyException      if the environment has none of this name
     * @throws IllegalArgumentException if the file has none
     */
    public String require(String name) {
        if (this == SIMULATED) {
            return FeedSettings.SIMULATOR;
        }
        if (!has(name)) {
            String message = "feeds.key-file: no " + name + " in " + source + "; set it there, or name a file of lines "
                    + name + "=value";
            throw isEnvironment ? new MissingKeyException(message) : new IllegalArgumentException(message);
        }
        return values.get(name).strip();
    }

    @SuppressWarnings("unchecked") // properties that were read are text
    private static ApiKeys read(Path file) {
        Properties properties = new Properties();
        SecretFile.requireOwnersAlone(file, "feeds.key-file");
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("feeds.key-file: " + file + " cannot be read as lines NAME=value", e);
        }
        return new ApiKeys(false, file.toString(), (Map<String, String>) (Map<?, ?>) properties);
    }
}
