package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.millrace.engine.config.SettingsException;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.journalling.ReplayDifference;
import org.millrace.engine.program.OperationFailed;
import org.millrace.engine.training.TrainingFailed;
import org.millrace.feeds.capture.CaptureException;
import org.millrace.feeds.history.HistoryException;
import org.millrace.gateway.audit.AuditException;
import org.millrace.journal.JournalException;
import org.millrace.journal.questdb.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns a command line that makes no sense, and what a command threw, into one line and an exit code. What nobody expected
 * keeps its stack trace.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        String message = misuse.getMessage();
        String end = message.endsWith(".") || message.endsWith("?") ? " See " : "; see ";
        command.getErr()
                .println("millrace: " + message + end + command.getCommandSpec().qualifiedName() + " --help");
        UnmatchedArgumentException.printSuggestions(misuse, command.getErr());
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof SettingsException
                || failure instanceof JournalException
                || failure instanceof ReplayDifference) {
            return tell(command, failure, ExitCode.UNUSABLE);
        } else if (failure instanceof IllegalArgumentException) { // an option, or a setting that its record refused
            return tell(command, failure, isOfSettings(failure, command) ? ExitCode.UNUSABLE : ExitCode.USAGE);
        } else if (failure instanceof StageFault) {
            int exitCode = failure.getCause() instanceof JournalException ? ExitCode.UNUSABLE : ExitCode.STAGE_FAULT;
            return tell(command, failure, exitCode);
        } else if (failure instanceof CaptureException
                || failure instanceof HistoryException
                || failure instanceof StoreException
                || failure instanceof AuditException
                || failure instanceof TrainingFailed
                || failure instanceof OperationFailed) {
            return tell(command, failure, ExitCode.FAILED);
        }
        if (failure instanceof FileSystemException file) { // its message alone may be no more than the path
            String kind = file.getClass().getSimpleName();
            return tell(
                    command,
                    new IOException(file.getFile() + ": cannot be read or written (" + kind + ")", file),
                    ExitCode.FAILED);
        }
        failure.printStackTrace(command.getErr());
        return ExitCode.FAILED;
    }

    /** Tells whether settings were refused rather than an option, whose name stands in front, or what a backtest is given. */
    private static boolean isOfSettings(Exception failure, CommandLine command) {
        boolean isOption = String.valueOf(failure.getMessage()).startsWith("--");
        boolean isBacktest = command.getCommandSpec().findOption("--strategies") != null;
        return !isOption
                && (isBacktest
                        ? command.getParseResult().hasMatchedOption("--config")
                        : command.getCommandSpec().findOption("--config") != null);
    }

    private static int tell(CommandLine command, Exception failure, int exitCode) {
        command.getErr().println("millrace: " + failure.getMessage());
        command.getErr().flush();
        return exitCode;
    }
}
