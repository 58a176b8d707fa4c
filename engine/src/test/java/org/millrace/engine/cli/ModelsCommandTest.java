package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.OnnxFile;
import picocli.CommandLine;

/** Models as a user would list and backtest them, over a journal that declares a feature set. */
class ModelsCommandTest {
    private static final String SETTINGS =
            """
            features:
              sets:
                - id: 1
                  name: core
                  version: 1
                  timeframes: [1m]
                  features: [returns_1, momentum_5]
            """;

    private static final String VERDICT =
            """
            {"metrics":{"mae":0.25}, "verdict": {"advice": "do_not_use", "score": "mae", "over": "holdOut", "model": 0.25,
             "baseline": "\u202eorez", "beside": 0.125, "says": "Do not use it.\u009b"}}""";

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path models;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void bringBarsAndModels() throws IOException {
        Path settings = Files.writeString(folder.resolve("features.yaml"), SETTINGS);
        data = MinuteBars.journal(folder, "AAA", 2_000, 1, "--config", settings.toString());
        models = folder.resolve("registry/models");
        ModelRegistry registry = new ModelRegistry(models);
        registry.add(follower(1, 1), new ModelCard("{\"metrics\":{\"mae\":0.5}}"), Map.of());
        registry.add(follower(2, 1), new ModelCard(VERDICT), Map.of());
        registry.add(follower(3, 2), ModelCard.EMPTY, Map.of());
    }

    @Test
    void shouldListShowAndCompareVersions() throws IOException {
        String place = " --data " + folder.resolve("registry");

        assertThat(said("models list" + place).lines().map(line -> line.substring(0, line.lastIndexOf(' '))))
                .containsExactly(
                        "follower id=1 version=1 linear return timeframe=1m horizon=1m features=core:1 (2)",
                        "follower id=1 version=2 linear return timeframe=1m horizon=1m features=core:1 (2)"
                                + " verdict=do_not_use (mae 0.250000, \\u202eorez 0.125000)",
                        "follower id=1 version=3 linear return timeframe=1m horizon=1m features=core:2 (2)");
        assertThat(said("models show follower 2" + place))
                .contains("features returns_1,momentum_5", "{\"mae\":0.25}", "verdict Do not use it.\\u009b\n")
                .doesNotContain("\u202e", "\u009b");
        assertThat(said("models show follower 3" + place)).contains("verdict none: its card tells of none");
        assertThat(said("models compare follower 1 2" + place))
                .containsPattern("mae +0\\.500000 +0\\.250000 +-0\\.250000");
    }

    @Test
    void shouldTradeWhatAModelPredicts() throws IOException {
        Path first = folder.resolve("first.json");
        Path second = folder.resolve("second.json");
        String run = "backtest --strategy ModelDriven --params move=0.0001 --model follower:2 --models " + models;

        assertThat(run(run + " --json " + first)).as(errors::toString).isZero();
        assertThat(run(run + " --json " + second)).as(errors::toString).isZero();

        JsonNode result = new ObjectMapper().readTree(first.toFile());
        assertThat(result.path("measures").path("trades").asInt()).isGreaterThan(100);
        assertThat(second).hasSameTextualContentAs(first);
    }

