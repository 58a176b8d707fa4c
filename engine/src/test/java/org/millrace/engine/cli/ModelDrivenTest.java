package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.training.NativeLibrary;
import org.millrace.feeds.support.Captures;

/**
 * From recorded daily bars to money: a model learns from the first part, and a strategy trades by it in the later one, which it
 * has not seen, fees in. Whether it gains is not the test's business; that nothing was known beforehand is.
 */
class ModelDrivenTest {
    private static final String UNSEEN = "2017-06-20T00:00:00Z";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void shouldTradeByWhatWasLearntBefore() throws IOException {
        NativeLibrary.assumeThere();
        Path bars = Captures.file("bars/coinbase_btcusd_1d_trade.csv.gz");
        Path data = folder.resolve("past");
        Path json = folder.resolve("result.json");
        run("import --venue coinbase --instrument BTC-USD --config " + settings() + " --data " + data + " " + bars);

        run("train --name daily --set daily --timeframe 1d --horizon 5 --cost 0.012 --trees 60 --folds 3 --data " + data
                + " --to " + UNSEEN);
        run("backtest --strategy ModelDriven --params probability=0.5,timeframe=86400,quantity=1 --taker-fee 0.006"
                + " --model daily --models " + data.resolve(ModelRegistry.FOLDER) + " --from " + UNSEEN + " --json "
                + json + " " + data);

        JsonNode card = new ObjectMapper()
                .readTree(new ModelRegistry(data.resolve(ModelRegistry.FOLDER))
                        .newest("daily")
                        .card()
                        .json());
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        long unseenMs = Instant.parse(UNSEEN).toEpochMilli();
        assertThat(Instant.parse(card.path("data").path("heldOutTo").asText())).isBefore(Instant.parse(UNSEEN));
        assertThat(result.path("models")).singleElement().satisfies(model -> {
            assertThat(model.path("trainedTo").asText())
                    .isEqualTo(card.path("data").path("trainedTo").asText());
            assertThat(model.path("inSample").asDouble()).isZero();
        });
        assertThat(card.path("metrics").path("holdOut").fieldNames())
                .toIterable()
                .containsExactly("model", "majority", "last direction");
        assertThat(result.path("fills"))
                .isNotEmpty()
                .allMatch(fill -> fill.path("time").asLong() > unseenMs);
        JsonNode measures = result.path("measures");
        assertFees(result.path("fills"), measures.path("fees").asDouble());
        assertThat(measures.path("totalReturn").isNumber()).isTrue();
        assertThat(measures.path("beta").isNumber())
                .as("beside what was bought and held")
                .isTrue();
    }

    private static void assertFees(JsonNode fills, double total) {
        double fees = 0;
        for (JsonNode fill : fills) {
            double paid = fill.path("price").asDouble() * fill.path("quantity").asDouble() * 0.006;
            assertEquals(paid, fill.path("fee").asDouble(), 0.01);
            fees += paid;
        }
        assertEquals(fees, total, 0.01 * fills.size());
    }

    private Path settings() throws IOException {
        return Files.writeString(
                folder.resolve("set.yaml"),
                """
                features:
                  sets:
                    - id: 1
                      name: daily
                      version: 1
                      timeframes: [1d]
                      features: [returns_1, returns_5, returns_10, volatility_10, high_low_ratio, volume_ratio_20,
                        rsi_zone, macd_crossover, bb_position, bb_squeeze, sma_distance_20, sma_distance_50, atr_ratio]
                """);
    }

    private void run(String line) {
        int exitCode =
                Millrace.commandLine().setErr(new PrintWriter(errors, true)).execute(line.split(" +"));
        assertThat(exitCode).as(() -> line + ": " + errors).isZero();
    }
}
