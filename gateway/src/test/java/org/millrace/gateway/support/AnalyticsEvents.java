package org.millrace.gateway.support;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.CorrelationCase;
import org.millrace.codecs.sbe.LiquidationBinsEncoder;
import org.millrace.codecs.sbe.LiquidationFeaturesEncoder;
import org.millrace.codecs.sbe.LiquidationOutcomeEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SignalClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.codecs.support.FeatureMessages;

/** Writes what is made of the market by features, models and the reading of liquidations. */
public final class AnalyticsEvents {
    private final RunningGateway gateway;
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    public AnalyticsEvents(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** Returns what writes features and what models say. */
    public FeatureMessages features() {
        return new FeatureMessages(this::write);
    }

    /** Writes an hour's features of liquidations, and the clusters that they were read by. */
    public AnalyticsEvents liquidations(double price) {
        LiquidationBinsEncoder bins = new LiquidationBinsEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .fitTime(0)
                .centre0(0.1)
                .binModelId(1)
                .historyCount(500);
        write(bins.encodedLength());
        LiquidationFeaturesEncoder hour = new LiquidationFeaturesEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .startTime(0)
                .price(price)
                .corrCase(CorrelationCase.NONE)
                .signalClass(SignalClass.BUY);
        return write(hour.encodedLength());
    }

    /** Writes what became of a signal so many hours later. */
    public AnalyticsEvents outcome(int horizonHours, double percent) {
        LiquidationOutcomeEncoder outcome = new LiquidationOutcomeEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .startTime(0)
                .entryPrice(100)
                .exitPrice(100 + percent)
                .returnPercent(percent)
                .horizonHours(horizonHours)
                .entryLagHours((short) 1)
                .signalClass(SignalClass.BUY);
        return write(outcome.encodedLength());
    }

    private AnalyticsEvents write(int encodedLength) {
        EventPrefix.writeInput(
                event, 0, EventBuilder.nanos("11:00:00"), 0, 1, EventPrefix.venueFlags(Venue.SIMULATOR.value(), 0));
        write(event, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
        return this;
    }

    private void write(UnsafeBuffer message, int length) {
        EventPrefix.sequence(message, 0, gateway.nextSequence());
        gateway.write(message, length);
    }
}
