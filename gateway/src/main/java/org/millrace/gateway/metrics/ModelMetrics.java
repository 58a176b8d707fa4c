package org.millrace.gateway.metrics;

import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelDriftDecoder;
import org.millrace.codecs.sbe.ModelStatusDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FrameConsumer;

/**
 * Counts predictions and how long they took, and keeps how far models have drifted: of the first {@value #MOST_MODELS} versions of models, and
 * of the first {@value #MOST_FEATURES} features of each. A model is called by its name where that was told of before it
 * said something, else by its number.
 */
public final class ModelMetrics implements FrameConsumer {
    /** Versions of models that have labels. */
    static final int MOST_MODELS = 64;

    /** Features of a version whose drift is shown. */
    static final int MOST_FEATURES = 48;

    private static final double NANOS = 1e9;

    private final Metrics metrics;
    private final EpochNanoClock clock;
    private final Histogram durations;
    private final Map<Integer, String> names = new HashMap<>();
    private final Long2ObjectHashMap<Version> versions = new Long2ObjectHashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PredictionDecoder prediction = new PredictionDecoder();
    private final ModelStatusDecoder status = new ModelStatusDecoder();
    private final ModelDriftDecoder drift = new ModelDriftDecoder();

    /** What is shown of one version. */
    private final class Version {
        private final String model;
        private final String number;
        private final Count promoted = new Count();
        private final Count shadow = new Count();
        private final Map<String, Drift> drifts = new HashMap<>();
        private final Histogram.Series durations;

        Version(String model, int number) {
            this.model = model;
            this.number = Integer.toString(number);
            durations = ModelMetrics.this.durations.labelValues(model, this.number);
            show(promoted, "false");
            show(shadow, "true");
        }

        private void show(Count count, String isShadow) {
            metrics.counter(
                    "predictions_total",
                    "What models have said.",
                    count::get,
                    "model",
                    model,
                    "version",
                    number,
                    "shadow",
                    isShadow);
        }

        void drift(String feature, double stabilityIndex) {
            Drift known = drifts.get(feature);
            if (known == null && drifts.size() < MOST_FEATURES) {
                Drift made = new Drift();
                known = made;
                drifts.put(feature, made);
                metrics.gauge(
                        "model_drift_psi",
                        "Population stability index; without a feature: of the predictions. Above 0.25: another population.",
                        () -> made.value,
                        "model",
                        model,
                        "version",
                        number,
                        "feature",
                        feature);
            }
            if (known != null) {
                known.value = stabilityIndex;
            }
        }
    }

    /** Written by an event loop, read by whoever scrapes. */
    private static final class Drift {
        private volatile double value;
    }

    public ModelMetrics(Metrics metrics, EpochNanoClock clock) {
        this.metrics = metrics;
        this.clock = clock;
        durations = metrics.histogram(
                "prediction_duration_seconds",
                "From the arrival of what closed the bar to the gateway.",
                "model",
                "version");
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            int message = FanOutFrame.messageOffset(offset);
            switch (EventPrefix.templateId(frames, message)) {
                case PredictionDecoder.TEMPLATE_ID ->
                    onPrediction(
                            prediction.wrapAndApplyHeader(frames, message, header),
                            EventPrefix.receiveTime(frames, message));
                case ModelDriftDecoder.TEMPLATE_ID -> onDrift(drift.wrapAndApplyHeader(frames, message, header));
                case ModelStatusDecoder.TEMPLATE_ID -> {
                    status.wrapAndApplyHeader(frames, message, header);
                    names.put(status.modelId(), status.name());
                }
                default -> {}
            }
        }
    }

    @Override
    public void onLoss() {
        // what was lost is not counted
    }

    private void onPrediction(PredictionDecoder said, long receiveTimeNs) {
        Version version = version(said.modelId(), said.modelVersion());
        if (version != null) {
            (said.shadow() == BooleanType.T ? version.shadow : version.promoted).increment();
            Durations.observe(version.durations, (clock.nanoTime() - receiveTimeNs) / NANOS);
        }
    }

    private void onDrift(ModelDriftDecoder told) {
        Version version = version(told.modelId(), told.modelVersion());
        if (version != null) {
            version.drift(told.feature(), told.stabilityIndex());
        }
    }

    /** Returns what is shown of a version; null: too many are shown already. */
    private Version version(int modelId, int number) {
        long key = (long) modelId << Integer.SIZE | (number & 0xFFFF_FFFFL);
        Version known = versions.get(key);
        if (known == null && versions.size() < MOST_MODELS) {
            known = new Version(names.getOrDefault(modelId, Integer.toString(modelId)), number);
            versions.put(key, known);
        }
        return known;
    }
}
