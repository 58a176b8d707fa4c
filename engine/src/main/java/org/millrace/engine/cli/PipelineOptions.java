package org.millrace.engine.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.pipeline.PipelineSource;
import org.millrace.engine.pipeline.PipelineStore;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What all commands of a pipeline are told. */
final class PipelineOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file; its feed of Glassnode says whom to ask and for what.")
    private Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: as the settings say).")
    private Path data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Of the provider's REST; simulator: the simulator, which needs no key (default: as the settings say).")
    private String url = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A line GLASSNODE_API_KEY=value (default: as the settings say, or the environment).")
    private String keyFile = "";

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "That the provider is asked at most, evenly (default: ${DEFAULT-VALUE}).")
    private int requestsPerMinute = PipelineSource.REQUESTS_PER_MINUTE;

    private MillraceSettings settings;

    MillraceSettings settings() {
        if (settings == null) {
            settings = config == null ? MillraceSettings.DEFAULTS : SettingsFile.read(config, MillraceSettings.class);
        }
        return settings;
    }

    Path data() {
        return data == null ? settings().data() : data;
    }

    PipelineSource source() {
        return PipelineSource.of(settings(), url, keyFile).at(requestsPerMinute);
    }

    PipelineStore open(long nowNs) {
        return PipelineStore.open(settings(), data(), source(), nowNs);
    }

    /** Reads a day or a time; a day as its beginning. */
    static final class Beginning implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return time(text, 0);
        }
    }

    /** Reads a day or a time; a day as its end. */
    static final class Ending implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return time(text, 1);
        }
    }

    private static long time(String text, int daysMore) {
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return new InspectCommand.Time().convert(text);
        }
        try {
            long seconds = LocalDate.parse(text)
                    .plusDays(daysMore)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toEpochSecond();
            return Math.multiplyExact(seconds, 1_000_000_000L);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no day");
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is out of range, expected a day up to 2262-04-10");
        }
    }
}
