package org.millrace.gateway.latest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;

/** The instruments that were defined so far, by id and by name. */
public final class Listing {
    private final Map<Integer, Instrument> byId = new TreeMap<>();
    private final Map<String, List<Instrument>> byName = new HashMap<>();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Returns an instrument, or null. */
    public Instrument get(int id) {
        return byId.get(id);
    }

    /** Returns all instruments by id. */
    public List<Instrument> all() {
        return List.copyOf(byId.values());
    }

    /** Returns the instruments meant by a name, a symbol or {@code venue:name}; more where venues share the name. */
    public List<Instrument> find(String text) {
        return byName.getOrDefault(text, List.of());
    }

    void onDefinition(DirectBuffer buffer, int offset) {
        definition.wrapAndApplyHeader(buffer, offset, header);
        int id = definition.prefix().instrumentId();
        Instrument before = byId.get(id);
        Instrument instrument = new Instrument(
                id,
                definition.prefix().venue(),
                definition.symbol(),
                definition.name(),
                definition.priceExponent(),
                definition.quantityExponent(),
                definition.tickSize(),
                definition.lotSize(),
                definition.assetClass());
        if (!instrument.equals(before)) {
            byId.put(id, instrument);
            if (before != null) {
                InstrumentNames.of(before)
                        .forEach(name -> byName.computeIfPresent(name, (key, of) -> less(of, before)));
            }
            InstrumentNames.of(instrument).forEach(name -> byName.merge(name, List.of(instrument), Listing::byId));
        }
    }

    private static List<Instrument> byId(List<Instrument> some, List<Instrument> more) {
        return Stream.concat(some.stream(), more.stream())
                .sorted(Comparator.comparingInt(Instrument::id))
                .toList();
    }

    private static List<Instrument> less(List<Instrument> some, Instrument one) {
        List<Instrument> others =
                some.stream().filter(other -> !other.equals(one)).toList();
        return others.isEmpty() ? null : others;
    }
}
