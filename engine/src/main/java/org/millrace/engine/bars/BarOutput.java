package org.millrace.engine.bars;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderEncoder;

/** Encodes bars as derived from the event at hand, and hands them on. */
final class BarOutput {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + BarEncoder.BLOCK_LENGTH;

    private final EventConsumer next;
    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BarEncoder encoder = new BarEncoder();
    private DirectBuffer cause;
    private int causeOffset;

    BarOutput(EventConsumer next) {
        this.next = next;
        encoder.wrapAndApplyHeader(buffer, 0, header);
    }

    /** Names the event that causes the bars to come; valid during its {@code onEvent}. */
    void cause(DirectBuffer buffer, int offset) {
        if (cause != buffer) { // storing a reference costs the collector's barrier
            cause = buffer;
        }
        causeOffset = offset;
    }

    void inProgress(BarInstrument instrument, int timeframe, long start, BarBuilder bar) {
        span(timeframe, start);
        send(instrument, bar, BarState.IN_PROGRESS, bar.lastTime());
    }

    void closed(BarInstrument instrument, int timeframe, long start, BarBuilder bar) {
        span(timeframe, start);
        send(instrument, bar, BarState.CLOSED, start + Timeframes.lengthNs(timeframe));
    }

    /** Sends again the bar at an index of the closed ones. */
    void corrected(BarInstrument instrument, int timeframe, long start, ClosedBars bars, int index) {
        span(timeframe, start);
        encoder.revision(bars.revision(index));
        send(instrument, bars.bar(index), BarState.CORRECTED, start + Timeframes.lengthNs(timeframe));
    }

    void threshold(BarInstrument instrument, BarKind kind, double threshold, BarBuilder bar, BarState state) {
        encoder.kind(kind).timeframe(0).threshold(threshold).revision(0);
        encoder.startTime(bar.firstTime()).endTime(bar.lastTime());
        send(instrument, bar, state, bar.lastTime());
    }

    private void span(int timeframe, long start) {
        encoder.kind(BarKind.TIME)
                .timeframe(Timeframes.seconds(timeframe))
                .threshold(0)
                .revision(0);
        encoder.startTime(start).endTime(start + Timeframes.lengthNs(timeframe));
    }

    private void send(BarInstrument instrument, BarBuilder bar, BarState state, long eventTime) {
        EventPrefix.writeDerived(buffer, 0, cause, causeOffset, instrument.id(), instrument.venue());
        EventPrefix.eventTime(buffer, 0, eventTime);
        int flags = bar.isOverflown() ? bar.flags() | EventPrefix.PARTIAL : bar.flags();
        EventPrefix.flags(buffer, 0, flags & EventPrefix.QUALITY_MASK);
        encoder.open(bar.open()).high(bar.high()).low(bar.low()).close(bar.close());
        encoder.volume(bar.volume()).buyVolume(bar.buyVolume()).vwap(vwap(instrument, bar));
        encoder.notional().high(bar.notionalHigh()).low(bar.notionalLow());
        encoder.tradeCount(bar.tradeCount()).state(state);
        encoder.priceExponent(instrument.priceExponent()).quantityExponent(instrument.quantityExponent());
        next.onEvent(buffer, 0, LENGTH);
    }

    private static double vwap(BarInstrument instrument, BarBuilder bar) {
        if (bar.volume() == 0 || bar.isOverflown()) {
            return Double.NaN;
        }
        return Amounts.divide(bar.notionalHigh(), bar.notionalLow(), bar.volume(), instrument.priceExponent());
    }
}
