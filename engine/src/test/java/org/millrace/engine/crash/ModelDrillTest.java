package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/**
 * A model is promoted over REST while the program runs, and a strategy trades by it; the program is ended and killed, the
 * registry taken away. Nobody says it again, and it predicts on; a replay, a search for look-ahead and a backtest over the
 * same journal say what it said live.
 */
class ModelDrillTest {
    private static final Set<Integer> SAID = Set.of(
            PredictionDecoder.TEMPLATE_ID,
            SignalDecoder.TEMPLATE_ID,
            OrderDecoder.TEMPLATE_ID,
            FillDecoder.TEMPLATE_ID);
    private static final String SETTINGS =
            """
            gateway:
              listen: { host: 127.0.0.1, port: 0 }
              metrics: { host: 127.0.0.1, port: 0 }
              limits: { requests-per-minute: 100000, requests-per-minute-per-address: 100000 }
            snapshots: { interval: 2s }
            instruments:
              list:
                - { venue: simulator, symbol: BTCUSDT, name: BTC-USDT, asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }
            feeds:
              - { venue: simulator, symbols: [BTCUSDT], streams: [trade, bookTicker] }
            features:
              sets:
                - { id: 1, name: quick, version: 1, timeframes: [1s], features: [returns_1, momentum_2] }
            strategies:
              run:
                - { id: 1, name: ModelDriven, instrument: "simulator:BTC-USDT", params: { move: 0, quantity: 0.01 } }
            """;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant begin = Instant.now();
    private Path data;
    private int port;

    @Test
    void shouldPredictOnThroughEndAndKillAndSayTheSameAgain() throws Exception {
        data = folder.resolve("data");
        ModelRegistry registry = new ModelRegistry(data.resolve(ModelRegistry.FOLDER));
        registry.add(follower(1, 1), ModelCard.EMPTY, Map.of());
        registry.add(follower(2, 1), ModelCard.EMPTY, Map.of());
        registry.add(follower(3, 2), ModelCard.EMPTY, Map.of());

        try (ChildProgram program = start()) {
            promote();
            awaitPredictions("1 promoted", "2 shadow");
            await().until(() ->
                    send("GET", "predictions/BTC-USDT?from=" + begin).contains("\"shadow\":true"));
            await().until(() -> send("GET", "orders?state=all").contains("filled"));
            program.endAfter(Duration.ofMillis(1));
        }
        IoUtil.delete(registry.folder().toFile(), false);
        try (ChildProgram program = start()) {
            awaitPredictions("1 promoted", "2 shadow");
            program.killAfter(Duration.ofMillis(1));
        }
        try (ChildProgram program = start()) {
            awaitPredictions("1 promoted", "2 shadow");
            retireAndRollBack(registry);
            awaitPredictions("1 promoted");
            program.endAfter(Duration.ofMillis(1));
        }

        assertSaysTheSameAgain();
        assertNamesWhatIsMissing();
        assertRetiresWithAnotherFeatureSet();
    }

    private void promote() {
        assertThat(send("POST", "models/follower/3/promote"))
                .startsWith("409 ")
                .contains("The engine does not compute the feature set that the model wants, of this version");
        assertThat(send("POST", "models/follower/4/promote")).startsWith("404 ").contains("no version 4");
        assertThat(send("POST", "models/follower/1/promote"))
                .startsWith("200 ")
                .contains("\"version\":1,", "\"role\":\"promoted\"");
        assertThat(send("POST", "models/follower/2/shadow"))
                .startsWith("200 ")
                .contains("\"version\":2,", "\"role\":\"shadow\"");
    }

    /** Of what runs, the registry is gone; then there is a version again. */
    private void retireAndRollBack(ModelRegistry registry) {
        assertThat(send("GET", "models/follower"))
                .containsPattern("\"version\":1,[^{}]*\"role\":\"promoted\"")
                .containsPattern("\"version\":2,[^{}]*\"role\":\"shadow\"");
        assertThat(send("POST", "models/follower/rollback")).startsWith("404 ").contains("none that ran before it");
        assertThat(send("POST", "models/follower/2/retire")).startsWith("200 ").contains("\"role\":\"retired\"");
        assertThat(send("POST", "models/follower/2/retire")).startsWith("404 ");
        registry.add(follower(4, 1), ModelCard.EMPTY, Map.of());
        assertThat(send("POST", "models/follower/4/promote")).startsWith("200 ");
        awaitPredictions("4 promoted");
        assertThat(send("POST", "models/follower/rollback"))
                .startsWith("200 ")
                .containsPattern("\"version\":1,[^{}]*\"role\":\"promoted\"")
                .containsPattern("\"version\":4,[^{}]*\"role\":\"retired\"");
    }

