package org.millrace.journal.questdb;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.journal.Journal;

/** Appends outputs to a journal as JournalOut would. */
final class OutputWriter {
    private static final int INSTRUMENT = 1;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[EventFrame.SLOT_LENGTH]);
    private final UnsafeBuffer message = new UnsafeBuffer(frame, EventFrame.HEADER_LENGTH, EventFrame.MAX_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final BarEncoder bar = new BarEncoder();
    private final Journal journal;

    OutputWriter(Journal journal) {
        this.journal = journal;
    }

    void trades(int count, long startNs) {
        for (int i = 0; i < count; i++) {
            clear();
            trade.wrapAndApplyHeader(message, 0, header)
                    .tradeId(i)
                    .price(61_000_00 + i)
                    .quantity(100_000)
                    .aggressorSide(AggressorSide.BUY)
                    .priceExponent((byte) -2)
                    .quantityExponent((byte) -5);
            append(startNs + i * 1_000_000L, TradeEncoder.BLOCK_LENGTH);
        }
    }

    /** Appends a closed one-minute bar of three trades at one price. */
    void bar(long startNs, long price, int revision) {
        clear();
        bar.wrapAndApplyHeader(message, 0, header)
                .startTime(startNs)
                .open(price)
                .high(price)
                .low(price)
                .close(price)
                .volume(200_000)
                .vwap(price / 100.0)
                .tradeCount(3)
                .timeframe(60)
                .revision(revision)
                .kind(BarKind.TIME)
                .state(revision == 0 ? BarState.CLOSED : BarState.CORRECTED)
                .priceExponent((byte) -2)
                .quantityExponent((byte) -5);
        append(startNs + 60_000_000_000L, BarEncoder.BLOCK_LENGTH);
    }

    private void clear() {
        frame.setMemory(0, frame.capacity(), (byte) 0);
    }

    private void append(long timeNs, int blockLength) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        long sequence = journal.nextSequence();
        EventPrefix.writeInput(
                message, 0, timeNs, timeNs, INSTRUMENT, EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        EventPrefix.sequence(message, 0, sequence);
        EventFrame.writeHeader(frame, 0, length);
        journal.appender().append(frame, 0, EventFrame.frameLength(length), 1, sequence);
    }
}
