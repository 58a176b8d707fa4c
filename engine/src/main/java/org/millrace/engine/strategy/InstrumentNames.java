package org.millrace.engine.strategy;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The normalised names of instruments, as their definitions say. */
final class InstrumentNames {
    private final PerInstrument<String> names = new PerInstrument<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();

    void define(DirectBuffer buffer, int offset) {
        definition.wrapAndApplyHeader(buffer, offset, header);
        names.put(EventPrefix.instrumentId(buffer, offset), definition.name());
    }

    /** Returns the name of an instrument; empty: it is not defined. */
    String of(int instrumentId) {
        String name = names.get(instrumentId);
        return name == null ? "" : name;
    }

    void save(SnapshotWriter out) {
        names.save(out, StrategyOrigin::saveText);
    }

    void load(SnapshotReader in) {
        names.load(in, StrategyOrigin::loadText);
    }
}
