package org.millrace.codecs.support;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeatureDefinitionEncoder;
import org.millrace.codecs.sbe.FeaturesEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelDriftEncoder;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.sbe.ModelStatusEncoder;
import org.millrace.codecs.sbe.PredictionEncoder;
import org.millrace.codecs.sbe.Venue;

/** Makes the messages of feature sets, and of the models that go by them; whoever takes them gives them a sequence. */
public final class FeatureMessages {
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Taker taker;
    private int instrument = 1;
    private Venue venue = Venue.SIMULATOR;
    private int valuesPerMessage = 2;
    private int timeframe = 60;
    private long time = EventBuilder.nanos("10:00:00");
    private long received = time;

    /** Takes a message, which is overwritten afterwards. */
    @FunctionalInterface
    public interface Taker {
        void take(UnsafeBuffer message, int length);
    }

    public FeatureMessages(Taker taker) {
        this.taker = taker;
    }

    /** Sets the event time of what follows. */
    public FeatureMessages at(long timeNs) {
        return at(timeNs, timeNs);
    }

    /** Sets the event time of what follows, and when what caused it arrived. */
    public FeatureMessages at(long timeNs, long receivedNs) {
        time = timeNs;
        received = receivedNs;
        return this;
    }

    public FeatureMessages of(int instrumentId, Venue ofVenue) {
        instrument = instrumentId;
        venue = ofVenue;
        return this;
    }

    /** Sets how many values go into one message; what is longer is a run. */
    public FeatureMessages valuesPerMessage(int count) {
        valuesPerMessage = count;
        return this;
    }

    /** Sets of bars of how many seconds the values are that follow; minutes unless this is said. */
    public FeatureMessages timeframe(int seconds) {
        timeframe = seconds;
        return this;
    }

    /** Declares a set for closed minutes. */
    public FeatureMessages define(int setId, int version, String name, String... features) {
        for (int i = 0; i < features.length; i++) {
            definition(setId, version, name, features[i], i, runFlags(i, features.length));
        }
        return this;
    }

    /** Ends a set. */
    public FeatureMessages end(int setId, int version, String name) {
        return definition(setId, version, name, "", 0, EventPrefix.FIRST | EventPrefix.LAST);
    }

    /** Writes the values of a closed bar as a run. */
    public FeatureMessages features(int setId, int version, long startNs, double... values) {
        int messages = (values.length + valuesPerMessage - 1) / valuesPerMessage;
        for (int i = 0; i < messages; i++) {
            part(setId, version, startNs, i, values);
        }
        return this;
    }

    /** Writes one message of a run. */
    public FeatureMessages part(int setId, int version, long startNs, int place, double... values) {
        int first = place * valuesPerMessage;
        int last = Math.min(first + valuesPerMessage, values.length);
        FeaturesEncoder features = new FeaturesEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .setId(setId)
                .setVersion(version)
                .timeframe(timeframe)
                .firstIndex(first);
        FeaturesEncoder.ValuesEncoder group = features.valuesCount(last - first);
        for (int i = first; i < last; i++) {
            group.next().value(values[i]);
        }
        int messages = (values.length + valuesPerMessage - 1) / valuesPerMessage;
        return send(features.encodedLength(), instrument, runFlags(place, messages));
    }

    /** Writes what a classifier says of the next minutes. */
    public FeatureMessages prediction(int modelId, int version, boolean shadow, double down, double up) {
        return prediction(modelId, version, shadow, new double[] {down, 1 - down - up, up, Double.NaN});
    }

    /** Writes what a regression expects of the next minutes. */
    public FeatureMessages expectation(int modelId, int version, boolean shadow, double value) {
        return prediction(modelId, version, shadow, new double[] {Double.NaN, Double.NaN, Double.NaN, value});
    }

    private FeatureMessages prediction(int modelId, int version, boolean shadow, double[] said) {
        PredictionEncoder prediction = new PredictionEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .down(said[0])
                .neutral(said[1])
                .up(said[2])
                .value(said[3])
                .modelId(modelId)
                .modelVersion(version)
                .horizon(300)
                .timeframe(60)
                .shadow(shadow ? BooleanType.T : BooleanType.F);
        return send(prediction.encodedLength(), instrument, 0);
    }

    /** Returns the SHA-256 that statuses tell of a version, 64 hexadecimal digits. */
    public static String hash(int modelId, int version) {
        return String.format("%02x", hashByte(modelId, version)).repeat(ModelStatusEncoder.fileHashLength());
    }

    private static short hashByte(int modelId, int version) {
        return (short) ((modelId << 4) + version);
    }

    public FeatureMessages status(int modelId, int version, String name, ModelState state) {
        message.setMemory(0, message.capacity(), (byte) 0);
        ModelStatusEncoder status = new ModelStatusEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .name(name)
                .predictions(7)
                .modelId(modelId)
                .modelVersion(version)
                .setId(1)
                .setVersion(1)
                .timeframe(60)
                .horizon(300)
                .state(state);
        for (int i = 0; i < ModelStatusEncoder.fileHashLength(); i++) {
            status.fileHash(i, hashByte(modelId, version));
        }
        return send(status.encodedLength(), 0, 0);
    }

    public FeatureMessages drift(int modelId, int version, int index, String feature, double stabilityIndex) {
        ModelDriftEncoder drift = new ModelDriftEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .stabilityIndex(stabilityIndex)
                .count(500)
                .modelId(modelId)
                .modelVersion(version)
                .index(index)
                .feature(feature)
                .shadow(BooleanType.F);
        return send(drift.encodedLength(), instrument, 0);
    }

    private FeatureMessages definition(int setId, int version, String name, String feature, int index, int flags) {
        FeatureDefinitionEncoder definition = new FeatureDefinitionEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .setId(setId)
                .setVersion(version)
                .benchmarkId(0)
                .setName(name)
                .feature(feature)
                .timeframes(1 << 3)
                .index(index);
        return send(definition.encodedLength(), 0, flags);
    }

    private FeatureMessages send(int encodedLength, int instrumentId, int flags) {
        Venue of = instrumentId == 0 ? Venue.NONE : venue;
        EventPrefix.writeInput(message, 0, time, received, instrumentId, EventPrefix.venueFlags(of.value(), flags));
        taker.take(message, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
        return this;
    }

    private static int runFlags(int place, int count) {
        return (place == 0 ? EventPrefix.FIRST : 0) | (place == count - 1 ? EventPrefix.LAST : 0);
    }
}
