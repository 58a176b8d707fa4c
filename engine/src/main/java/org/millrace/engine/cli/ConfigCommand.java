package org.millrace.engine.cli;

import java.nio.file.Path;
import org.millrace.engine.config.FeatureRoom;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at settings files. */
@Command(name = "config", description = "Checks settings files.", mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "nothing to do: millrace config check FILE");
    }

    @Command(
            name = "check",
            description = "Says whether a settings file can be used; if not: file, line, key, and what was expected.",
            mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "FILE", description = "Settings file.") Path file) {
        MillraceSettings settings = SettingsFile.read(file, MillraceSettings.class);
        FeatureRoom.require(file + ": ", settings, Runtime.getRuntime().maxMemory());
        System.out.println(file + ": fine");
        return ExitCode.DONE;
    }
}
