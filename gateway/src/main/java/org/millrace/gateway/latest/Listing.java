package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;

/** The instruments that were defined so far, by id and by name. */
public final class Listing {
    private final Map<Integer, Instrument> byId = new TreeMap<>();
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
        List<Instrument> found = new ArrayList<>();
        for (Instrument instrument : byId.values()) {
            if (InstrumentNames.isNamed(instrument, text)) {
                found.add(instrument);
            }
        }
        return found;
    }

    void onDefinition(DirectBuffer buffer, int offset) {
        definition.wrapAndApplyHeader(buffer, offset, header);
        int id = definition.prefix().instrumentId();
        byId.put(
                id,
                new Instrument(
                        id,
                        definition.prefix().venue(),
                        definition.symbol(),
                        definition.name(),
                        definition.priceExponent(),
                        definition.quantityExponent(),
                        definition.tickSize(),
                        definition.lotSize(),
                        definition.assetClass()));
    }
}