    private void assertSaysTheSameAgain() throws InterruptedException {
        List<byte[]> live = Dealings.live(data, SAID);
        StrategyLibrary library =
                ShippedStrategies.library().withModels(new ModelArchive(data.resolve(ModelArchive.FOLDER)));

        assertThat(millrace("replay", data.toString(), "--verify", "--cuts", "2"))
                .startsWith("0 ");
        assertThat(millrace("lookahead", data.toString(), "--prefixes", "3"))
                .startsWith("0 ")
                .contains("identical");
        assertThat(Dealings.backtest(data, BacktestSpec.of(List.of(), Map.of()), library, SAID))
                .containsExactlyElementsOf(live);
        assertThat(live)
                .extracting(event -> EventPrefix.templateId(new UnsafeBuffer(event), 0))
                .containsAll(SAID);
    }

    private void assertNamesWhatIsMissing() throws IOException, InterruptedException {
        Path archive = data.resolve(ModelArchive.FOLDER);
        Path model;
        try (Stream<Path> models = Files.list(archive)) {
            model = models.findFirst().orElseThrow();
        }
        String text = Files.readString(model);

        Files.writeString(model, text + " ");
        assertThat(millrace("replay", data.toString(), "--verify"))
                .startsWith("78 ")
                .contains("model follower: " + model + " has been changed: its SHA-256 is ");
        Files.delete(model);
        assertThat(millrace("replay", data.toString(), "--verify"))
                .startsWith("78 ")
                .contains("but there is no " + model + "; copy it there");
        Files.writeString(model, text);
        assertThat(millrace("replay", data.toString(), "--verify")).startsWith("0 identical");
    }

    private void assertRetiresWithAnotherFeatureSet() throws Exception {
        try (ChildProgram program = start(SETTINGS.replace("name: quick, version: 1", "name: quick, version: 2"))) {
            assertThat(send("GET", "models/follower")).contains("\"version\":4").doesNotContain("promoted");
            program.endAfter(Duration.ofMillis(1));
        }
    }

    /** Waits until a subscriber has been told what these versions, and no others, predict. */
    private void awaitPredictions(String... versions) {
        try (Subscriber subscriber = Subscriber.attach(port)) {
            await().until(() -> versions(subscriber).equals(Set.of(versions)));
        }
    }

    private static Set<String> versions(Subscriber subscriber) {
        PredictionDecoder prediction = new PredictionDecoder();
        Set<String> versions = new TreeSet<>();
        for (byte[] event : subscriber.events().values()) {
            UnsafeBuffer buffer = new UnsafeBuffer(event);
            if (EventPrefix.templateId(buffer, 0) == PredictionDecoder.TEMPLATE_ID) {
                prediction.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
                versions.add(
                        prediction.modelVersion() + (prediction.shadow() == BooleanType.T ? " shadow" : " promoted"));
            }
        }
        return versions;
    }

    private ChildProgram start() throws IOException {
        return start(SETTINGS);
    }

    private ChildProgram start(String text) throws IOException {
        Path settings = Files.writeString(folder.resolve("settings.yaml"), text);
        List<String> arguments = List.of("run", "--data", data.toString(), "--config", settings.toString());
        ChildProgram program = ChildProgram.start(folder.resolve("output.txt"), arguments);
        port = program.port();
        return program;
    }

    /** Returns the exit code of a command, and what it said. */
    private String millrace(String... arguments) throws InterruptedException {
        try (ChildProgram program = ChildProgram.start(folder.resolve("said.txt"), List.of(arguments))) {
            return program.exitCode() + " " + program.output();
        }
    }

    private String send(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Expects the price to go on as it went. */
    private static TrainedModel follower(int version, int setVersion) {
        WantedFeatures features = new WantedFeatures(1, "quick", setVersion, List.of("returns_1", "momentum_2"));
        ModelTerms terms =
                new ModelTerms("follower", 1, version, features, 1, 10, ModelTarget.RETURN, ModelLink.IDENTITY);
        LinearWeights weights = new LinearWeights(new double[][] {{1, 0}}, new double[] {0});
        return TrainedModel.of(terms, weights, TrainingShape.UNKNOWN);
    }
}
