package org.millrace.engine;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.Settings;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.features.FeatureDefinitions;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.features.KnownSets;
import org.millrace.engine.settings.SettingValue;

/** Publishes what a span begins with: EngineStarted, then the settings in force; and those that change in it. */
final class SpanOpening {
    private static final long FULL_RING_PARK_NS = 50_000;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EngineStartedEncoder engineStarted = new EngineStartedEncoder();
    private final SettingCommandEncoder command = new SettingCommandEncoder();
    private final RingPublisher publisher;
    private final EngineContext context;
    private final EpochNanoClock clock;
    private final FeatureDefinitions definitions = new FeatureDefinitions();
    private long commandCount;

    SpanOpening(RingPublisher publisher, EngineContext context) {
        this.publisher = publisher;
        this.context = context;
        this.clock = context.clock();
    }

    void engineStarted(long epoch) {
        MutableDirectBuffer slot = claim(EngineStartedEncoder.BLOCK_LENGTH);
        engineStarted
                .wrapAndApplyHeader(slot, 0, header)
                .epoch(epoch)
                .codeVersion(context.codeVersion())
                .schemaVersion(EngineStartedEncoder.SCHEMA_VERSION);
        byte[] hash = HexFormat.of().parseHex(context.settingsHash());
        for (int i = 0; i < hash.length; i++) {
            engineStarted.settingsHash(i, (short) (hash[i] & 0xFF));
        }
        commit(slot, EngineStartedEncoder.BLOCK_LENGTH, 0, Venue.NONE);
    }

    /** Publishes the values for all instruments, or, given instruments, those for each of them. */
    void settings(List<SettingValue> values, List<Instrument> instruments) {
        for (SettingValue value : values) {
            if (value.instrument().isEmpty() && instruments.isEmpty()) {
                setting(value, 0, value.venue());
            } else if (!value.instrument().isEmpty() && !instruments.isEmpty()) {
                Instrument instrument = find("overrides.instrument", value.instrument(), instruments);
                setting(value, instrument.id(), instrument.venue());
            }
        }
    }

    /**
     * Declares feature sets, and ends those that are not among them.
     *
     * @param known that the line has
     * @throws IllegalArgumentException if a set has changed under its version
     */
    void features(List<FeatureSetSettings> sets, List<Instrument> instruments, KnownSets known) {
        for (int id : known.ids()) {
            if (sets.stream().noneMatch(set -> set.id() == id)) {
                await(1);
                definitions.encodeEnd(id, clock.nanoTime(), publisher.slot(0));
                publisher.length(0, FeatureDefinitions.LENGTH);
                publisher.commit();
            }
        }
        for (FeatureSetSettings set : sets) {
            String name = set.benchmark();
            int benchmarkId = name.isEmpty()
                    ? 0
                    : find("features.sets.benchmark", name, instruments).id();
            known.requireNewVersion(set, benchmarkId);
            declare(set, benchmarkId);
        }
    }

    /** Publishes a set at once, so that nothing comes between its features. */
    private void declare(FeatureSetSettings set, int benchmarkId) {
        int count = set.features().size();
        await(count);
        long nowNs = clock.nanoTime();
        for (int i = 0; i < count; i++) {
            definitions.encode(set, benchmarkId, i, nowNs, publisher.slot(i));
            publisher.length(i, FeatureDefinitions.LENGTH);
        }
        publisher.commit();
    }

    private static Instrument find(String key, String name, List<Instrument> instruments) {
        for (Instrument instrument : instruments) {
            String venue = instrument.venue().name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(venue + ":" + instrument.name())) {
                return instrument;
            }
        }
        Settings.require(false, key, name, "an instrument of instruments.list");
        throw new IllegalStateException(name);
    }

    private void setting(SettingValue value, int instrumentId, Venue venue) {
        MutableDirectBuffer slot = claim(SettingCommandEncoder.BLOCK_LENGTH);
        BigDecimal decimal = value.value().stripTrailingZeros();
        BigDecimal exact = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
        command.wrapAndApplyHeader(slot, 0, header)
                .setting(value.setting())
                .value(exact.unscaledValue().longValueExact())
                .valueExponent((byte) -exact.scale())
                .accountId(value.accountId())
                .text(value.text());
        command.commandId().mostSignificant(clock.nanoTime()).leastSignificant(++commandCount);
        commit(slot, SettingCommandEncoder.BLOCK_LENGTH, instrumentId, venue);
    }

    private MutableDirectBuffer claim(int blockLength) {
        await(1);
        MutableDirectBuffer slot = publisher.slot(0);
        slot.setMemory(0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength, (byte) 0);
        return slot;
    }

    private void await(int slots) {
        while (!publisher.tryClaim(slots)) {
            if (publisher.isClosed()) {
                throw new IllegalStateException("the line has stopped");
            }
            LockSupport.parkNanos(FULL_RING_PARK_NS);
        }
    }

    private void commit(MutableDirectBuffer slot, int blockLength, int instrumentId, Venue venue) {
        EventPrefix.writeInput(slot, 0, clock.nanoTime(), 0L, instrumentId, EventPrefix.venueFlags(venue.value(), 0));
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
        publisher.commit();
    }
}
