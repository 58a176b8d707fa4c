package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.engine.program.OperationFailed;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.cursor.Cursor;
import org.millrace.journal.cursor.Cursors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how far those got who read JournalOut at their own pace, and has one of them begin anew. */
@Command(
        name = "cursors",
        description = "Shows or drops the cursors of those who read the journal at their own pace.",
        mixinStandardHelpOptions = true)
final class CursorsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What with the cursors? millrace cursors list DIR");
    }

    @Command(
            name = "list",
            description = "Prints each cursor and the sequence of the last event that it has passed.",
            mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "DIR", description = "Data directory of an engine.") Path directory) {
        Cursors cursors = cursors(directory);
        for (String name : cursors.names()) {
            Cursor cursor = cursors.open(name);
            String note = cursor.takenBackFrom() == 0 ? "" : " (taken back from " + cursor.takenBackFrom() + ")";
            System.out.println(name + " " + cursor.sequence() + note);
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "drop",
            description =
                    "Drops a cursor while no engine runs: its reader begins anew, retention waits for it no more.",
            mixinStandardHelpOptions = true)
    int drop(
            @Parameters(paramLabel = "DIR", description = "Data directory of an engine.") Path directory,
            @Parameters(paramLabel = "NAME", description = "Name of the cursor.") String name) {
        if (!cursors(directory).drop(name)) {
            throw new OperationFailed(directory + ": there is no cursor " + name);
        }
        return ExitCode.DONE;
    }

    private static Cursors cursors(Path directory) {
        Path folder = directory.resolve(JournalSettings.CURSORS);
        if (!Files.isDirectory(folder)) {
            throw new OperationFailed(folder + ": there are no cursors");
        }
        return new Cursors(folder);
    }
}
