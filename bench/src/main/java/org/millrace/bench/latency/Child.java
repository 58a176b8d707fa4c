package org.millrace.bench.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM beside this one, started with the launcher's flags; it can be made to stand still. */
public final class Child implements AutoCloseable {
    private static final long READY_SECONDS = 120;
    private static final long END_SECONDS = 30;
    private static final String LAUNCHER_LIB = "MILLRACE_LIB";
    private static final String LAUNCHER_MAIN = "MILLRACE_MAIN";

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Child(Process process, Path log, String readyPrefix) {
        this.process = process;
        this.log = log;
        Thread reader = new Thread(() -> drain(readyPrefix), "child-output");
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly)); // no engine is left behind
    }

    /** Starts the program itself, from the distribution's class path. */
    public static Child engine(Path log, String readyPrefix, String... arguments) throws IOException {
        return start(Map.of(), log, readyPrefix, arguments);
    }

    /**
     * Runs the program itself to its end.
     *
     * @throws IOException if it fails
     */
    static void finish(Path log, String... arguments) throws IOException {
        try (Child child = start(Map.of(), log, "\n", arguments)) {
            if (!child.process.waitFor(READY_SECONDS, TimeUnit.SECONDS) || child.process.exitValue() != 0) {
                throw new IOException(arguments[0] + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Starts a class of this module. */
    static Child benchmark(Class<?> main, Path log, String readyPrefix, String... arguments) throws IOException {
        String lib = System.getenv(LAUNCHER_LIB);
        if (lib == null) {
            throw new IOException(LAUNCHER_LIB + " is not set: scripts/bench does it");
        }
        return start(Map.of(LAUNCHER_LIB, lib, LAUNCHER_MAIN, main.getName()), log, readyPrefix, arguments);
    }

    private static Child start(Map<String, String> environment, Path log, String readyPrefix, String... arguments)
            throws IOException {
        Path launcher = Path.of(System.getProperty("millrace.home", "."), "bin", "millrace");
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove(LAUNCHER_LIB);
        builder.environment().remove(LAUNCHER_MAIN);
        builder.environment().putAll(environment);
        builder.redirectError(log.toFile());
        return new Child(builder.start(), log, readyPrefix);
    }

    /** Waits for the line with which the child says that it is ready, and returns what follows its beginning. */
    public String awaitReady() throws IOException {
        try {
            return ready.get(READY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a child did not start: " + Files.readString(log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Returns the number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Has it stand still, so that it takes no time from another. */
    void pause() throws IOException {
        signal("STOP");
    }

    /** Lets it go on. */
    void resume() throws IOException {
        signal("CONT");
    }

    @Override
    public void close() throws IOException {
        resume();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(String readyPrefix) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(readyPrefix)) {
                    ready.complete(line.substring(readyPrefix.length()));
                }
            }
            ready.completeExceptionally(new IOException("the child ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
