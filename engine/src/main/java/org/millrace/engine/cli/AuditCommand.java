package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.engine.program.OperationFailed;
import org.millrace.gateway.audit.AuditFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at the log of who did what. */
@Command(name = "audit", description = "Checks the log of who did what.", mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What with the audit log? millrace audit verify DIR");
    }

    @Command(
            name = "verify",
            description =
                    "Says whether all notes are as they were written; if not: file and line of the first that is not.",
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "DIR", description = "Data directory of an engine.") Path directory) {
        Path folder = directory.resolve("audit");
        if (!Files.isDirectory(folder)) {
            throw new OperationFailed(folder + ": there is no audit log");
        }
        System.out.println(folder + ": " + new AuditFiles(folder).verify() + " notes, all as they were written");
        return ExitCode.DONE;
    }
}
