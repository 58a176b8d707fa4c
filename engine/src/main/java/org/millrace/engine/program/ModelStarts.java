package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.Settings;
import org.millrace.engine.Engine;
import org.millrace.engine.OutdatedModels;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.features.FeaturesSettings;
import org.millrace.engine.models.ModelCommands;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.SettledModel;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.settings.ModelsSettings.Role;
import org.millrace.engine.settings.ModelsSettings.Run;

/**
 * Has the models of the settings predict: each is checked and kept by its hash, then commanded. The line does nothing where the
 * settings say what they said at an earlier start, so that what was commanded since stands; what they do not name any more
 * retires, unless a command has given it another role.
 */
final class ModelStarts {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ModelCommandEncoder.BLOCK_LENGTH;
    private static final String KEY = "models.run: ";

    private final ModelCommandEncoder command = new ModelCommandEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ModelRegistry registry;
    private final ModelArchive archive;
    private final FeaturesSettings features;
    private final StartCommands commands;
    private final RingPublisher publisher;
    private final EpochNanoClock clock;
    private List<Start> running = List.of();
    private List<SettledModel> settled;
    private long commandCount;

    private ModelStarts(MillraceSettings settings, Path data, Engine engine, EpochNanoClock clock) {
        registry = new ModelRegistry(data.resolve(settings.models().folder()));
        archive = engine.models();
        features = settings.features();
        this.clock = clock;
        commands = new StartCommands(engine);
        publisher = commands.publisher();
        settled = engine.settledModels();
    }

    /**
     * Makes one, and has the models of the settings predict.
     *
     * @throws OperationFailed if one of them cannot, and says why; then nothing is commanded
     */
    static ModelStarts of(MillraceSettings settings, Path data, Engine engine, EpochNanoClock clock) {
        ModelStarts starts = new ModelStarts(settings, data, engine, clock);
        try {
            starts.prepare(settings.models().run()).run();
        } catch (IllegalArgumentException e) {
            throw new OperationFailed(e.getMessage());
        }
        return starts;
    }

    /**
     * Checks models, and returns what has them predict, and retires those of before that are not among them.
     *
     * @throws IllegalArgumentException if one of them cannot, and says why; then nothing changes
     */
    Runnable prepare(List<Run> wanted) {
        List<Start> starts = new ArrayList<>();
        for (Run each : wanted) {
            Start start = running.stream()
                    .filter(before -> before.run.equals(each))
                    .findFirst()
                    .orElseGet(() -> check(each));
            for (Start other : starts) {
                Settings.require(
                        !other.isOf(start.model.name(), start.model.version()),
                        "models.run",
                        start.model.name() + " " + start.model.version(),
                        "each version but once, the newest too");
            }
            starts.add(start);
        }
        return () -> begin(starts);
    }

    /** What is commanded; no instrument: it predicts for all. */
    private record Start(Run run, StoredModel model, Instrument instrument) {
        boolean isPromoted() {
            return run.role() == Role.PROMOTED;
        }

        boolean isOf(String name, int version) {
            return model.name().equals(name) && model.version() == version;
        }

        /** Tells whether it has a role to itself: another promoted version takes the place of the one before. */
        boolean replaces(SettledModel other) {
            return other.isPromoted()
                    ? isPromoted() && model.name().equals(other.name())
                    : !isPromoted() && isOf(other.name(), other.version());
        }

        SettledModel settled() {
            return new SettledModel(model.name(), model.version(), isPromoted());
        }
    }

    private void begin(List<Start> starts) {
        for (SettledModel each : settled) {
            if (starts.stream().noneMatch(start -> start.replaces(each))) {
                publish(null, each.name(), 0, each.version(), ModelAction.RETIRE, "");
            }
        }
        for (Start each : starts) {
            if (!running.contains(each)) {
                ModelTerms terms = each.model().model().terms();
                publish(
                        each.instrument(),
                        terms.name(),
                        terms.id(),
                        terms.version(),
                        each.isPromoted() ? ModelAction.PROMOTE : ModelAction.SHADOW,
                        each.model().hash());
            }
        }
        running = starts;
        settled = starts.stream().map(Start::settled).toList();
    }

    private Start check(Run run) {
        try {
            StoredModel model =
                    run.version() == 0 ? registry.newest(run.name()) : registry.read(run.name(), run.version());
            requireFeatures(model);
            Instrument instrument = run.instrument().isEmpty() ? null : commands.instrument(run.instrument());
            archive.keep(model);
            archive.prepare(run.name(), model.hash()); // which finds out whether it can be evaluated here
            return new Start(run, model, instrument);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + e.getMessage(), e);
        }
    }

    /** Requires that the settings declare the set that a model wants, as it was trained on: the line would refuse it. */
    private void requireFeatures(StoredModel model) {
        ModelTerms terms = model.model().terms();
        if (!OutdatedModels.has(features.sets(), terms)) {
            throw new IllegalArgumentException(OutdatedModels.complaint(terms));
        }
    }

    private void publish(Instrument instrument, String name, int id, int version, ModelAction action, String hash) {
        commands.claim(1);
        MutableDirectBuffer slot = publisher.slot(0);
        slot.setMemory(0, LENGTH, (byte) 0);
        command.wrapAndApplyHeader(slot, 0, header)
                .accountId(ModelCommands.OF_SETTINGS)
                .modelId(id)
                .modelVersion(version)
                .action(action)
                .name(name);
        command.commandId().mostSignificant(clock.nanoTime()).leastSignificant(++commandCount);
        byte[] bytes = HexFormat.of().parseHex(hash);
        for (int i = 0; i < bytes.length; i++) {
            command.fileHash(i, (short) (bytes[i] & 0xFF));
        }
        int instrumentId = instrument == null ? 0 : instrument.id();
        Venue venue = instrument == null ? Venue.NONE : instrument.venue();
        int flags = EventPrefix.venueFlags(venue.value(), EventPrefix.FIRST | EventPrefix.LAST);
        EventPrefix.writeInput(slot, 0, clock.nanoTime(), 0L, instrumentId, flags);
        publisher.length(0, LENGTH);
        publisher.commit();
    }
}
