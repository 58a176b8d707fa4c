package org.millrace.engine.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CorrelationCase;
import org.millrace.codecs.sbe.LiquidationFeaturesEncoder;
import org.millrace.codecs.sbe.LiquidationInputsEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SignalClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.program.LiveFeeds;

/**
 * Tells a program of the newest hours of an asset's liquidations, as its line would: prices rise by a dollar an hour, longs
 * are liquidated less and less, and every tenth hour is a ceiling.
 */
final class LiquidationHours {
    /** How many hours are told of. */
    static final int COUNT = 60;
    /** Price of the first. */
    static final int PRICE = 60_000;

    private static final int STEP = 10;
    private static final byte[] SYMBOL = "BTC".getBytes(US_ASCII);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LiquidationFeaturesEncoder features = new LiquidationFeaturesEncoder();
    private final LiquidationInputsEncoder inputs = new LiquidationInputsEncoder();
    private final Instant first;
    private final EventPublisher publisher;
    private final int instrumentId;

    /** Makes hours that end with the newest that is over and out, two hours ago. */
    LiquidationHours(LiveFeeds.Sink sink) {
        first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(COUNT + 1));
        publisher = sink.publishers().get();
        instrumentId = sink.resolver().resolve(Venue.GLASSNODE.value(), new UnsafeBuffer(SYMBOL), 0, SYMBOL.length);
    }

    /** Returns the start of an hour, numbered from 0. */
    Instant start(int hour) {
        return first.plus(Duration.ofHours(hour));
    }

    /** Publishes all hours. */
    LiquidationHours publish() {
        for (int hour = 0; hour < COUNT; hour++) {
            while (!publisher.tryClaim(2)) {
                Thread.onSpinWait();
            }
            publisher.length(0, inputs(publisher.slot(0), hour));
            publisher.length(1, features(publisher.slot(1), hour));
            publisher.commit();
        }
        return this;
    }

    private int inputs(MutableDirectBuffer slot, int hour) {
        inputs.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, hour);
        inputs.startTime(nanos(start(hour)))
                .price(PRICE + hour)
                .longDominance(0.5)
                .longs(10)
                .shorts(10);
        return MessageHeaderEncoder.ENCODED_LENGTH + LiquidationInputsEncoder.BLOCK_LENGTH;
    }

    private int features(MutableDirectBuffer slot, int hour) {
        boolean isCeiling = hour % STEP == 0;
        slot.setMemory(0, MessageHeaderEncoder.ENCODED_LENGTH + LiquidationFeaturesEncoder.BLOCK_LENGTH, (byte) 0);
        features.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, hour);
        features.startTime(nanos(start(hour)))
                .runId(nanos(first))
                .price(PRICE + hour)
                .riskPriorityNumber(0.25 - 0.001 * hour)
                .lldCwtKf(0.25 - 0.001 * hour)
                .lldCwtKfSmooth(0.25)
                .fllCwtKf(1.5 + 0.01 * hour)
                .fslCwtKf(2.5)
                .corrCase(CorrelationCase.LUSUS)
                .binIndex((byte) 1)
                .dominance((byte) 1)
                .dominanceDuration(hour + 1)
                .dominanceTime(1)
                .hitCeilingBottom((byte) (isCeiling ? -1 : 0))
                .signalL1((byte) (isCeiling ? 1 : 0))
                .signalL2((byte) (isCeiling ? -1 : 0))
                .signalClass(isCeiling ? SignalClass.SELL : SignalClass.NEUTRAL)
                .isWarm(BooleanType.T);
        return MessageHeaderEncoder.ENCODED_LENGTH + LiquidationFeaturesEncoder.BLOCK_LENGTH;
    }

    private void prefix(MutableDirectBuffer slot, int hour) {
        long knownNs = nanos(start(hour).plus(Duration.ofMinutes(70)));
        EventPrefix.writeInput(
                slot, 0, knownNs, knownNs, instrumentId, EventPrefix.venueFlags(Venue.GLASSNODE.value(), 0));
    }

    private static long nanos(Instant time) {
        return Duration.between(Instant.EPOCH, time).toNanos();
    }
}
