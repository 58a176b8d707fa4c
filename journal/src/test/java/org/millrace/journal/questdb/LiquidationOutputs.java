package org.millrace.journal.questdb;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CorrelationCase;
import org.millrace.codecs.sbe.LiquidationBinsEncoder;
import org.millrace.codecs.sbe.LiquidationFeaturesEncoder;
import org.millrace.codecs.sbe.LiquidationInputsEncoder;
import org.millrace.codecs.sbe.LiquidationOutcomeEncoder;
import org.millrace.codecs.sbe.LiquidationRevisionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SignalClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.journal.Journal;

/** Appends what is made of liquidations to a journal as JournalOut would. */
final class LiquidationOutputs {
    static final long HOUR_NS = 3_600_000_000_000L;
    static final long DELAY_NS = 600_000_000_000L;
    private static final int INSTRUMENT = 1;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[EventFrame.SLOT_LENGTH]);
    private final UnsafeBuffer message = new UnsafeBuffer(frame, EventFrame.HEADER_LENGTH, EventFrame.MAX_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Journal journal;

    LiquidationOutputs(Journal journal) {
        this.journal = journal;
    }

    void inputs(long startNs, double price, double longDominance, double longs, double shorts) {
        clear();
        new LiquidationInputsEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .price(price)
                .longDominance(longDominance)
                .longs(longs)
                .shorts(shorts);
        append(startNs + HOUR_NS + DELAY_NS, LiquidationInputsEncoder.BLOCK_LENGTH);
    }

    /** Appends an hour of bulls that is nobody's signal but for its first level. */
    void features(long startNs, double price, SignalClass signalClass) {
        features(startNs, price, signalClass, 3);
    }

    void features(long startNs, double price, SignalClass signalClass, int binModelId) {
        clear();
        LiquidationFeaturesEncoder features = new LiquidationFeaturesEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .runId(startNs - HOUR_NS)
                .price(price)
                .lldNormal(0.25)
                .fllNormal(1.5)
                .fslNormal(2)
                .diffLsNormal(-0.5)
                .riskPriorityNumber(0.45)
                .lldCwtKf(0.45)
                .fllCwtKf(1.25)
                .fslCwtKf(1.5)
                .diffLsCwtKf(-0.25)
                .lldCwtKfSmooth(0.5)
                .diffLsSmooth(-0.125)
                .deltaFll(Double.NaN)
                .deltaFsl(0.5);
        state(features, signalClass);
        features.binModelId(binModelId);
        append(startNs + HOUR_NS + DELAY_NS, LiquidationFeaturesEncoder.BLOCK_LENGTH);
    }

    private static void state(LiquidationFeaturesEncoder features, SignalClass signalClass) {
        features.dominanceDuration(7)
                .dominanceTime(2)
                .binTurn((short) 1)
                .corrCase(CorrelationCase.LDSUS)
                .isRpnExtreme((byte) 1)
                .binIndex((byte) 2)
                .binMomentum((byte) -3)
                .binMmDirection((byte) -1)
                .dominance((byte) 1)
                .dominanceLast((byte) -1)
                .isKeep(BooleanType.T)
                .isStrengthen(BooleanType.F)
                .hitCeilingBottom((byte) -1)
                .reverseCeilingBottom((byte) 0)
                .signalL1((byte) 1)
                .signalL2((byte) -1)
                .signalL3((byte) 0)
                .signalClass(signalClass)
                .isStale(BooleanType.F)
                .isWarm(BooleanType.T);
    }

    /** Appends a model whose centres are 0.1 to 0.9. */
    void bins(long fitNs) {
        clear();
        new LiquidationBinsEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .fitTime(fitNs)
                .centre0(0.1)
                .centre1(0.2)
                .centre2(0.3)
                .centre3(0.4)
                .centre4(0.5)
                .centre5(0.6)
                .centre6(0.7)
                .centre7(0.8)
                .centre8(0.9)
                .binModelId(3)
                .historyCount(8_760);
        append(fitNs + HOUR_NS, LiquidationBinsEncoder.BLOCK_LENGTH);
    }

    void outcome(long startNs, int horizonHours) {
        clear();
        new LiquidationOutcomeEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .entryPrice(40_000)
                .exitPrice(40_400)
                .returnPercent(1)
                .horizonHours(horizonHours)
                .entryLagHours((short) 0)
                .signalClass(SignalClass.STRONG_BUY);
        append(startNs + horizonHours * HOUR_NS, LiquidationOutcomeEncoder.BLOCK_LENGTH);
    }

    void revision(long startNs, long fetchedNs, long metricId) {
        clear();
        new LiquidationRevisionEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .oldValue(Double.NaN)
                .newValue(12.5)
                .metricId(metricId)
                .isProcessed(BooleanType.T);
        append(fetchedNs, LiquidationRevisionEncoder.BLOCK_LENGTH);
    }

    private void clear() {
        frame.setMemory(0, frame.capacity(), (byte) 0);
    }

    private void append(long timeNs, int blockLength) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        long sequence = journal.nextSequence();
        EventPrefix.writeInput(
                message, 0, timeNs, timeNs, INSTRUMENT, EventPrefix.venueFlags(Venue.GLASSNODE.value(), 0));
        EventPrefix.sequence(message, 0, sequence);
        EventFrame.writeHeader(frame, 0, length);
        journal.appender().append(frame, 0, EventFrame.frameLength(length), 1, sequence);
    }
}
