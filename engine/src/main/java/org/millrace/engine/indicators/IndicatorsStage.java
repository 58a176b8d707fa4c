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
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.IndicatorsEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.bars.OwnBars;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Gives the indicators of each closed time bar, right behind it. A corrected bar is not computed again, nor are those
 * after it: its quality bits (REVISED among them) travel with the indicators of the bars to come. The bars that a venue
 * computed count for an instrument until the first of its own is there, which begins all anew.
 */
public final class IndicatorsStage extends Stage {
    private static final int FORMAT_VERSION = 2;
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + IndicatorsEncoder.BLOCK_LENGTH;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final VenueBarDecoder venueBar = new VenueBarDecoder();
    private final BarView view = new BarView();
    private final OwnBars ownBars = new OwnBars();
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
            case VenueBarDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length);
                onVenueBar(buffer, offset);
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
        ownBars.save(out);
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
        ownBars.load(in);
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
            return; // nor is it a bar of its own yet: what is shown of bars must not change what is computed
        }
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        if (ownBars.note(instrumentId)) {
            beginAnew(instrumentId);
        }
        IndicatorSet set = set(instrumentId, Timeframes.indexOf(bar.timeframe()));
        if (set == null) {
            return;
        }
        if (bar.state() == BarState.CLOSED) {
            view.wrapBar(buffer, offset);
            onClosed(set, buffer, offset);
        } else {
            set.onCorrection(EventPrefix.flags(buffer, offset));
        }
    }

    private void onVenueBar(DirectBuffer buffer, int offset) {
        venueBar.wrapAndApplyHeader(buffer, offset, header);
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        if (venueBar.closed() != BooleanType.T || ownBars.has(instrumentId)) {
            return;
        }
        IndicatorSet set = set(instrumentId, Timeframes.indexOf(venueBar.timeframe()));
        view.wrapVenueBar(buffer, offset);
        if (set != null && set.isNext(view)) { // a feed that begins again tells of past bars again
            onClosed(set, buffer, offset);
        }
    }

    private void onClosed(IndicatorSet set, DirectBuffer buffer, int offset) {
        int carried = set.update(view, EventPrefix.flags(buffer, offset), indicators);
        EventPrefix.writeDerived(out, 0, buffer, offset, EventPrefix.eventTime(buffer, offset));
        EventPrefix.flags(out, 0, carried);
        indicators.startTime(view.startTime()).timeframe(view.timeframe()).revision(view.revision());
        next.onEvent(out, 0, LENGTH);
    }

    /** Forgets what a venue's bars came to. */
    private void beginAnew(int instrumentId) {
        int first = instrumentId * Timeframes.COUNT;
        for (int i = first; i < Math.min(first + Timeframes.COUNT, sets.length); i++) {
            if (sets[i] != null && sets[i].hasBars()) {
                sets[i] = new IndicatorSet();
            }
        }
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
