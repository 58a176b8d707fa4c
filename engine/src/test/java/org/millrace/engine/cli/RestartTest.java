package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;

/** Runs the demo twice on the same data. */
class RestartTest {
    private static final String PRICE = "api/v1/prices/BTC-USDT";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldKnowPricesBeforeAnythingNewHappens() {
        MillraceSettings settings = RunningDemo.settings(folder, same -> same);
        String before;
        try (Program program = program(settings)) {
            program.start(false, 0);
            program.serve();
            try (LiveFeeds feeds = new LiveFeeds(settings, program.sink())) {
                feeds.start();
                Awaitility.await().until(() -> get(program, PRICE).matches("200 .*\"price\":.*\"LIVE\".*"));
            }
            program.engine().drain();
            before = get(program, PRICE);
        }

        try (Program program = program(settings)) {
            program.start(false, 0);
            program.serve();

            assertThat(get(program, PRICE)).isIn(before, stale(before));
            Awaitility.await().untilAsserted(() -> assertThat(get(program, PRICE))
                    .as("a book is stale until its feed is back")
                    .isEqualTo(stale(before)));
        }
    }

    private static String stale(String answer) {
        return answer.replace("\"LIVE\"", "\"STALE\"");
    }

    private Program program(MillraceSettings settings) {
        return new Program(settings, folder.resolve("data"), settings.clock().beat());
    }

    private String get(Program program, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(program.address() + path)).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
