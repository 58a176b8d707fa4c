package org.millrace.engine.instruments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.conveyor.RingPublisher;

/**
 * Gives each symbol of a venue its id, and publishes the definition before anybody can use it. Thread-safe: feeds ask
 * on their own threads, each symbol once.
 */
public final class InstrumentRegistry implements InstrumentResolver {
    private static final long FULL_RING_PARK_NS = 50_000;

    private final Map<Key, Instrument> byKey = new HashMap<>();
    private final List<Instrument> byId = new ArrayList<>();
    private final InstrumentDefinitionEncoder encoder = new InstrumentDefinitionEncoder();
    private final InstrumentSettings settings;
    private final RingPublisher publisher;
    private final EpochNanoClock clock;

    /**
     * Creates an empty registry.
     *
     * @param publisher of its own
     * @param clock     stamps definitions
     */
    public InstrumentRegistry(InstrumentSettings settings, RingPublisher publisher, EpochNanoClock clock) {
        this.settings = settings;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Takes over, without publishing them, what a replay brought back: ids from 1 without gaps. */
    public synchronized void restore(List<Instrument> instruments) {
        for (Instrument instrument : instruments) {
            if (instrument.id() != byId.size() + 1) {
                throw new IllegalStateException("instrument id " + instrument.id() + ", expected " + (byId.size() + 1));
            }
            add(instrument);
        }
    }

    /** Defines what the settings list and no journal knows yet. */
    public synchronized void defineListed() {
        define(settings.list());
    }

    /** Defines those of these that are not known yet; thread-safe, so that it may be done while the line runs. */
    public synchronized void define(List<InstrumentSettings.Listed> instruments) {
        for (InstrumentSettings.Listed listed : instruments) {
            if (!byKey.containsKey(new Key(listed.venue(), listed.symbol()))) {
                define(new Instrument(
                        byId.size() + 1,
                        listed.venue(),
                        listed.symbol(),
                        listed.name(),
                        listed.priceExponent(),
                        listed.quantityExponent(),
                        0,
                        0,
                        listed.assetClass()));
            }
        }
    }

    @Override
    public synchronized int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        if (length > InstrumentDefinitionDecoder.symbolLength()) {
            return UNKNOWN;
        }
        Key key = new Key(Venue.get((short) venue), symbol.getStringWithoutLengthUtf8(offset, length));
        Instrument known = byKey.get(key);
        if (known != null) {
            return known.id();
        }
        return settings.defineUnknown() ? define(unlisted(key)) : UNKNOWN;
    }

    @Override
    public synchronized void describe(Instrument told) {
        if (settings.defineUnknown() && !byKey.containsKey(new Key(told.venue(), told.symbol()))) {
            define(new Instrument(
                    byId.size() + 1,
                    told.venue(),
                    told.symbol(),
                    told.name(),
                    told.priceExponent(),
                    told.quantityExponent(),
                    told.tickSize(),
                    told.lotSize(),
                    told.assetClass()));
        }
    }

    @Override
    public synchronized boolean isKnown(Venue venue, String symbol) {
        return byKey.containsKey(new Key(venue, symbol));
    }

    @Override
    public synchronized Instrument instrument(int id) {
        if (id < 1 || id > byId.size()) {
            throw new IllegalArgumentException("instrument id: " + id + ", expected 1 to " + byId.size());
        }
        return byId.get(id - 1);
    }

    /** Returns all instruments by id, from 1. */
    public synchronized List<Instrument> instruments() {
        return List.copyOf(byId);
    }

    private Instrument unlisted(Key key) {
        return new Instrument(
                byId.size() + 1,
                key.venue,
                key.symbol,
                PairName.of(key.symbol),
                settings.priceExponent(),
                settings.quantityExponent(),
                0,
                0,
                AssetClass.UNKNOWN);
    }

    private int define(Instrument instrument) {
        if (byId.size() >= settings.capacity()) {
            return UNKNOWN;
        }
        while (!publisher.tryClaim(1)) {
            if (publisher.isClosed()) {
                return UNKNOWN;
            }
            LockSupport.parkNanos(FULL_RING_PARK_NS);
        }
        publisher.length(0, InstrumentDefinitions.encode(instrument, clock.nanoTime(), encoder, publisher.slot(0)));
        publisher.commit();
        add(instrument);
        return instrument.id();
    }

    private void add(Instrument instrument) {
        byId.add(instrument);
        byKey.put(new Key(instrument.venue(), instrument.symbol()), instrument);
    }

    private record Key(Venue venue, String symbol) {}
}
