package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.LiquidationOutcomeDecoder;
import org.millrace.codecs.sbe.LiquidationRevisionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelDriftDecoder;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.sbe.ModelStatusDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/** What is made of the market by features, models and the reading of liquidations, as it now is. */
public final class Analytics {
    private static final int OF_THE_MODEL = -1;

    private final FeatureTable features = new FeatureTable();
    private final NewestMessages predictions = new NewestMessages();
    private final NewestMessages models = new NewestMessages();
    private final NewestMessages liquidations = new NewestMessages();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PredictionDecoder prediction = new PredictionDecoder();
    private final ModelStatusDecoder status = new ModelStatusDecoder();
    private final ModelDriftDecoder drift = new ModelDriftDecoder();
    private final LiquidationOutcomeDecoder outcome = new LiquidationOutcomeDecoder();
    private final LiquidationRevisionDecoder revision = new LiquidationRevisionDecoder();

    Analytics() {}

    public FeatureTable features() {
        return features;
    }

    /** Returns the newest Prediction of each model of an instrument, from offset 0. */
    public List<UnsafeBuffer> predictions(int instrumentId) {
        return predictions.of(instrumentId);
    }

    /** Returns the newest message of each model of no instrument: each ModelStatus, and what has drifted; from offset 0. */
    public List<UnsafeBuffer> models() {
        return models.of(0);
    }

    /** Tells whether a channel's snapshot is made of more than its newest message. */
    public static boolean isKept(int channel) {
        return switch (channel) {
            case Channels.FEATURE_SETS, Channels.PREDICTIONS, Channels.MODELS, Channels.LIQUIDATIONS -> true;
            default -> Channels.isFeatures(channel);
        };
    }

    void onMessage(int channel, DirectBuffer buffer, int message, int length) {
        int template = EventPrefix.templateId(buffer, message);
        switch (template) {
            case FeatureDefinitionDecoder.TEMPLATE_ID -> features.onDefinition(buffer, message, length);
            case PredictionDecoder.TEMPLATE_ID -> {
                prediction.wrapAndApplyHeader(buffer, message, header);
                long model = model(prediction.modelId(), prediction.modelVersion());
                predictions.onMessage(model, prediction.timeframe(), buffer, message, length);
            }
            case ModelStatusDecoder.TEMPLATE_ID -> onStatus(buffer, message, length);
            case ModelDriftDecoder.TEMPLATE_ID -> {
                drift.wrapAndApplyHeader(buffer, message, header);
                models.onMessage(model(drift.modelId(), drift.modelVersion()), drift.index(), buffer, message, length);
            }
            case LiquidationOutcomeDecoder.TEMPLATE_ID -> {
                outcome.wrapAndApplyHeader(buffer, message, header);
                liquidations.onMessage(template, outcome.horizonHours(), buffer, message, length);
            }
            case LiquidationRevisionDecoder.TEMPLATE_ID -> {
                revision.wrapAndApplyHeader(buffer, message, header);
                liquidations.onMessage(template, revision.metricId(), buffer, message, length);
            }
            default -> {
                if (Channels.isFeatures(channel)) {
                    features.onFeatures(channel, buffer, message, length);
                } else {
                    liquidations.onMessage(template, 0, buffer, message, length);
                }
            }
        }
    }

    /** Returns a stream as frames, which its newest message gives their number. */
    List<DirectBuffer> parts(int channel, int instrumentId, int streamSequence) {
        long channelAndNumber = FanOutFrame.channelAndNumber(channel, streamSequence);
        List<DirectBuffer> frames = new ArrayList<>();
        for (UnsafeBuffer each : messages(channel, instrumentId)) {
            UnsafeBuffer frame = new UnsafeBuffer(new byte[FanOutFrame.frameLength(each.capacity())]);
            FanOutFrame.write(frame, 0, channelAndNumber, each, 0, each.capacity());
            frames.add(frame);
        }
        return frames;
    }

    /** Begins anew: the engine tells of sets and models when it has started. */
    void begin() {
        features.begin();
        models.forget();
    }

    /** Forgets what may have changed meanwhile, because messages were lost. */
    void forget() {
        features.forget();
        predictions.forget();
        liquidations.forget();
    }

    private void onStatus(DirectBuffer buffer, int message, int length) {
        status.wrapAndApplyHeader(buffer, message, header);
        long model = model(status.modelId(), status.modelVersion());
        models.onMessage(model, OF_THE_MODEL, buffer, message, length);
        if (status.state() == ModelState.RETIRED) {
            predictions.forget(model);
        }
    }

    private List<UnsafeBuffer> messages(int channel, int instrumentId) {
        return switch (channel) {
            case Channels.FEATURE_SETS -> features.definitions();
            case Channels.PREDICTIONS -> predictions.of(instrumentId);
            case Channels.MODELS -> models.of(instrumentId);
            case Channels.LIQUIDATIONS -> liquidations.of(instrumentId);
            default -> features.messages(channel, instrumentId);
        };
    }

    private static long model(int id, int version) {
        return (long) id << Integer.SIZE | (version & 0xFFFF_FFFFL);
    }
}
