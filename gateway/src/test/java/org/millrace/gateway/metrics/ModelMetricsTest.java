package org.millrace.gateway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.gateway.support.AnalyticsEvents;
import org.millrace.gateway.support.RunningGateway;

class ModelMetricsTest {
    private final RunningGateway gateway = new RunningGateway();
    private final FeatureMessages features = new AnalyticsEvents(gateway).features();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldCountTheValuesOfFeaturesByInstrument() {
        gateway.events().definition().send();
        features.at(EventBuilder.nanos("12:00:00")).features(1, 1, 0, 1, 2, 3).features(1, 1, 0, 4, 5, 6);

        assertEquals(List.of("features_calculated_total{symbol=\"BTC-USDT\"} 6.0"), lines("features_calculated_total"));
    }

    @Test
    void shouldTakeOneDurationOfEachRun() {
        gateway.events().definition().send();
        features.at(aSecondAgo()).features(1, 1, 0, 1, 2, 3).features(1, 1, 0, 4);

        assertEquals(
                List.of("feature_calculation_duration_seconds_count{symbol=\"BTC-USDT\"} 2"),
                lines("feature_calculation_duration_seconds_count"));
    }

    @Test
    void shouldCountPredictionsByModel() {
        features.status(1, 3, "trend", ModelState.PROMOTED)
                .prediction(1, 3, false, 0.5, 0.25)
                .prediction(1, 3, false, 0.5, 0.25)
                .prediction(2, 1, true, 0.5, 0.25);

        assertEquals(
                List.of(
                        "predictions_total{model=\"2\",shadow=\"false\",version=\"1\"} 0.0",
                        "predictions_total{model=\"2\",shadow=\"true\",version=\"1\"} 1.0",
                        "predictions_total{model=\"trend\",shadow=\"false\",version=\"3\"} 2.0",
                        "predictions_total{model=\"trend\",shadow=\"true\",version=\"3\"} 0.0"),
                lines("predictions_total"));
    }

    @Test
    void shouldTakeADurationOfEachPrediction() {
        features.at(aSecondAgo()).prediction(1, 3, false, 0.5, 0.25).prediction(1, 3, true, 0.5, 0.25);

        assertEquals(
                List.of("prediction_duration_seconds_count{model=\"1\",version=\"3\"} 2"),
                lines("prediction_duration_seconds_count"));
    }

    @Test
    void shouldShowTheNewestDriftOfFeaturesAndOfPredictions() {
        features.drift(1, 3, 0, "hour", 0.1).drift(1, 3, 0, "hour", 0.3).drift(1, 3, 65_535, "", 0.2);

        assertEquals(
                List.of(
                        "model_drift_psi{feature=\"\",model=\"1\",version=\"3\"} 0.2",
                        "model_drift_psi{feature=\"hour\",model=\"1\",version=\"3\"} 0.3"),
                lines("model_drift_psi"));
    }

    @Test
    void shouldLabelTheFirstModelsAndFeaturesOnly() {
        for (int model = 1; model <= ModelMetrics.MOST_MODELS + 1; model++) {
            features.prediction(model, 1, false, 0.5, 0.25);
        }
        for (int index = 0; index <= ModelMetrics.MOST_FEATURES; index++) {
            features.drift(1, 1, index, "feature_" + index, 0.1);
        }

        assertEquals(
                List.of(2 * ModelMetrics.MOST_MODELS, ModelMetrics.MOST_FEATURES),
                List.of(
                        lines("predictions_total").size(),
                        lines("model_drift_psi").size()));
    }

    /** The gateway's clock may lie moments behind the machine's. */
    private static long aSecondAgo() {
        return (System.currentTimeMillis() - 1_000) * 1_000_000;
    }

    private List<String> lines(String name) {
        gateway.publishAndWait();
        return gateway.get(gateway.metricsPort(), "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .sorted()
                .toList();
    }
}
