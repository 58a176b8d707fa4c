package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.support.Patience;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.jars.StrategyJar;

/** Loads a strategy of one's own into a running demo, tunes it, backtests it, and finds it there after a restart. */
class StrategyRestTest {
    private static final String BACKTEST =
            "{'strategies':[{'strategy':'Mine','instrument':'BTC-USDT','params':{'quantity':3}}]}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private String address;

    @Test
    void shouldRunAStrategyFromAJarThroughARestart() throws Exception {
        MillraceSettings settings = RunningDemo.settings(folder, UnaryOperator.identity());
        Path jars = Files.createDirectories(folder.resolve("data").resolve("strategies"));
        StrategyJar.write(jars.resolve("mine.jar"), folder, "Mine", StrategyJar.IN_TURN);
        try (RunningDemo first = new RunningDemo(settings, folder)) {
            address = first.address();
            await("prices/BTC-USDT", "\"ask_price\"");
            load();
            tune();
            backtest();
        }
        try (RunningDemo second = new RunningDemo(settings, folder)) {
            address = second.address();
            assertThat(send("GET", "strategies/types", "")).contains("\"type\":\"Mine\"");
            assertThat(send("GET", "strategies/1", "")).contains("\"state\":\"running\"", "\"quantity\":5.0");
            assertThat(send("GET", "backtests", "")).as("forgotten").contains("\"record_count\":0");
            backtest();
        }
    }

    @Test
    void shouldMoveMoneyIntoAnAccountAndOutOfIt() throws Exception {
        MillraceSettings settings = RunningDemo.settings(folder, UnaryOperator.identity());
        try (RunningDemo demo = new RunningDemo(settings, folder)) {
            address = demo.address();
            String path = "accounts/1/transfers";
            assertThat(send("POST", path, "{'amount':'1000.50'}")).startsWith("204");
            await("portfolio?account=1&strategy=0", "\"cash\":\"101000.5\"");
            assertThat(send("POST", path, "{'amount':-1000.5}")).startsWith("204");
            await("portfolio?account=1&strategy=0", "\"cash\":\"100000\"");
            assertThat(send("POST", path, "{'amount':-200000}"))
                    .startsWith("409")
                    .contains("not so much money");
            assertThat(send("POST", path, "{'amount':0}")).startsWith("400").contains("amount is to be a number");
            assertThat(send("POST", path, "{'amount':'0.000000001'}")).startsWith("400");
            assertThat(send("POST", path, "{'amount':1,'currency':'a b'}")).startsWith("400");
            assertThat(send("POST", "accounts/0/transfers", "{'amount':1}")).startsWith("404");
        }
    }

    private void load() throws IOException, InterruptedException {
        assertThat(send("POST", "strategies", "{'type':'Mine','symbol':'BTC-USDT'}"))
                .startsWith("400")
                .contains("type is one of");
        assertThat(send("POST", "strategies/types", "{'type':'Crossover'}"))
                .startsWith("400")
                .contains("keeps its name");
        assertThat(send("POST", "strategies/types", "{'type':'Other'}"))
                .startsWith("400")
                .contains("has a class Other");
        assertThat(send("POST", "strategies/types", "{'type':'Mine'}"))
                .startsWith("200 {\"type\":\"Mine\",\"source\":\"")
                .contains("\"name\":\"quantity\",\"whole\":false,\"from\":1.0,\"to\":9.0");
    }

    private void tune() throws IOException, InterruptedException {
        assertThat(send("POST", "strategies", "{'type':'Mine','symbol':'BTC-USDT','parameters':{'quantity':4}}"))
                .startsWith("201 {\"id\":1,")
                .contains("\"quantity\":4.0");
        assertThat(send("PUT", "strategies/1", "{'parameters':{'quantity':10}}"))
                .startsWith("400")
                .contains("quantity is a number from 1.0 to 9.0");
        assertThat(send("PUT", "strategies/1", "{'parameters':{'quantity':5}}"))
                .startsWith("200 {\"id\":1,")
                .contains("\"state\":\"running\"", "\"quantity\":5.0");
        assertThat(send("POST", "strategies/1/stop", "")).contains("\"state\":\"stopped\"");
        assertThat(send("PUT", "strategies/1", "{'parameters':{'quantity':6}}"))
                .startsWith("409")
                .contains("does not run");
        assertThat(send("POST", "strategies/1/start", "{}")).startsWith("200").contains("\"quantity\":5.0");
    }

    private void backtest() {
        Awaitility.await()
                .atMost(Patience.USUAL.multipliedBy(4))
                .untilAsserted(
                        () -> { // a run may take all of one
                            String id = send("POST", "backtests", BACKTEST)
                                    .replaceAll("(?s)[^\"]*\"id\":\"([^\"]+)\".*", "$1");
                            await("backtests/" + id, "\"state\":\"done\"");
                            assertThat(send("GET", "backtests/" + id, "")).containsPattern("\"fills\":[1-9]");
                        });
    }

    private void await(String path, String part) {
        Awaitility.await().until(() -> send("GET", path, "").contains(part));
    }

    private String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
