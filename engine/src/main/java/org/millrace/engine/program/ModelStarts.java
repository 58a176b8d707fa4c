package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.Engine;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.models.ModelCommands;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.settings.ModelsSettings;
import org.millrace.engine.settings.ModelsSettings.Role;
import org.millrace.engine.settings.ModelsSettings.Run;

/**
 * Has the models of the settings predict: each is checked and kept by its hash, then commanded. The line does nothing where the
 * settings say what they said at an earlier start, so that what was commanded since stands.
 */
final class ModelStarts {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ModelCommandEncoder.BLOCK_LENGTH;
    private static final long FULL_RING_PARK_NS = 50_000;

    private final ModelCommandEncoder command = new ModelCommandEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ModelRegistry registry;
    private final ModelArchive archive;
    private final Engine engine;
    private final RingPublisher publisher;
    private final EpochNanoClock clock;
    private long commandCount;

    private ModelStarts(ModelsSettings settings, Path data, Engine engine, EpochNanoClock clock) {
        registry = new ModelRegistry(data.resolve(settings.folder()));
        archive = new ModelArchive(data.resolve(ModelArchive.FOLDER));
        this.engine = engine;
        this.clock = clock;
        publisher = engine.newPublisher();
    }

    /**
     * Has the models of the settings predict.
     *
     * @throws OperationFailed if one of them cannot be read, and says why; then nothing is commanded
     */
    static void run(ModelsSettings settings, Path data, Engine engine, EpochNanoClock clock) {
        ModelStarts starts = new ModelStarts(settings, data, engine, clock);
        List<Start> checked = new ArrayList<>();
        try {
            for (Run each : settings.run()) {
                checked.add(starts.check(each));
            }
        } catch (IllegalArgumentException e) {
            throw new OperationFailed("models.run: " + e.getMessage());
        }
        checked.forEach(starts::publish);
    }

    /** What is commanded; no instrument: it predicts for all. */
    private record Start(Run run, StoredModel model, Instrument instrument) {}

    private Start check(Run run) {
        StoredModel model = run.version() == 0 ? registry.newest(run.name()) : registry.read(run.name(), run.version());
        Instrument instrument = run.instrument().isEmpty() ? null : instrument(run.instrument());
        archive.keep(model);
        archive.load(run.name(), model.hash()); // which finds out whether it can be evaluated here
        return new Start(run, model, instrument);
    }

    private Instrument instrument(String name) {
        List<String> known = new ArrayList<>();
        for (Instrument each : engine.instruments().instruments()) {
            String venue = each.venue().name().toLowerCase(Locale.ROOT).replace('_', '-');
            known.add(venue + ":" + each.name());
            if (known.get(known.size() - 1).equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no instrument " + name + ", only " + known
                + "; one that a feed defines later has to stand in instruments.list");
    }

    private void publish(Start start) {
        ModelTerms terms = start.model().model().terms();
        claim();
        MutableDirectBuffer slot = publisher.slot(0);
        slot.setMemory(0, LENGTH, (byte) 0);
        command.wrapAndApplyHeader(slot, 0, header)
                .accountId(ModelCommands.OF_SETTINGS)
                .modelId(terms.id())
                .modelVersion(terms.version())
                .action(start.run().role() == Role.SHADOW ? ModelAction.SHADOW : ModelAction.PROMOTE)
                .name(terms.name());
        command.commandId().mostSignificant(clock.nanoTime()).leastSignificant(++commandCount);
        byte[] hash = HexFormat.of().parseHex(start.model().hash());
        for (int i = 0; i < hash.length; i++) {
            command.fileHash(i, (short) (hash[i] & 0xFF));
        }
        int instrumentId = start.instrument() == null ? 0 : start.instrument().id();
        Venue venue =
                start.instrument() == null ? Venue.NONE : start.instrument().venue();
        int flags = EventPrefix.venueFlags(venue.value(), EventPrefix.FIRST | EventPrefix.LAST);
        EventPrefix.writeInput(slot, 0, clock.nanoTime(), 0L, instrumentId, flags);
        publisher.length(0, LENGTH);
        publisher.commit();
    }

    private void claim() {
        while (!publisher.tryClaim(1)) {
            if (publisher.isClosed()) {
                throw new IllegalStateException("the line has stopped");
            }
            LockSupport.parkNanos(FULL_RING_PARK_NS);
        }
    }
}
