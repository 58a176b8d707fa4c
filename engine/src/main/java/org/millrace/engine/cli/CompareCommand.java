package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.engine.report.ResearchReport;
import org.millrace.engine.report.StoredResult;
import org.millrace.engine.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts several backtests beside each other. */
@Command(
        name = "compare",
        description = "Puts backtests beside each other, by what backtest --json wrote.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that millrace backtest --json wrote.")
    private List<Path> files;

    @Option(names = "--report", paramLabel = "FILE", converter = OutputFile.class, description = "Write an HTML file.")
    private Path report;

    @Override
    public Integer call() throws IOException {
        List<StoredResult> results = new ArrayList<>();
        for (Path file : files) {
            results.add(StoredResult.read(file));
        }
        TextReport.print(results, System.out);
        if (report != null) {
            Files.writeString(report, ResearchReport.compare(results));
        }
        return ExitCode.DONE;
    }
}
