package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.backtest.ModelStart;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.program.OfflineStore;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.registry.StoredModels;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.training.NativeLibrary;
import org.millrace.engine.training.StoredMarket;
import org.millrace.journal.questdb.QuestDbSettings;
import org.millrace.journal.questdb.Store;

/** Models of what was published and stored, as a user would train them. */
class StoreTrainTest {
    private static final String QUICK = " --set wide --trees 30 --folds 2 --horizon 5m --cost 0.0005";

    @TempDir
    private static Path folder;

    private static Path data;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void fill() throws IOException {
        NativeLibrary.assumeThere();
        data = StoredMarket.fill(folder);
    }

    @Test
    void shouldMakeTheModelThatTheJournalMakes() throws IOException {
        Path journal = folder.resolve("of-journal");
        Path store = folder.resolve("of-store");
        assertThat(run("train --name same --registry " + journal + QUICK))
                .as(errors::toString)
                .isZero();
        assertThat(run("train --name same --store --registry " + store + QUICK))
                .as(errors::toString)
                .isZero();

        StoredModel ofJournal = new ModelRegistry(journal).newest("same");
        StoredModel ofStore = new ModelRegistry(store).newest("same");
        assertArrayEquals(booster(ofJournal), booster(ofStore));
        assertEquals(ofJournal.hash(), ofStore.hash());
        assertEquals(ofJournal.card().json(), ofStore.card().json()); // the data's hash, all scores
    }

    @Test
    void shouldPredictInTheLineWhatTheLibraryPredicts() throws IOException, XGBoostError {
        assertThat(run("train --store --name served --instrument AAA" + QUICK))
                .as(errors::toString)
                .isZero();
        StoredModel stored = new ModelRegistry(data.resolve(ModelRegistry.FOLDER)).newest("served");

        PredictionLog line = promoted(stored);

        assertThat(line.predictions()).hasSizeGreaterThan(800).hasSameSizeAs(line.features());
        Booster library = XGBoost.loadModel(booster(stored));
        for (int i = 0; i < line.predictions().size(); i++) {
            float[] features = line.features().get(i);
            float[] wanted = library.predict(new DMatrix(features, 1, features.length, Float.NaN))[0];
            assertArrayEquals(wanted, line.predictions().get(i), 1e-6F);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --set other                      | --set other: the store has only wide:2
                    --set wide:1                     | --set wide:1: the store has only wide:2
                    --set wide --instrument CCC      | --instrument CCC: the store has only binance:AAA, binance:BBB
                    --set wide --timeframe 1h        | --timeframe 1h: the store has set wide:2 on 1m, 5m
                    --set wide --from 2022-01-01     | no closed bars of 1m in the span, of binance:AAA, binance:BBB
                    --config OTHER --set wide        | --set wide: the store's version 2 has other features than that of
                    --config NEWER --set wide        | --set wide:3: the store has only wide:2
                    """)
    void shouldSayWhatTheStoreDoesNotHave(String options, String complaint) throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), StoredMarket.SETTINGS.replace("atr_ratio, ", ""));
        Path newer = Files.writeString(
                folder.resolve("newer.yaml"), StoredMarket.SETTINGS.replace("version: 2", "version: 3"));
        String given = options.replace("OTHER", other.toString()).replace("NEWER", newer.toString());

        assertThat(run("train --store --name bad " + given)).isEqualTo(ExitCode.FAILED);

        assertThat(errors.toString())
                .startsWith("millrace: ")
                .contains(complaint)
                .hasLineCount(1);
    }

    @Test
    void shouldSayThatAnEngineHasTheStore() {
        try (Store running = OfflineStore.open(QuestDbSettings.DEFAULTS, data, "")) {
            assertThat(running.features().sets()).hasSize(1);

            assertThat(run("train --store --name bad --set wide")).isEqualTo(ExitCode.FAILED);
        }

        assertThat(errors.toString())
                .startsWith("millrace: questdb: cannot start in " + data.resolve("questdb"))
                .contains("; where an engine runs on " + data
                        + ": train without --store reads its journal, also meanwhile")
                .hasLineCount(1);
    }

    @Test
    void shouldSayWhichStoreItWants() {
        Path none = folder.resolve("none");

        assertThat(run("train --store --name bad --data " + none)).isEqualTo(ExitCode.USAGE);
        assertThat(Millrace.commandLine()
                        .setErr(new PrintWriter(errors, true))
                        .execute("train", "--store", "--name", "bad", "--data", none.toString()))
                .isEqualTo(ExitCode.FAILED);

        assertThat(errors.toString().lines())
                .containsExactly(
                        "millrace: --store: 2 directories in --data, expected one",
                        "millrace: " + none + ": there is no store yet; run, import --store and pipeline run fill one");
    }

    /** Runs the journal with a model that is promoted where its set is declared. */
    private static PredictionLog promoted(StoredModel model) {
        PredictionLog log = new PredictionLog();
        BacktestSpec spec = BacktestSpec.of(List.of(new StrategyStart(1, "ModelDriven", "AAA", Map.of())), Map.of())
                .with(List.of(ModelStart.of(model)));
        StrategyLibrary library =
                ShippedStrategies.library().withModels(new StoredModels(List.of(model), ModelLibrary.NONE));
        Backtest backtest = new Backtest(spec, library, log);
        try (Inputs inputs = JournalInputs.open(List.of(data))) {
            while (backtest.read(inputs) > 0) {
                Thread.onSpinWait();
            }
        }
        return log;
    }

    private static byte[] booster(StoredModel model) throws IOException {
        return Files.readAllBytes(model.folder().resolve("booster.ubj"));
    }

    private int run(String line) {
        return Millrace.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute((line + " --data " + data).split(" +"));
    }
}
