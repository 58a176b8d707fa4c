package org.millrace.engine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's entry: picks the subcommand and turns its result into the exit code. */
@Command(
        name = "millrace",
        description = "Turns exchange messages into validated, sequenced, replayable events.",
        mixinStandardHelpOptions = true,
        versionProvider = Millrace.Version.class,
        subcommands = {
            RunCommand.class,
            CaptureCommand.class,
            PlaybackCommand.class,
            ImportCommand.class,
            DownloadCommand.class,
            PipelineCommand.class,
            InspectCommand.class,
            WhyCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            SearchCommand.class,
            WalkForwardCommand.class,
            MonteCarloCommand.class,
            CompareCommand.class,
            FeaturesCommand.class,
            LookAheadCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            CursorsCommand.class,
            KeysCommand.class,
            TokenCommand.class,
            AuditCommand.class,
            TopCommand.class,
            ConfigCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Millrace implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // before any Chronicle class loads: opening a queue would otherwise report to its makers
        System.setProperty("chronicle.analytics.disable", "true");
        System.exit(execute(args));
    }

    /** Runs the command line in this JVM, and returns its exit code. */
    public static int execute(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? millrace --help lists them.");
    }

    /** Reads the version that the build wrote into the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Millrace.class.getPackage().getImplementationVersion();
            return new String[] {"millrace " + (version == null ? "(not packaged)" : version)};
        }
    }
}
