package org.millrace.engine.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program of Prometheus; a test that needs one is skipped where it is not installed. */
record Tool(Path path) {
    static Tool named(String name) {
        Path path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(each -> Path.of(each, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(path != null, "no " + name + " on the PATH (Debian: apt install prometheus)");
        return new Tool(path);
    }

    /** Returns what it prints when it is given an input. */
    String says(String input, String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