    @Test
    void shouldTradeWhatAnImportedNetworkPredicts() throws IOException {
        OnnxFile.assumeLoadable();
        Path network = Files.write(folder.resolve("network.onnx"), OnnxFile.linear(new float[][] {{1}, {0}}));
        Path imported = folder.resolve("imported");
        Path expected = folder.resolve("expected.json");
        Path result = folder.resolve("result.json");
        String backtest = "backtest --strategy ModelDriven --params move=0.0001";

        String said = said("models import --data " + imported + " --name network --set-id 1 --set core --set-version 1"
                + " --features returns_1,momentum_5 --timeframe 1m --horizon 1m --target return " + network);
        run(backtest + " --model follower:2 --models " + models + " --json " + expected);
        run(backtest + " --model network --models " + imported.resolve("models") + " --json " + result);

        assertThat(said).startsWith("network id=1 version=1 onnx return timeframe=1m horizon=1m features=core:1 (2)");
        assertThat(errors.toString()).isEmpty();
        assertThat(fills(result)).isEqualTo(fills(expected)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --timeframe 60 --horizon 1m  | --timeframe: 60, expected one of 1s, 5s, 30s, 1m, 5m, 15m, 1h, 4h, 1d
                    --timeframe 7m --horizon 7m  | --timeframe: 7m, expected one of 1s, 5s, 30s, 1m, 5m, 15m, 1h, 4h, 1d
                    --timeframe 5m --horizon 7m  | --horizon: 7m, expected a number of bars, or a time of whole bars, as 25m
                    --timeframe 1s --horizon 9w  | --horizon: 9w, expected 1 to 10000 bars
                    --timeframe 5m --horizon 0   | --horizon: 0, expected 1 to 10000 bars
                    """)
    void shouldSayHowTimesAreWrittenWhereAModelIsImported(String times, String complaint) throws IOException {
        Path network = Files.write(folder.resolve("any.onnx"), new byte[] {1});

        int exitCode = Millrace.commandLine()
                .setErr(new PrintWriter(errors))
                .execute(("models import --data " + folder.resolve("none") + " --name network --set-id 1 --set core"
                                + " --set-version 1 --features returns_1 --target return " + times + " " + network)
                        .split(" +"));

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(errors).hasToString("millrace: " + complaint + System.lineSeparator());
    }

    @Test
    void shouldPredictFromASetThatOnlyTheSettingsDeclare() throws IOException {
        Path undeclared = MinuteBars.journal(folder, "BBB", 500, 1);
        Path without = folder.resolve("without.json");
        Path with = folder.resolve("with.json");
        String run = "backtest --strategy ModelDriven --params move=0.0001 --model follower:2 --models " + models;
        String settings = " --config " + folder.resolve("features.yaml");

        assertThat(Millrace.commandLine()
                        .setErr(new PrintWriter(errors))
                        .execute((run + " --json " + without + " " + undeclared).split(" ")))
                .isNotZero();
        assertThat(errors.toString()).contains("the journal declares no such feature set", "or of --config");
        assertThat(Millrace.execute((run + settings + " --json " + with + " " + undeclared).split(" ")))
                .isZero();

        assertThat(run(run + " --json " + without)).isZero();
        assertThat(run(run + settings + " --json " + folder.resolve("again.json")))
                .isZero();
        assertThat(fills(with)).isNotEmpty();
        assertThat(fills(folder.resolve("again.json"))).isEqualTo(fills(without));
    }

    @Test
    void shouldSayWhyAModelCannotPredict() throws IOException {
        assertThat(run("backtest --strategy ModelDriven --model follower --models " + models))
                .isNotZero();
        assertThat(run("backtest --strategy ModelDriven --model follower:9 --models " + models))
                .isNotZero();
        assertThat(run("backtest --strategy ModelDriven --model other --models " + models))
                .isNotZero();

        assertThat(errors.toString())
                .contains(
                        "model follower version 3 wants feature set 1 (core) version 2 of bars of 60 s: the journal declares no"
                                + " such feature set",
                        "model follower: no version 9 in " + models.resolve("follower") + ", only [1, 2, 3]",
                        "model other: not in " + models + ", only [follower]");
    }

    /** Expects the price to go on as it went. */
    private static TrainedModel follower(int version, int setVersion) {
        WantedFeatures features = new WantedFeatures(1, "core", setVersion, List.of("returns_1", "momentum_5"));
        ModelTerms terms =
                new ModelTerms("follower", 1, version, features, 60, 60, ModelTarget.RETURN, ModelLink.IDENTITY);
        return TrainedModel.of(
                terms, new LinearWeights(new double[][] {{1, 0}}, new double[] {0}), TrainingShape.UNKNOWN);
    }

    private static JsonNode fills(Path result) throws IOException {
        return new ObjectMapper().readTree(result.toFile()).path("fills");
    }

    private static String said(String line) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(Millrace.execute(line.split(" "))).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private int run(String line) {
        CommandLine command = Millrace.commandLine();
        command.setErr(new PrintWriter(errors, true));
        return command.execute((line + " " + data).split(" "));
    }
}
