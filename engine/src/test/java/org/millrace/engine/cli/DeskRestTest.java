package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;

/** Trades on the demo's paper exchange over REST, ends the program, and starts it again on the same data. */
class DeskRestTest {
    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private String address;

    @Test
    void shouldTradeAndKeepWhatLastsThroughARestart() throws Exception {
        MillraceSettings settings = RunningDemo.settings(folder, UnaryOperator.identity());
        String resting;
        try (RunningDemo first = new RunningDemo(settings, folder)) {
            address = first.address();
            await("prices/BTC-USDT", "\"ask_price\"");
            buyAtTheMarket();
            resting =
                    send("POST", "orders", "{'symbol':'BTC-USDT','side':'buy','quantity':'0.01','price':'1'}", "rest");
            assertThat(resting).startsWith("201 ").contains("\"state\":\"pending\"");
            assertThat(send(
                            "POST",
                            "orders",
                            "{'symbol':'BTC-USDT','side':'buy','quantity':'0.01','price':'1'}",
                            "rest"))
                    .as("sent again")
                    .startsWith(resting.substring(0, resting.indexOf(",")));
            assertThat(send(
                            "POST",
                            "orders",
                            "{'symbol':'BTC-USDT','side':'sell','quantity':1,'reduce_only':true," + "'account':2}",
                            ""))
                    .startsWith("422 ")
                    .contains("\"rule\":\"reduce_only\"");
            startAndStopAStrategy();
            assertThat(send("PUT", "kill-switch", "{'account':9,'engaged':true}", ""))
                    .startsWith("404 ");
            stopTheAccount();
        }
        String id = resting.replaceAll("201 \\{\"id\":(\\d+),.*", "$1");
        try (RunningDemo second = new RunningDemo(settings, folder)) {
            address = second.address();
            assertThat(get("orders/" + id)).contains("\"state\":\"cancelled\",\"reason\":\"kill_switch\"");
            assertThat(get("positions?account=1&strategy=0")).contains("\"quantity\":\"0.05\"");
            assertThat(get("portfolio?account=1&strategy=0")).contains("\"stopped\":true", "\"record_count\":1");
            assertThat(get("strategies")).contains("\"id\":2,\"type\":\"Crossover\"", "\"fast\":7.0");
            assertThat(get("fills")).contains("\"order\":1,");
        }
    }

    private void buyAtTheMarket() throws IOException, InterruptedException {
        String placed = send("POST", "orders", "{'symbol':'BTC-USDT','side':'buy','quantity':0.05}", "");
        assertThat(placed).startsWith("201 {\"id\":1,").contains("\"type\":\"market\"");
        await("orders/1", "\"state\":\"filled\"");
        await("positions", "\"quantity\":\"0.05\"");
        await("portfolio", "\"account\":1");
    }

    private void startAndStopAStrategy() throws IOException, InterruptedException {
        String crossover = "{'type':'Crossover','symbol':'BTC-USDT','parameters':{'fast':%d,'quantity':0.01}}";
        assertThat(send("POST", "strategies", crossover.formatted(60), ""))
                .startsWith("400 ")
                .contains("must be less than slow");
        assertThat(send("POST", "strategies", crossover.formatted(5), ""))
                .startsWith("201 {\"id\":1,")
                .contains("\"state\":\"running\"", "\"slow\":50.0", "\"fast\":5.0");
        assertThat(send("POST", "strategies/1/start", "{}", "")).startsWith("409 ");
        assertThat(send("POST", "strategies/1/stop", "", "")).startsWith("200 ").contains("\"state\":\"stopped\"");
        assertThat(send("POST", "strategies", crossover.formatted(7), "")).startsWith("201 {\"id\":2,");
    }

    private void stopTheAccount() throws IOException, InterruptedException {
        assertThat(send("PUT", "kill-switch", "{'account':1,'engaged':true}", ""))
                .startsWith("200 {\"account\":1,\"engaged\":true,");
        assertThat(send("POST", "orders", "{'symbol':'BTC-USDT','side':'buy','quantity':1}", ""))
                .startsWith("422 ")
                .contains("\"rule\":\"kill_switch\"");
    }

    private void await(String path, String part) {
        Awaitility.await().until(() -> get(path).contains(part));
    }

    private String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "", "");
    }

    private String send(String method, String path, String body, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
