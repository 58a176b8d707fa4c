package org.millrace.engine.liquidations;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.LiquidationBinsEncoder;
import org.millrace.codecs.sbe.LiquidationFeaturesEncoder;
import org.millrace.codecs.sbe.LiquidationInputsEncoder;
import org.millrace.codecs.sbe.LiquidationOutcomeEncoder;
import org.millrace.codecs.sbe.LiquidationRevisionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SignalClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.liquidations.features.HourFeatures;

/** Writes what is told of an asset's hours, and hands it on. */
final class LiquidationOutput {
    static final long HOUR_NS = 3_600_000_000_000L;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventConsumer next;
    private final MutableDirectBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LiquidationInputsEncoder inputs = new LiquidationInputsEncoder();
    private final LiquidationFeaturesEncoder features = new LiquidationFeaturesEncoder();
    private final LiquidationBinsEncoder bins = new LiquidationBinsEncoder();
    private final LiquidationOutcomeEncoder outcome = new LiquidationOutcomeEncoder();
    private final LiquidationRevisionEncoder revision = new LiquidationRevisionEncoder();
    private DirectBuffer cause = out;
    private int causeOffset;
    private int instrumentId;
    private long eventTime;
    private int flags;

    LiquidationOutput(EventConsumer next) {
        this.next = next;
    }

    /** Sets the input that all which follows comes of; it is read until it has been dealt with. */
    void because(DirectBuffer buffer, int offset) {
        if (cause != buffer) { // storing a reference costs the collector's barrier
            cause = buffer;
        }
        causeOffset = offset;
    }

    /** Sets of which asset, when, and with which quality bits all that follows is told. */
    void of(int asset, long time, int quality) {
        instrumentId = asset;
        eventTime = time;
        flags = quality;
    }

    void inputs(int hour, HourTable table) {
        inputs.wrapAndApplyHeader(out, 0, header)
                .startTime(hour * HOUR_NS)
                .price(table.get(hour, HourlyMetric.PRICE))
                .longDominance(table.get(hour, HourlyMetric.LONG_DOMINANCE))
                .longs(table.get(hour, HourlyMetric.LONGS))
                .shorts(table.get(hour, HourlyMetric.SHORTS));
        send(LiquidationInputsEncoder.BLOCK_LENGTH);
    }

    void bins(int hour, HourFeatures of) {
        bins.wrapAndApplyHeader(out, 0, header).fitTime(hour * HOUR_NS);
        of.write(bins);
        send(LiquidationBinsEncoder.BLOCK_LENGTH);
    }

    void features(int hour, long runId, double price, HourFeatures of) {
        features.wrapAndApplyHeader(out, 0, header)
                .startTime(hour * HOUR_NS)
                .runId(runId)
                .price(price);
        of.write(features);
        send(LiquidationFeaturesEncoder.BLOCK_LENGTH);
    }

    void outcome(int hour, int lag, int horizon, Outcomes of) {
        double entry = of.price(hour + lag);
        double exit = of.price(hour + lag + horizon);
        SignalClass signal = of.signal(hour);
        outcome.wrapAndApplyHeader(out, 0, header)
                .startTime(hour * HOUR_NS)
                .entryPrice(entry)
                .exitPrice(exit)
                .returnPercent((exit - entry) / entry * 100)
                .horizonHours(horizon)
                .entryLagHours((short) lag)
                .signalClass(signal);
        send(LiquidationOutcomeEncoder.BLOCK_LENGTH);
    }

    void revision(int hour, long metricId, double oldValue, double newValue, boolean isProcessed) {
        revision.wrapAndApplyHeader(out, 0, header)
                .startTime(hour * HOUR_NS)
                .metricId(metricId)
                .oldValue(oldValue)
                .newValue(newValue)
                .isProcessed(isProcessed ? BooleanType.T : BooleanType.F);
        send(LiquidationRevisionEncoder.BLOCK_LENGTH);
    }

    private void send(int blockLength) {
        EventPrefix.writeDerived(out, 0, cause, causeOffset, instrumentId, Venue.GLASSNODE.value());
        EventPrefix.eventTime(out, 0, eventTime);
        EventPrefix.flags(out, 0, flags);
        next.onEvent(out, 0, HEADER + blockLength);
    }
}
