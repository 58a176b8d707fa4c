package org.millrace.engine.models;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.FeatureDefinitionEncoder;
import org.millrace.codecs.sbe.FeaturesEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.codecs.support.RecordingConsumer;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Sends feature sets, their values and commands to a ModelsStage, and keeps what it passes on. */
final class ModelTape implements ModelLibrary {
    static final int MINUTE = 1 << 3; // of the timeframes 1s, 5s, 30s, 1m …

    final RecordingConsumer out = new RecordingConsumer();

    private static final int VALUES_A_MESSAGE = 21;

    private final Map<String, TrainedModel> models = new TreeMap<>();
    private final List<String> loaded = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FeaturesEncoder features = new FeaturesEncoder();
    private ModelsStage stage;
    private int account = 1;
    private long commandCount;
    private long nowNs;

    ModelTape() {
        this(null);
    }

    /** Makes one that hands what comes out to somebody else. */
    ModelTape(EventConsumer end) {
        stage = new ModelsStage(this, end == null ? out : end, SnapshotSink.NONE);
    }

    @Override
    public LoadedModel load(String name, String hash) {
        TrainedModel model = models.get(hash);
        if (model == null) {
            throw new IllegalStateException("model " + name + ": no file " + hash);
        }
        String version = name + " " + model.terms().version();
        loaded.add(version);
        Model evaluator = model.evaluator();
        return new LoadedModel(hash, model, new Model() {
            @Override
            public void predict(double[] values, double[] prediction) {
                evaluator.predict(values, prediction);
            }

            @Override
            public void close() {
                closed.add(version);
            }
        });
    }

    /** Returns what was asked of the library since the last call, and forgets it. */
    List<String> takeLoaded() {
        List<String> all = List.copyOf(loaded);
        loaded.clear();
        return all;
    }

    /** Returns what predicts no more, in the order in which it was closed. */
    List<String> closed() {
        return closed;
    }

    /** Sends what comes next as the settings would. */
    ModelTape asSettings() {
        account = ModelCommands.OF_SETTINGS;
        return this;
    }

    ModelTape declare(int setVersion, String... names) {
        return declare(setVersion, MINUTE, List.of(names));
    }

    ModelTape declare(int setVersion, int timeframes, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            new FeatureDefinitionEncoder()
                    .wrapAndApplyHeader(clear(), 0, header)
                    .setId(1)
                    .setVersion(setVersion)
                    .setName("core")
                    .feature(names.get(i))
                    .timeframes(timeframes)
                    .index(i);
            send(0, place(i == 0, i + 1 == names.size()), FeatureDefinitionEncoder.BLOCK_LENGTH);
        }
        return this;
    }

    ModelTape endSet() {
        new FeatureDefinitionEncoder().wrapAndApplyHeader(clear(), 0, header).setId(1);
        return send(0, place(true, true), FeatureDefinitionEncoder.BLOCK_LENGTH);
    }

    ModelTape promote(TrainedModel model) {
        return command(ModelAction.PROMOTE, model, 0);
    }

    ModelTape shadow(TrainedModel model) {
        return command(ModelAction.SHADOW, model, 0);
    }

    ModelTape rollBack(String name) {
        return command(ModelAction.ROLL_BACK, name, 0, 0, "00".repeat(32), 0);
    }

    ModelTape retire(String name, int version) {
        return command(ModelAction.RETIRE, name, 0, version, "00".repeat(32), 0);
    }

    /** Takes back, as the settings would, what they said of a version. */
    ModelTape withdraw(String name, int version) {
        return asSettings().retire(name, version);
    }

    ModelTape command(ModelAction action, TrainedModel model, int instrumentId) {
        ModelTerms terms = model.terms();
        String hash = "%02x%02x".formatted(terms.id(), terms.version()).repeat(16);
        models.put(hash, model);
        return command(action, terms.name(), terms.id(), terms.version(), hash, instrumentId);
    }

    ModelTape command(ModelAction action, String name, int id, int version, String hash, int instrumentId) {
        ModelCommandEncoder command = new ModelCommandEncoder()
                .wrapAndApplyHeader(clear(), 0, header)
                .accountId(account)
                .modelId(id)
                .modelVersion(version)
                .action(action)
                .name(name);
        command.commandId().leastSignificant(++commandCount);
        byte[] bytes = HexFormat.of().parseHex(hash);
        for (int i = 0; i < bytes.length; i++) {
            command.fileHash(i, (short) (bytes[i] & 0xFF));
        }
        account = 1;
        return send(instrumentId, place(true, true), ModelCommandEncoder.BLOCK_LENGTH);
    }

    /** Sends the last command's id again. */
    ModelTape sameCommandAgain() {
        commandCount--;
        return this;
    }

    ModelTape driftWindow(int predictions) {
        new SettingCommandEncoder()
                .wrapAndApplyHeader(clear(), 0, header)
                .setting(Setting.MODELS_DRIFT_WINDOW)
                .value(predictions);
        return send(0, 0, SettingCommandEncoder.BLOCK_LENGTH);
    }

    ModelTape engineStarted() {
        new EngineStartedEncoder().wrapAndApplyHeader(clear(), 0, header).epoch(1);
        return send(0, 0, EngineStartedEncoder.BLOCK_LENGTH);
    }

    /** Sends the values of a minute's bar of an instrument. */
    ModelTape features(int instrumentId, double... values) {
        for (int first = 0; first < values.length; first += VALUES_A_MESSAGE) {
            int count = Math.min(VALUES_A_MESSAGE, values.length - first);
            features.wrapAndApplyHeader(buffer, 0, header)
                    .setId(1)
                    .setVersion(1)
                    .timeframe(60)
                    .firstIndex(first);
            FeaturesEncoder.ValuesEncoder group = features.valuesCount(count);
            for (int i = 0; i < count; i++) {
                group.next().value(values[first + i]);
            }
            int length = features.encodedLength();
            send(instrumentId, place(first == 0, first + count == values.length), length);
        }
        return this;
    }

    /** Goes on with a stage that has nothing but what a snapshot of this one holds. */
    ModelTape restart() {
        SnapshotWriter state = new SnapshotWriter(1 << 16);
        stage.save(state);
        stage = new ModelsStage(this, out, SnapshotSink.NONE);
        SnapshotReader in = new SnapshotReader(state.buffer(), 0, state.length());
        stage.load(in);
        if (in.remaining() != 0) {
            throw new IllegalStateException(in.remaining() + " bytes were not read");
        }
        return this;
    }

    /** Returns texts of what came out of a kind, and forgets everything. */
    List<String> take(int template) {
        List<String> texts = out.textOf(template);
        out.clear();
        return texts;
    }

    private UnsafeBuffer clear() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return buffer;
    }

    private ModelTape send(int instrumentId, int flags, int blockLength) {
        EventPrefix.writeInput(buffer, 0, ++nowNs, 0L, instrumentId, EventPrefix.venueFlags(0, flags));
        stage.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
        return this;
    }

    private static int place(boolean first, boolean last) {
        return (first ? EventPrefix.FIRST : 0) | (last ? EventPrefix.LAST : 0);
    }
}
