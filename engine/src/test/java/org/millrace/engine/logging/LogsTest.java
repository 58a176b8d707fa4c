package org.millrace.engine.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {
    /** Logs three lines in a program of its own: how one logs is a matter of the whole JVM. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            LogFormat format = LogFormat.valueOf(arguments[0]);
            Logs logs = new Logs(new LoggingSettings(
                    format, List.of(new LoggingSettings.PackageLevel("org.millrace.quiet", LogLevel.ERROR))));
            Logger quiet = LoggerFactory.getLogger("org.millrace.quiet.Part");
            LoggerFactory.getLogger("org.millrace.loud.Part").info("first \"line\"\nof {}", 2);
            quiet.warn("not to be seen");
            logs.set("org.millrace.quiet", "debug");
            quiet.debug("to be seen");
            System.err.println(logs.levels());
        }
    }

    @Test
    void shouldLogOneObjectALine() throws IOException {
        List<String> lines = lines(LogFormat.JSON);

        assertEquals(
                List.of("INFO org.millrace.loud.Part first \"line\"\nof 2", "DEBUG org.millrace.quiet.Part to be seen"),
                List.of(text(lines.get(0)), text(lines.get(1))));
        assertEquals(
                "{com.zaxxer.hikari=error, net.openhft=error, org.millrace=info, org.millrace.quiet=debug, root=warn}",
                lines.get(2));
    }

    @Test
    void shouldLogForPeopleOneEventALine() throws IOException {
        List<String> lines = lines(LogFormat.TEXT);

        assertEquals(
                List.of("INFO  Part: first \"line\"\\nof 2", "DEBUG Part: to be seen"),
                List.of(lines.get(0).substring(13), lines.get(1).substring(13)));
    }

    private static String text(String line) throws IOException {
        JsonNode object = new ObjectMapper().readTree(line);
        return object.get("log.level").asText()
                + ' '
                + object.get("log.logger").asText()
                + ' '
                + object.get("message").asText();
    }

    private static List<String> lines(LogFormat format) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlog4j2.configurationFile=log4j2.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        format.name())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
