package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.StrategyAction;
import org.millrace.codecs.sbe.StrategyCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.Engine;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.jars.StrategyArchive;
import org.millrace.engine.jars.StrategyFolder;
import org.millrace.engine.settings.StrategiesSettings;
import org.millrace.engine.settings.StrategiesSettings.Run;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/**
 * Has the strategies of the settings run: each is checked, then told to run. One that runs as the settings have it already,
 * since before a restart, is left alone by the line; one that they had, and do not have any more, ends.
 */
final class StrategyStarts {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + StrategyCommandEncoder.BLOCK_LENGTH;
    private static final int WHOLE = EventPrefix.FIRST | EventPrefix.LAST;

    private final StrategyLibrary shipped = ShippedStrategies.library();
    private final StrategyCommandEncoder command = new StrategyCommandEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StrategyFolder folder;
    private final StrategyArchive archive;
    private final StartCommands commands;
    private final RingPublisher publisher;
    private final EpochNanoClock clock;
    private List<Run> running = List.of();
    private long commandCount;

    private StrategyStarts(Path folder, Path data, Engine engine, EpochNanoClock clock) {
        this.folder = new StrategyFolder(data.resolve(folder));
        archive = new StrategyArchive(data.resolve(StrategyArchive.FOLDER));
        this.clock = clock;
        commands = new StartCommands(engine);
        publisher = commands.publisher();
    }

    /**
     * Makes one, and has the strategies of the settings run.
     *
     * @param isLive whether they may: what plays the past has its own
     * @throws OperationFailed if one of them cannot run, and says why
     */
    static StrategyStarts of(
            StrategiesSettings settings, Path data, boolean isLive, Engine engine, EpochNanoClock clock) {
        StrategyStarts starts = new StrategyStarts(settings.folder(), data, engine, clock);
        try {
            if (isLive) {
                starts.run(settings.run());
                starts.endOthers();
            }
        } catch (IllegalArgumentException e) {
            throw new OperationFailed(e.getMessage());
        }
        return starts;
    }

    /**
     * Has strategies run, and ends those that are not among them any more.
     *
     * @throws IllegalArgumentException if one of them cannot run, and says why; then nothing changes
     */
    void run(List<Run> wanted) {
        List<Run> before = running;
        List<Start> starts = new ArrayList<>();
        for (Run each : wanted) {
            if (!before.contains(each)) {
                starts.add(check(each));
            }
        }
        for (Run each : before) {
            if (wanted.stream().noneMatch(other -> other.id() == each.id())) {
                stop(each);
            }
        }
        starts.forEach(this::publish);
        running = wanted;
    }

    /** What is published of one: hash of its jar, empty: none. */
    private record Start(Run run, Instrument instrument, String hash) {}

    private Start check(Run run) {
        String key = "strategies.run: id " + run.id() + ": ";
        try {
            if (shipped.isShipped(run.name())) {
                shipped.find(run.name()).create(run.params());
                return new Start(run, commands.instrument(run.instrument()), "");
            }
            StrategyFolder.Offer offer = folder.offer(run.name(), archive);
            offer.type().create(run.params());
            return new Start(run, commands.instrument(run.instrument()), offer.hash());
        } catch (IllegalArgumentException e) {
            String own = shipped.isShipped(run.name()) ? "" : "; the engine's own are " + names();
            throw new IllegalArgumentException(key + e.getMessage() + own, e);
        }
    }

    private List<String> names() {
        return shipped.types().stream().map(StrategyType::name).toList();
    }

    private void publish(Start start) {
        if (!start.hash().isEmpty()) {
            claim(1);
            MutableDirectBuffer slot = slot(0, start.run().name(), 0);
            byte[] hash = HexFormat.of().parseHex(start.hash());
            for (int i = 0; i < hash.length; i++) {
                command.fileHash(i, (short) (hash[i] & 0xFF));
            }
            finish(0, start.run().account(), start.run().id(), StrategyAction.LOAD);
            prefix(slot, 0, Venue.NONE, WHOLE);
            publisher.commit();
        }
        Map<String, Double> params = start.run().params();
        claim(1 + params.size());
        int index = 0;
        write(index, start, start.run().name(), 0, EventPrefix.FIRST | (params.isEmpty() ? EventPrefix.LAST : 0));
        for (Map.Entry<String, Double> each : params.entrySet()) {
            int flags = ++index == params.size() ? EventPrefix.LAST : 0;
            write(index, start, each.getKey(), each.getValue(), flags);
        }
        publisher.commit();
    }

    private void write(int index, Start start, String text, double value, int flags) {
        MutableDirectBuffer slot = slot(index, text, value);
        finish(index, start.run().account(), start.run().id(), StrategyAction.RUN);
        prefix(slot, start.instrument().id(), start.instrument().venue(), flags);
    }

    private void stop(Run run) {
        command(run.account(), run.id(), StrategyAction.STOP);
    }

    /** Ends what settings of an earlier start had run. */
    private void endOthers() {
        command(0, 0, StrategyAction.END_OTHERS);
    }

    private void command(int accountId, int strategyId, StrategyAction action) {
        claim(1);
        MutableDirectBuffer slot = slot(0, "", 0);
        finish(0, accountId, strategyId, action);
        prefix(slot, 0, Venue.NONE, WHOLE);
        publisher.commit();
    }

    private void claim(int slots) {
        commandCount++;
        commands.claim(slots);
    }

    private MutableDirectBuffer slot(int index, String text, double value) {
        MutableDirectBuffer slot = publisher.slot(index);
        slot.setMemory(0, LENGTH, (byte) 0);
        command.wrapAndApplyHeader(slot, 0, header).name(text).value(value);
        return slot;
    }

    private void finish(int index, int accountId, int strategyId, StrategyAction action) {
        command.accountId(accountId).strategyId(strategyId).action(action);
        command.commandId().mostSignificant(clock.nanoTime()).leastSignificant(commandCount);
        publisher.length(index, LENGTH);
    }

    private void prefix(MutableDirectBuffer slot, int instrumentId, Venue venue, int flags) {
        EventPrefix.writeInput(
                slot, 0, clock.nanoTime(), 0L, instrumentId, EventPrefix.venueFlags(venue.value(), flags));
    }
}
