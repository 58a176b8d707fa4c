package org.millrace.engine.backtest;

import java.util.Arrays;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.FeatureDefinitionEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.instruments.InstrumentDirectory;

/** One of several journals that are read at once: what was read of it and not yet handed on. */
final class MergedSource implements EventConsumer {
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final ExpandableArrayBuffer held = new ExpandableArrayBuffer(1 << 16);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeatureDefinitionDecoder feature = new FeatureDefinitionDecoder();
    private final FeatureDefinitionEncoder featureOut = new FeatureDefinitionEncoder();
    private final Inputs inputs;
    private int[] ids = new int[64];
    private int at;
    private int end;
    private long timeNs = Long.MIN_VALUE;

    MergedSource(Inputs inputs) {
        this.inputs = inputs;
    }

    /** Reads on where nothing is held; false at the end. */
    boolean isReady() {
        if (at == end) {
            at = 0;
            end = 0;
            inputs.poll(this);
            see();
        }
        return at < end;
    }

    /** Returns the time of the next event, never earlier than of those before. */
    long timeNs() {
        return timeNs;
    }

    double progress() {
        return inputs.progress();
    }

    void close() {
        inputs.close();
    }

    /** Copies the next event, and returns its length. */
    int take(MutableDirectBuffer out, Map<String, Integer> all) {
        int length = held.getInt(at);
        int offset = at + Integer.BYTES;
        if (EventPrefix.templateId(held, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            define(offset, length, all);
        }
        held.getBytes(offset, out, 0, length);
        EventPrefix.instrumentId(out, 0, renumbered(EventPrefix.instrumentId(out, 0)));
        if (EventPrefix.templateId(out, 0) == FeatureDefinitionDecoder.TEMPLATE_ID) {
            feature.wrapAndApplyHeader(out, 0, header);
            featureOut.wrap(out, MessageHeaderDecoder.ENCODED_LENGTH).benchmarkId(renumbered(feature.benchmarkId()));
        }
        at = offset + length;
        see();
        return length;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        held.putInt(end, length);
        held.putBytes(end + Integer.BYTES, buffer, offset, length);
        end += Integer.BYTES + length;
    }

    private int renumbered(int id) {
        return id < ids.length ? ids[id] : 0;
    }

    private void see() {
        if (at < end) {
            timeNs = Math.max(timeNs, EventPrefix.eventTime(held, at + Integer.BYTES));
        }
    }

    private void define(int offset, int length, Map<String, Integer> all) {
        instruments.onEvent(held, offset, length);
        int id = EventPrefix.instrumentId(held, offset);
        Instrument instrument = instruments.apply(id);
        if (id >= ids.length) {
            ids = Arrays.copyOf(ids, id * 2);
        }
        ids[id] = all.computeIfAbsent(instrument.venue() + " " + instrument.symbol(), name -> all.size() + 1);
    }
}
