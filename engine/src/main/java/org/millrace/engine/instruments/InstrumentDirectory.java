package org.millrace.engine.instruments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;

/** Learns from the definitions in a journal what its instrument ids stand for. Off the hot path. */
public final class InstrumentDirectory implements EventConsumer, IntFunction<Instrument> {
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final List<Instrument> instruments = new ArrayList<>();

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) != InstrumentDefinitionDecoder.TEMPLATE_ID) {
            return;
        }
        message.wrap(buffer, offset, length);
        Instrument instrument = InstrumentDefinitions.decode(definition, message);
        while (instruments.size() <= instrument.id()) {
            instruments.add(null);
        }
        instruments.set(instrument.id(), instrument);
    }

    /** Returns what an id stands for; null if it was not defined yet. */
    @Override
    public Instrument apply(int id) {
        return id < instruments.size() ? instruments.get(id) : null;
    }
}
