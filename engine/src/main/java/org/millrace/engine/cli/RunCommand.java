package org.millrace.engine.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.concurrent.AgentRunner;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;
import org.millrace.engine.replay.StartStopped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the engine on live feeds until a signal ends it. */
@Command(
        name = "run",
        description = "Runs the engine; without --config the demo: a simulated exchange and everything behind it.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final String DEMO = "config/millrace.yaml";

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file (default: the demo's).")
    private Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: as the settings say).")
    private Path data;

    @Option(
            names = "--skip",
            paramLabel = "SEQUENCE",
            description = "Pass over the input that stopped the line; it is noted in the journal.")
    private long skip;

    @Option(names = Superuser.OPTION, description = "Run as root though others can reach a listener.")
    private boolean allowRoot;

    @Override
    public Integer call() throws InterruptedException {
        try (Termination termination = new Termination()) {
            return run(termination);
        }
    }

    private int run(Termination termination) throws InterruptedException {
        Path file = config == null
                ? Path.of(System.getProperty("millrace.home", ".")).resolve(DEMO)
                : config;
        MillraceSettings settings = SettingsFile.read(file, MillraceSettings.class);
        Superuser.check(settings.gateway(), allowRoot);
        try (Program program = new Program(
                settings,
                data == null ? settings.data() : data,
                settings.clock().beat())) {
            program.onFault(termination::request);
            program.start(true, skip, termination::isRequested);
            program.serve();
            serve(program, settings, file, termination);
            program.fault().ifPresent(fault -> {
                throw fault;
            });
        } catch (StartStopped e) {
            LOG.info("{}", e.getMessage());
        }
        return ExitCode.DONE;
    }

    private static void serve(Program program, MillraceSettings settings, Path file, Termination termination)
            throws InterruptedException {
        try (LiveFeeds feeds = new LiveFeeds(settings, program.sink())) {
            feeds.register(program.metrics());
            if (termination.isRequested()) {
                return;
            }
            feeds.start();
            System.out.println("millrace is ready: " + program.address() + " (Ctrl-C stops it)");
            AgentRunner watch = program.watch(file, feeds, System.out::println);
            try {
                termination.await();
            } finally {
                watch.close(); // before the feeds that it speaks to
            }
        }
    }
}
