package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where a result is written besides the terminal. */
final class ReportOptions {
    @Option(names = "--report", paramLabel = "FILE", converter = OutputFile.class, description = "Write an HTML file.")
    private Path report;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Write the result as JSON.")
    private Path json;

    /** Writes what was asked for; the rest is not made. */
    void write(Supplier<String> asHtml, Supplier<String> asJson) throws IOException {
        if (report != null) {
            Files.writeString(report, asHtml.get());
        }
        if (json != null) {
            Files.writeString(json, asJson.get());
        }
    }
}
