package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.training.NativeLibrary;

/** Trainings as a user would run them, on bars whose direction depends a little on the time. */
class TrainCommandTest {
    private static final String QUICK = " --trees 30 --folds 2 --horizon 5m --cost 0.0005";
    private static final String SET = " --config " + Path.of("..", "config", "millrace.yaml");

    @TempDir
    private static Path folder;

    private static Path data;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void bringBars() throws IOException {
        NativeLibrary.assumeThere();
        data = MinuteBars.journal(folder, "AAA", 1_500, 1);
    }

    @ParameterizedTest
    @EnumSource(ModelTarget.class)
    void shouldAddAVersionWithAllThatBelongsToIt(ModelTarget label) throws IOException {
        Path report = folder.resolve(label + ".html");
        String name = label.name().toLowerCase(Locale.ROOT) + "-1m";

        assertThat(run("train --name " + name + " --label " + label + " --report " + report + QUICK + SET))
                .as(errors::toString)
                .isZero();

        StoredModel stored = new ModelRegistry(data.resolve(ModelRegistry.FOLDER)).newest(name);
        JsonNode card = new ObjectMapper().readTree(stored.card().json());
        assertEquals(1, stored.version());
        assertEquals(label, stored.model().terms().target());
        assertEquals(300, stored.model().terms().horizon());
        assertEquals("standard", stored.model().terms().features().setName());
        assertThat(card.path("data").path("hash").asText()).hasSize(64);
        assertThat(card.path("metrics").path("holdOut").size()).isEqualTo(3); // the model, and two baselines
        assertThat(stored.card().verdict().orElseThrow().says())
                .isEqualTo(card.path("verdict").path("says").asText());
        assertThat(card.path("features").path("missing").toString()).contains("book_imbalance");
        assertThat(stored.folder().resolve("booster.ubj")).isNotEmptyFile();
        assertThat(stored.folder().resolve("report.html")).hasSameTextualContentAs(report);
        assertThat(Files.readString(report).replace("http://www.w3.org/2000/svg", ""))
                .startsWith("<!doctype html>")
                .contains("which no choice has seen", "\"foldTable\":", "\"importance\":")
                .doesNotContain("http:", "https:", "src=", "@data@");
    }

    @Test
    void shouldMakeTheSameModelOfTheSameSeed() throws IOException {
        String train = "train --name again" + QUICK + SET + " --subsample 0.5 --seed ";

        assertThat(run(train + 7)).as(errors::toString).isZero();
        assertThat(run(train + 7)).isZero();
        assertThat(run(train + 8)).isZero();

        ModelRegistry models = new ModelRegistry(data.resolve(ModelRegistry.FOLDER));
        byte[] first = booster(models, 1);
        assertArrayEquals(first, booster(models, 2));
        assertThat(booster(models, 3)).isNotEqualTo(first);
    }

    @Test
    void shouldTrainALinearModelOfASetThatHasAll() throws IOException {
        Path config = Files.writeString(
                folder.resolve("set.yaml"),
                """
                features:
                  sets:
                    - id: 3
                      name: few
                      version: 2
                      timeframes: [1m]
                      features: [returns_1, returns_5, volatility_10, sma_distance_20]
                """);

        assertThat(run("train --name linear --model linear --set few:2 --config " + config + QUICK))
                .as(errors::toString)
                .isZero();

        StoredModel stored = new ModelRegistry(data.resolve(ModelRegistry.FOLDER)).newest("linear");
        assertEquals(4, stored.model().linear().weights()[0].length);
        assertEquals(2, stored.model().terms().features().version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --horizon 0                   | --horizon: 0, expected 1 to 10000 bars
                    --cost -1                     | --cost: -1.0, expected 0 or more, less than 1
                    --trees 2                     | --trees: 2, expected 3 to 5000
                    --depth 99                    | --depth: 99, expected 1 to 12
                    --eta 0                       | --eta: 0.0, expected above 0, at most 1
                    --subsample 1.5               | --subsample: 1.5, expected above 0, at most 1
                    --folds 0                     | --folds: 0, expected 1 to 50
                    --embargo 0.9                 | --embargo: 0.9, expected 0 to 0.2
                    --threads 0                   | --threads: 0, expected 1 to 256
                    --horizon 90s                 | --horizon: 90s, expected a number of bars, or a time of whole bars, as 5m
                    --horizon soon                | --horizon: soon, expected a number of bars, or a time of whole bars, as 5m
                    --timeframe 60                | --timeframe: 60, expected one of 1s, 5s, 30s, 1m, 5m
                    --timeframe soon              | --timeframe: soon, expected one of 1s, 5s, 30s, 1m, 5m
                    --report /no/such/x.html      | --report': /no/such/x.html: there is no folder /no/such
                    """)
    void shouldSayInOneLineWhatMakesNoSense(String options, String complaint) {
        assertThat(run("train --name bad " + options)).isEqualTo(ExitCode.USAGE);

        assertThat(errors.toString())
                .startsWith("millrace: ")
                .contains(complaint)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --set other                   | --set other: ../config/millrace.yaml has only standard:2
                    --set standard:9              | --set standard:9: ../config/millrace.yaml has only standard:2
                    --instrument BBB              | --instrument BBB: the journal has only binance:AAA
                    --timeframe 5s                | --timeframe 5s: set standard is computed on 1m, 5m, 15m, 1h
                    --timeframe 1h                | no closed bars of 1h in the span, of binance:AAA
                    --from 2022-01-01             | no closed bars of 1m in the span, of binance:AAA
                    --horizon 1400                | too few rows
                    --horizon 1d                  | too few rows
                    --cost 0.5                    | labels are NEUTRAL: no return over 5 bars goes beyond --cost 0.5
                    --model linear                | --model linear wants every feature, and no bar has book_imbalance
                    """)
    void shouldSayWhyNothingCanBeTrained(String options, String complaint) {
        assertThat(run("train --name bad " + options + SET)).isEqualTo(ExitCode.FAILED);

        assertThat(errors.toString())
                .startsWith("millrace: ")
                .contains(complaint)
                .hasLineCount(1);
    }

    @Test
    void shouldSayWhereFeaturesCanBeDeclared() {
        assertThat(run("train --name bad")).isEqualTo(ExitCode.FAILED);

        assertThat(errors)
                .hasToString("millrace: --set standard: the journal declares no features; --config FILE names"
                        + " settings that do" + System.lineSeparator());
    }

    private static byte[] booster(ModelRegistry models, int version) throws IOException {
        return Files.readAllBytes(models.read("again", version).folder().resolve("booster.ubj"));
    }

    private int run(String line) {
        String[] arguments = (line + " --data " + data).split(" +");
        return Millrace.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }
}
