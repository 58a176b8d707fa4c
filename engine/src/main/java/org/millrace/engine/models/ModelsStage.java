package org.millrace.engine.models;

import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelCommandDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Predicts: behind the last message of a feature set's values each model that wants them says what it expects, promoted ones
 * first, then their shadows. A model comes and goes by commands, and runs as long as its feature set is declared as it was
 * trained on. Where a feature is missing that was always there in training, as while a set warms up, nothing is predicted.
 */
public final class ModelsStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "models";
    /** Predictions of a model over which its drift is taken, unless a setting says otherwise. */
    public static final int DRIFT_WINDOW = 1_000;

    private static final int FORMAT_VERSION = 2;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final FeatureDefinitionDecoder definition = new FeatureDefinitionDecoder();
    private final SettingCommandDecoder setting = new SettingCommandDecoder();
    private final FeatureRun run = new FeatureRun();
    private final DeclaredSets sets = new DeclaredSets();
    private final ModelRoster roster = new ModelRoster();
    private final ModelLibrary library;
    private final ModelMessages messages;
    private final ModelCommands commands;
    private int driftWindow = DRIFT_WINDOW;

    /** Creates a stage without models. */
    public ModelsStage(ModelLibrary library, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.library = library;
        messages = new ModelMessages(next);
        commands = new ModelCommands(roster, sets, library, messages, next);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case SnapshotMarkerDecoder.TEMPLATE_ID -> snapshot(buffer, offset, length);
            case FeaturesDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length); // the cause goes first
                onFeatures(buffer, offset);
            }
            case FeatureDefinitionDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length);
                onDefinition(buffer, offset);
            }
            case ModelCommandDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length);
                commands.obey(buffer, offset);
            }
            case SettingCommandDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length);
                onSetting(buffer, offset);
            }
            case EngineStartedDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length);
                onEngineStarted(buffer, offset);
            }
            default -> next.onEvent(buffer, offset, length);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(driftWindow);
        sets.save(out);
        roster.save(out);
        commands.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        driftWindow = in.getInt();
        sets.load(in);
        roster.load(in, library);
        commands.load(in);
    }

    /** Returns what predicts. To be asked while no event passes. */
    public List<ModelTerms> running() {
        return roster.terms();
    }

    /** Returns the roles that settings have given to models. To be asked while no event passes. */
    public List<SettledModel> settled() {
        return commands.settled();
    }

    private void onFeatures(DirectBuffer buffer, int offset) {
        if (roster.count() == 0) {
            return;
        }
        features.wrapAndApplyHeader(buffer, offset, header);
        run.add(features);
        if ((EventPrefix.flags(buffer, offset) & EventPrefix.LAST) == 0) {
            return;
        }
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        for (int i = 0; i < roster.count(); i++) {
            RunningModel model = roster.get(i);
            if (model.takes(features.setId(), features.setVersion(), features.timeframe(), instrumentId)
                    && model.predict(run.values(), run.count())) {
                messages.prediction(model, buffer, offset);
                endWindow(model, buffer, offset);
            }
        }
    }

    private void endWindow(RunningModel model, DirectBuffer buffer, int offset) {
        if (model.drift().count() >= driftWindow) {
            messages.drift(model, buffer, offset);
            model.drift().clear();
        }
    }

    private void onDefinition(DirectBuffer buffer, int offset) {
        definition.wrapAndApplyHeader(buffer, offset, header);
        if (sets.add(definition, EventPrefix.flags(buffer, offset))) {
            commands.onSetsChanged(buffer, offset);
        }
    }

    private void onSetting(DirectBuffer buffer, int offset) {
        setting.wrapAndApplyHeader(buffer, offset, header);
        if (setting.setting() == Setting.MODELS_DRIFT_WINDOW && EventPrefix.instrumentId(buffer, offset) == 0) {
            driftWindow = (int) Decimals.toDouble(setting.value(), setting.valueExponent());
        }
    }

    private void onEngineStarted(DirectBuffer buffer, int offset) {
        for (int i = 0; i < roster.count(); i++) {
            messages.status(roster.get(i), roster.get(i).state(), buffer, offset);
        }
    }
}
