package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.jars.StrategyArchive;
import org.millrace.engine.jars.StrategyFolder;
import org.millrace.engine.jars.StrategyJar;

/** Has the settings run strategies, ends the demo, changes the settings or a jar, and begins it again. */
class StrategyStartsTest {
    private static final String CROSSOVER = "{ id: %d, name: Crossover, instrument: \"simulator:BTC-USDT\" }";
    private static final String MINE = "{ id: 1, name: Mine, instrument: \"simulator:BTC-USDT\" }";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldEndWhatTheSettingsDoNotRunAnyMoreAndLeaveWhatACommandStarted() throws Exception {
        try (RunningDemo first =
                new RunningDemo(settings(CROSSOVER.formatted(1) + ", " + CROSSOVER.formatted(2)), folder)) {
            await(first, 2, "running");
            assertThat(send(first, "POST", "{\"type\":\"Crossover\",\"symbol\":\"BTC-USDT\"}"))
                    .startsWith("{\"id\":3,");
        }

        try (RunningDemo second = new RunningDemo(settings(CROSSOVER.formatted(1)), folder)) {
            await(second, 1, "running");
            await(second, 2, "stopped");
            await(second, 3, "running");
        }

        try (RunningDemo third = new RunningDemo(settings(""), folder)) {
            await(third, 1, "stopped");
            await(third, 3, "running");
        }
        assertReplays();
    }

    @Test
    void shouldReplayEachVersionOfAStrategyWithItsOwnClass() throws Exception {
        String first = jar("first");
        try (RunningDemo demo = new RunningDemo(settings(MINE), folder)) {
            await(demo, 1, "running\",\"fault\":null,.*", first);
            awaitSignal(demo, "first");
        }

        String second = jar("second");
        try (RunningDemo demo = new RunningDemo(settings(MINE), folder)) {
            await(demo, 1, "running\",\"fault\":null,.*", second);
            awaitSignal(demo, "second");
        }

        Files.delete(folder.resolve("data/strategies/mine.jar"));
        assertReplays();
    }

    private String jar(String says) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("data/strategies"));
        StrategyJar.write(
                jars.resolve("mine.jar"),
                folder,
                "Mine",
                """
                private static final SignalRule RULE = new SignalRule(1, "%s");
                @Override public void onTrade(org.millrace.codecs.sbe.TradeDecoder trade, StrategyContext context) {
                    context.signal(context.instrumentId(), Side.BUY, 1, RULE, 1, parameters.quantity());
                }
                """
                        .formatted(says));
        Path kept = folder.resolve("data").resolve(StrategyArchive.FOLDER);
        return new StrategyFolder(jars).offer("Mine", new StrategyArchive(kept)).hash();
    }

    private MillraceSettings settings(String run) {
        return RunningDemo.settings(folder, demo -> {
            assertThat(demo).contains("  run: []");
            return demo.replaceFirst("  run: \\[]", Matcher.quoteReplacement("  run: [" + run + "]"));
        });
    }

    private void assertReplays() {
        assertThat(Millrace.commandLine()
                        .execute("replay", folder.resolve("data").toString(), "--verify"))
                .isZero();
    }

    private void await(RunningDemo demo, int id, String state) {
        await(demo, id, state + "\".*", "");
    }

    private void await(RunningDemo demo, int id, String rest, String version) {
        String pattern = "(?s).*\"id\":" + id + ",\"type\":\"\\w+\",\"version\":"
                + (version.isEmpty() ? "null" : "\"" + version + "\"") + ",[^{}]*\"state\":\"" + rest;
        Awaitility.await(pattern).until(() -> send(demo, "GET", "").matches(pattern));
    }

    private void awaitSignal(RunningDemo demo, String rule) {
        Awaitility.await(rule).until(() -> request(demo, "signals", "GET", "").contains("\"rule\":\"" + rule + "\""));
    }

    private String send(RunningDemo demo, String method, String body) throws IOException, InterruptedException {
        return request(demo, "strategies", method, body);
    }

    private String request(RunningDemo demo, String path, String method, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(demo.address() + "api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
