package org.millrace.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.gateway.support.CuttingProxy;
import org.millrace.gateway.support.RunningGateway;

/** Runs the examples in JavaScript and C++ against a gateway; without node or g++ they are skipped, and say so. */
class OtherLanguagesTest {
    private static final String[] NODE = {"node", "--experimental-websocket", "--no-warnings"};

    private final RunningGateway gateway =
            RunningGateway.withJournal(RunningGateway.settings(), new SystemEpochNanoClock());
    private final String server = "http://127.0.0.1:" + gateway.port();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldPrintTradesFromJavaScript() throws IOException, InterruptedException {
        requireNode();
        trade("61686.5");

        assertEquals(List.of("2 61686.5"), run(node("examples/trades.mjs", server, "1")));
    }

    @Test
    void shouldReplayInLockStepFromJavaScript() throws IOException, InterruptedException {
        requireNode();
        trade("100", "101", "100", "100", "102", "99");

        assertEquals(List.of("-SB-SB"), run(node("examples/lock-step.mjs", server)));
    }

    @Test
    void shouldLoseNothingInJavaScriptHoweverOftenItsConnectionIsCut() throws IOException, InterruptedException {
        requireNode();
        trade("100");
        try (CuttingProxy proxy = new CuttingProxy(gateway.port())) {
            Process process = start(node("src/test/js/resume.mjs", server, "ws://127.0.0.1:" + proxy.port(), "2801"));
            List<String> lines = new ArrayList<>();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (int cut = 1; cut <= 4; cut++) {
                    readTo(out, lines, Integer.toString((cut - 1) * 700 + 1));
                    proxy.cut();
                    for (int i = 0; i < 700; i++) {
                        gateway.events().trade().send();
                    }
                    gateway.publish();
                }
                readTo(out, lines, "2801");
            }

            assertEquals(
                    IntStream.rangeClosed(1, 2_801).mapToObj(Integer::toString).toList(), lines);
            assertEquals(0, process.waitFor());
        }
    }

    @Test
    void shouldPrintTradesFromCpp() throws IOException, InterruptedException {
        assumeTrue(isThere("g++", "--version"), "g++ is not installed");
        trade("61686.5", "61687");
        Path schema = folder.resolve("schema.xml");
        Files.writeString(schema, gateway.get("/schema").body());
        run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Dsbe.target.language=Cpp",
                "-Dsbe.output.dir=" + folder.resolve("codecs"),
                "-cp",
                System.getProperty("java.class.path"),
                "uk.co.real_logic.sbe.SbeTool",
                schema.toString());
        String program = folder.resolve("trades").toString();
        run("g++", "-std=c++17", "-Wall", "-O0", "-I" + folder.resolve("codecs"), "examples/trades.cpp", "-o", program);
        Process process = start(program, "127.0.0.1", Integer.toString(gateway.port()), "1");

        assertEquals(List.of("3 6168700000000E-8"), lines(process));
    }

    private void trade(String... prices) {
        gateway.events().definition().send();
        for (String price : prices) {
            gateway.events().trade().price(price).send();
        }
        gateway.publishAndWait();
    }

    private static void requireNode() throws IOException, InterruptedException {
        String[] probe = node("-e", "process.exit(typeof WebSocket === 'function' ? 0 : 1)");
        assumeTrue(isThere(probe), "node with a WebSocket is not installed");
    }

    private static String[] node(String... arguments) {
        List<String> command = new ArrayList<>(List.of(NODE));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static boolean isThere(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) { // there is no such program
            return false;
        }
        try (InputStream in = process.getInputStream()) {
            in.readAllBytes();
        }
        return process.waitFor() == 0;
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Runs a program, and returns what it wrote. */
    private static List<String> run(String... command) throws IOException, InterruptedException {
        return lines(start(command));
    }

    private static List<String> lines(Process process) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        }
        process.waitFor(1, TimeUnit.MINUTES);
        assertEquals(0, process.exitValue(), lines::toString);
        return lines;
    }

    private static void readTo(BufferedReader out, List<String> lines, String last) throws IOException {
        for (String line = ""; line != null && !line.equals(last); ) {
            line = out.readLine();
            if (line != null) {
                lines.add(line);
            }
        }
    }
}
