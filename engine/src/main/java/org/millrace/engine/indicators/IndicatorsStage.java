package org.millrace.engine.indicators;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.IndicatorsEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Gives the indicators of each closed time bar, right behind it. A corrected bar is not computed again, nor are those
 * after it: its quality bits (REVISED among them) travel with the indicators of the bars to come.
 */
public final class IndicatorsStage extends Stage {
    private static final int FORMAT_VERSION = 1;
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + IndicatorsEncoder.BLOCK_LENGTH;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final IndicatorsEncoder indicators = new IndicatorsEncoder();
    private final MutableDirectBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private IndicatorSet[] sets = new IndicatorSet[16 * Timeframes.COUNT];

    /** Creates a stage that has seen no bar. */
    public IndicatorsStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        indicators.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case SnapshotMarkerDecoder.TEMPLATE_ID -> snapshot(buffer, offset, length);
            case BarDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length); // the cause goes first
                onBar(buffer, offset);
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length);
                define(EventPrefix.instrumentId(buffer, offset));
            }
            default -> next.onEvent(buffer, offset, length);
        }
    }

    @Override
    public String name() {
        return "indicators";
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(sets.length);
        for (IndicatorSet set : sets) {
            out.putBoolean(set != null);
            if (set != null) {
                set.save(out);
            }
        }
    }

    @Override
    public void load(SnapshotReader in) {
        sets = new IndicatorSet[in.getInt()];
        for (int i = 0; i < sets.length; i++) {
            if (in.getBoolean()) {
                sets[i] = new IndicatorSet();
                sets[i].load(in);
            }
        }
    }

    private void onBar(DirectBuffer buffer, int offset) {
        bar.wrapAndApplyHeader(buffer, offset, header);
        if (bar.kind() != BarKind.TIME || bar.state() == BarState.IN_PROGRESS) {
            return;
        }
        IndicatorSet set = set(EventPrefix.instrumentId(buffer, offset), Timeframes.indexOf(bar.timeframe()));
        if (set == null) {
            return;
        }
        int flags = EventPrefix.flags(buffer, offset);
        if (bar.state() == BarState.CLOSED) {
            onClosed(set, flags, buffer, offset);
        } else {
            set.onCorrection(flags);
        }
    }

    private void onClosed(IndicatorSet set, int flags, DirectBuffer buffer, int offset) {
        int carried = set.update(bar, flags, indicators);
        EventPrefix.writeDerived(out, 0, buffer, offset, EventPrefix.eventTime(buffer, offset));
        EventPrefix.flags(out, 0, carried);
        indicators.startTime(bar.startTime()).timeframe(bar.timeframe()).revision(bar.revision());
        next.onEvent(out, 0, LENGTH);
    }

    private IndicatorSet set(int instrumentId, int timeframe) {
        int index = instrumentId * Timeframes.COUNT + timeframe;
        return timeframe != Timeframes.UNKNOWN && instrumentId > 0 && index < sets.length ? sets[index] : null;
    }

    private void define(int instrumentId) {
        int first = instrumentId * Timeframes.COUNT;
        if (first + Timeframes.COUNT > sets.length) {
            sets = Arrays.copyOf(sets, Math.max(first + Timeframes.COUNT, sets.length * 2));
        }
        for (int i = first; i < first + Timeframes.COUNT; i++) {
            if (sets[i] == null) {
                sets[i] = new IndicatorSet();
            }
        }
    }
}
