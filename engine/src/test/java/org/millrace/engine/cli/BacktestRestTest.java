package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.support.Patience;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;

/** Runs backtests in a demo that goes on meanwhile, over what it has journaled itself. */
class BacktestRestTest {
    private static final String CROSSOVER = "{'strategies':[{'strategy':'Crossover','instrument':'BTC-USDT',"
            + "'params':{'fast':2,'slow':3,'timeframe':1,'quantity':0.01}}],'cash':5000%s}";

    private static final String MODEL = "{'strategies':[{'strategy':'ModelDriven','instrument':'BTC-USDT',"
            + "'params':{'move':0.1,'quantity':0.01}}],'models':['%s']}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningDemo demo;

    @BeforeEach
    void start() {
        demo = new RunningDemo(
                RunningDemo.settings(
                        folder, settings -> settings.replaceFirst("(?s)\\[ +# at most 128.*?\\]", "[returns_1, hour]")
                                .replaceFirst("timeframes: \\[1m, 5m", "timeframes: [1s, 5m")),
                folder);
        await(() -> send("GET", "prices/BTC-USDT", "").contains("\"ask_price\""));
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void shouldRunAStrategyOverItsOwnJournalWhileItGoesOn() throws Exception {
        awaitFills(CROSSOVER.formatted("")); // once there are some bars

        String done = run(CROSSOVER.formatted(""));
        assertThat(done)
                .contains("\"state\":\"done\",\"progress\":1.0,", "\"error\":null", "\"totalReturn\":", "\"sharpe\":")
                .contains("\"instruments\":[\"simulator:BTC-USDT\"]", "\"faults\":[]")
                .doesNotContain("\"events_per_second\":0.0");
        assertThat(send("GET", "orders", "")).as("of the desk itself").contains("\"record_count\":0");

        HttpResponse<String> report = ask("GET", "backtests/" + id(done) + "/report", "");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body()).contains("<!doctype html>", "Crossover");
        assertThat(report.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'sha256-")
                .endsWith("sandbox allow-scripts");

        assertThat(send("DELETE", "backtests/" + id(done), "")).startsWith("204");
        assertThat(send("GET", "backtests/" + id(done), "")).startsWith("404");
    }

    @Test
    void shouldDoAgainWhatWasOrderedAndSayWhereThereWasNothing() throws Exception {
        send("POST", "orders", "{'symbol':'BTC-USDT','side':'buy','quantity':'0.01'}");
        await(() -> send("GET", "orders/1", "").contains("\"state\":\"filled\""));

        assertThat(run("{'strategies':[]}")).contains("\"state\":\"done\"", "\"orders\":1,");
        assertThat(run(CROSSOVER.formatted(",'from':'2001-01-01T00:00:00Z','to':'2001-01-02T00:00:00Z'")))
                .contains("\"state\":\"failed\"", "The journal has nothing of this instrument between from and to.")
                .contains("\"result\":null");
    }

    @Test
    void shouldTradeByAModelOfTheRegistry() throws Exception {
        ModelRegistry registry = new ModelRegistry(folder.resolve("data").resolve(ModelRegistry.FOLDER));
        registry.add(climber(1, 2), ModelCard.EMPTY, Map.of());
        registry.add(climber(2, 9), ModelCard.EMPTY, Map.of());
        awaitFills(MODEL.formatted("climber:1"));

        String done = run(MODEL.formatted("climber:1"));

        assertThat(done).contains("\"state\":\"done\"", "\"models\":[\"climber:1\"]", "\"orders\":1,");
        assertThat(run(MODEL.formatted("climber")))
                .as("of the newest version, which wants another set")
                .contains("\"state\":\"failed\"", "The journal declares no such feature set: model climber version 2");
        assertThat(send("POST", "backtests", MODEL.formatted("climber:3")))
                .startsWith("400")
                .contains("Model climber has no version 3, only [1, 2].");
        assertThat(send("POST", "backtests", MODEL.formatted("nobody")))
                .startsWith("400")
                .contains("There is no model nobody, only [climber].");
    }

    /** Expects the price to rise, whatever it did. */
    private static TrainedModel climber(int version, int setVersion) {
        WantedFeatures features = new WantedFeatures(1, "standard", setVersion, List.of("returns_1", "hour"));
        ModelTerms terms =
                new ModelTerms("climber", 1, version, features, 1, 1, ModelTarget.RETURN, ModelLink.IDENTITY);
        return TrainedModel.of(
                terms, new LinearWeights(new double[][] {{0, 0}}, new double[] {0.5}), TrainingShape.UNKNOWN);
    }

    /** Has a backtest run to its end, and returns how it stands. */
    private String run(String body) throws IOException, InterruptedException {
        String id = id(send("POST", "backtests", body));
        await(() -> !send("GET", "backtests/" + id, "").matches("(?s).*\"state\":\"(queued|running)\".*"));
        return send("GET", "backtests/" + id, "");
    }

    private static String id(String answer) {
        assertThat(answer).contains("\"id\":\"");
        return answer.replaceAll("(?s)[^\"]*\"id\":\"([^\"]+)\".*", "$1");
    }

    /** Runs it again and again, until it has traded. */
    private void awaitFills(String body) {
        Awaitility.await()
                .atMost(Patience.USUAL.multipliedBy(4)) // a run may take all of one
                .until(() -> run(body).matches("(?s).*\"fills\":[1-9].*"));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().until(condition);
    }

    private String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(method, path, body);
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(demo.address() + "api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
