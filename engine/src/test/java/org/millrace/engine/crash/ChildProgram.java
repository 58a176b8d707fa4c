package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.engine.cli.Millrace;

/**
 * The program as a user starts it: by the launcher that {@code millrace.launcher} names, or else with this JVM's flags
 * and class path.
 */
public final class ChildProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int KILLED = 128 + 9; // as an exit code
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

    private final Process process;
    private final Path output;

    private ChildProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; what it prints goes to a file. */
    public static ChildProgram start(Path output, List<String> arguments) {
        List<String> command = new ArrayList<>();
        String launcher = System.getProperty("millrace.launcher", "");
        if (launcher.isEmpty()) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Millrace.class.getName()));
        } else {
            command.add(launcher);
        }
        command.addAll(arguments);
        try {
            Files.deleteIfExists(output);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new ChildProgram(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the gateway is open. */
    public boolean isReady() {
        return ADDRESS.matcher(output()).find();
    }

    /** Waits until the gateway is open, and returns its port. */
    public int port() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> !process.isAlive() || isReady());
        Matcher address = ADDRESS.matcher(output());
        assertThat(address.find()).as(output()).isTrue();
        return Integer.parseInt(address.group(1));
    }

    /** Lets it run for so long, and no longer: as {@code kill -9}. */
    public void killAfter(Duration time) throws InterruptedException {
        boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(ended).as(output()).isFalse();
        process.destroyForcibly().waitFor();
    }

    /** Ends it as {@code kill -9} does; returns whether it was still running. */
    public boolean kill() throws InterruptedException {
        return process.destroyForcibly().waitFor() == KILLED;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it run for so long, then ends it as a service manager does, and waits until it has. */
    public void endAfter(Duration time) throws InterruptedException {
        boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(ended).as(output()).isFalse();
        terminate();
        assertThat(exitCode()).as(output()).isZero();
    }

    /** Waits for its end and returns its exit code. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as a service manager does. */
    public void terminate() {
        process.destroy();
    }

    /** Returns all that it has printed. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
