package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.AgentRunner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelStatusDecoder;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Writes the demo's settings while it runs. */
class HotReloadTest {
    private static final Path DEMO = Path.of("..", "config", "millrace.yaml");
    private static final String ALL = "[BTCUSDT, ETHUSDT, SOLUSDT, BNBUSDT, ADAUSDT]";

    @TempDir
    private Path folder;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private Path file;
    private Path data;

    /** What is done while the program runs. */
    private interface Drill {
        void run(Program program) throws IOException;
    }

    @BeforeEach
    void begin() {
        file = folder.resolve("millrace.yaml");
        data = folder.resolve("data");
    }

    @Test
    void shouldSubscribeAndUnsubscribeWithoutARestartSoThatAReplayIsTheSame() throws IOException {
        write("[BTCUSDT, ETHUSDT]", "", "");
        run(program -> {
            awaitMetric(program, "trades_received_total{exchange=\"simulator\",symbol=\"BTC-USDT\"} [1-9].*");
            assertThat(metrics(program)).doesNotContain("symbol=\"BNB-USDT\"} 1");

            write("[BTCUSDT, BNBUSDT]", "", "symbls: 1\n");
            awaitMetric(program, "settings_reloads_total{result=\"refused\"} 1.0");
            write("[BTCUSDT, BNBUSDT]", "", "");
            awaitMetric(program, "settings_reloads_total{result=\"applied\"} 1.0");
            awaitMetric(program, "trades_received_total{exchange=\"simulator\",symbol=\"BNB-USDT\"} [1-9].*");
            awaitMetric(program, "book_live{symbol=\"BNB-USDT\"} 1.0");
            awaitMetric(program, "book_live{symbol=\"ETH-USDT\"} 0.0");
            awaitMetric(program, "feed_session_connections_total{.*} 1.0");
        });

        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).contains("refused, and all settings stay: ").contains("symbls: unknown setting");
        assertThat(notices.get(1)).isEqualTo(file + ": simulator +BNBUSDT -ETHUSDT");
        assertReplays();
    }

    @Test
    void shouldTakeFeedsThatComeAndGoBesideOneThatIsLeftOutForItsKeys() throws IOException {
        String left = "  - { venue: glassnode, key-file: \"\", symbols: [BTC] }\n";
        String kraken = "  - { venue: kraken, url: simulator, snapshot-depth: 100, symbols: [BTC/USDT%s] }\n";
        String coinbase = "  - { venue: coinbase, url: simulator, symbols: [%s] }\n";
        String keyless = "  - { venue: alpaca, key-file: /no/such/keys, symbols: [AAPL] }\n";
        write("[BTCUSDT]", left + kraken.formatted(""), "");
        run(program -> {
            awaitMetric(program, "trades_received_total{exchange=\"kraken\",symbol=\"BTC-USDT\"} [1-9].*");

            write("[BTCUSDT]", left + kraken.formatted(", ETH/USDT") + coinbase.formatted("SOL-USDT"), "");
            awaitMetric(program, "trades_received_total{exchange=\"kraken\",symbol=\"ETH-USDT\"} [1-9].*");
            awaitMetric(program, "trades_received_total{exchange=\"coinbase\",symbol=\"SOL-USDT\"} [1-9].*");
            awaitMetric(program, "feed_session_connections_total{exchange=\"kraken\",feed=\"0\"} 1.0");

            write("[BTCUSDT]", left + keyless + coinbase.formatted("SOL-USDT"), "");
            awaitMetric(program, "settings_reloads_total{result=\"refused\"} 1.0");
            write("[BTCUSDT]", left + coinbase.formatted("BTC-USDT"), "");
            awaitMetric(program, "trades_received_total{exchange=\"coinbase\",symbol=\"BTC-USDT\"} [1-9].*");
            awaitMetric(program, "feed_session_connections_total{exchange=\"coinbase\",feed=\"2\"} 1.0");
        });

        assertThat(notices)
                .containsExactly(
                        file + ": kraken +ETH/USDT, coinbase +SOL-USDT",
                        "refused, and all settings stay: " + file
                                + ": feeds.key-file: /no/such/keys cannot be read as lines NAME=value",
                        file + ": kraken -BTC/USDT -ETH/USDT, coinbase +BTC-USDT -SOL-USDT");
        assertReplays();
    }

    @Test
    void shouldHoldOrdersAgainstLimitsThatWereWrittenAnew() throws IOException {
        write("[BTCUSDT]", "", "");
        run(program -> {
            awaitMetric(program, "book_live{symbol=\"BTC-USDT\"} 1.0");
            assertThat(order(program, "0.002")).startsWith("201 ");

            String text = Files.readString(file);
            put(text.replaceFirst("order-quantity: 0 ", "order-quantity: 0.001 ")
                    .replaceFirst("queue: 0 ", "queue: 0.5 "));
            awaitMetric(program, "settings_reloads_total{result=\"applied\"} 1.0");
            assertThat(order(program, "0.002"))
                    .startsWith("422 ")
                    .contains("refused by order_quantity: 0.002, the limit is 0.001.");
        });

        assertThat(notices).containsExactly(file + ": trading.queue, risk.order-quantity");
        assertReplays();
    }

    @Test
    void shouldHaveModelsPredictAndEndThatWereWrittenAnew() throws IOException {
        ModelRegistry registry = new ModelRegistry(data.resolve(ModelRegistry.FOLDER));
        registry.add(momentum(1, 1), ModelCard.EMPTY, Map.of());
        registry.add(momentum(2, 1), ModelCard.EMPTY, Map.of());
        registry.add(momentum(3, 2), ModelCard.EMPTY, Map.of());
        String first = "{ name: momentum, version: 1 }";
        writeModels("");
        run(program -> {
            writeModels("{ name: momentum, version: 3 }");
            awaitMetric(program, "settings_reloads_total{result=\"refused\"} 1.0");
            writeModels(first + ", { name: momentum, version: 2, role: shadow }");
            awaitMetric(program, "predictions_total{.*version=\"1\".*} [1-9].*");
            awaitMetric(program, "predictions_total{.*version=\"2\".*} [1-9].*");
            writeModels(first);
            awaitMetric(program, "settings_reloads_total{result=\"applied\"} 2.0");
            program.engine().drain();
        });
        writeModels("");
        run(program -> program.engine().drain());

        assertThat(statuses())
                .containsExactly(
                        "1 PROMOTED", "2 SHADOW", "2 RETIRED", "1 PROMOTED", "1 RETIRED"); // told again behind a start
        assertThat(notices)
                .containsExactly(
                        "refused, and all settings stay: " + file
                                + ": models.run: model momentum version 3 wants feature set 1 (quick) version 2 with 1"
                                + " features for 1s: features.sets declares no such set",
                        file + ": models +momentum:1 promoted +momentum:2 shadow",
                        file + ": models -momentum:2 shadow");
        assertReplays();
    }

    private static TrainedModel momentum(int version, int setVersion) {
        WantedFeatures features = new WantedFeatures(1, "quick", setVersion, List.of("momentum_1"));
        ModelTerms terms =
                new ModelTerms("momentum", 1, version, features, 1, 10, ModelTarget.RETURN, ModelLink.IDENTITY);
        LinearWeights weights = new LinearWeights(new double[][] {{1}}, new double[] {0});
        return TrainedModel.of(terms, weights, TrainingShape.UNKNOWN);
    }

    /** Writes a set of one feature in the place of the demo's, and what predicts of it. */
    private void writeModels(String run) throws IOException {
        String text = settings("[BTCUSDT]", "");
        String set =
                "features: { sets: [ { id: 1, name: quick, version: 1, timeframes: [1s], features: [momentum_1] } ] }\n";
        String models = text.substring(text.indexOf("\nmodels:") + 1).replaceFirst("run: \\[]", "run: [" + run + "]");
        put(text.substring(0, text.indexOf("\nfeatures:") + 1) + set + models);
    }

    private List<String> statuses() {
        List<String> statuses = new ArrayList<>();
        ModelStatusDecoder status = new ModelStatusDecoder();
        WholeJournal.read(data.resolve(JournalSettings.OUT), (buffer, offset, length) -> {
            if (EventPrefix.templateId(buffer, offset) == ModelStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                statuses.add(status.modelVersion() + " " + status.state());
            }
        });
        return statuses;
    }

    private static String order(Program program, String quantity) {
        String body = "{\"symbol\":\"BTC-USDT\",\"side\":\"buy\",\"price\":\"1\",\"quantity\":\"" + quantity + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(program.address() + "api/v1/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = send(request);
        return answer.statusCode() + " " + answer.body();
    }

    /** Runs the program on the file, does something, and ends it. */
    private void run(Drill drill) throws IOException {
        MillraceSettings settings = SettingsFile.read(file, MillraceSettings.class);
        try (Program program = new Program(settings, data, settings.clock().beat())) {
            program.start(false, 0);
            program.serve();
            try (LiveFeeds feeds = new LiveFeeds(settings, program.sink());
                    AgentRunner watch = program.watch(file, feeds, notices::add)) {
                assertThat(watch.isClosed()).isFalse();
                feeds.register(program.metrics());
                feeds.start();
                drill.run(program);
            }
        }
    }

    private void assertReplays() {
        assertThat(Millrace.commandLine().execute("replay", data.toString(), "--verify"))
                .isZero();
    }

    private void write(String symbols, String feeds, String more) throws IOException {
        put(settings(symbols, feeds) + more);
    }

    private static String settings(String symbols, String feeds) throws IOException {
        return Files.readString(DEMO)
                .replaceAll("port: (8080|9091)", "port: 0")
                .replace(ALL, symbols)
                .replace("feeds:\n", "feeds:\n" + feeds);
    }

    /** Puts all of it there at once, so that half of it is never read. */
    private void put(String text) throws IOException {
        Path whole = Files.writeString(folder.resolve("written.yaml"), text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void awaitMetric(Program program, String line) {
        String pattern = line.replace("{", "\\{");
        Awaitility.await(line).until(() -> metrics(program).lines().anyMatch(each -> each.matches(pattern)));
    }

    private static String metrics(Program program) {
        HttpRequest request = HttpRequest.newBuilder(program.metricsAddress()).build();
        return send(request).body();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
