package org.millrace.bench.fanout;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;

/** A trade as it leaves the line. */
final class SampleTrade {
    private SampleTrade() {}

    static UnsafeBuffer message() {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        new TradeEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .tradeId(1)
                .venueSequence(0)
                .price(6_168_600_000_000L)
                .quantity(1_000_000)
                .conditions("")
                .aggressorSide(AggressorSide.BUY)
                .priceExponent((byte) -8)
                .quantityExponent((byte) -8);
        EventPrefix.writeInput(buffer, 0, 1, 1, 1, EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        return buffer;
    }

    /** Makes it another trade: of some instrument, due at a time. */
    static void stamp(UnsafeBuffer trade, long sequence, int instrumentId, long dueNs) {
        EventPrefix.writeInput(trade, 0, dueNs, dueNs, instrumentId, EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        EventPrefix.sequence(trade, 0, sequence);
    }

    static void number(UnsafeBuffer trade, long sequence) {
        EventPrefix.sequence(trade, 0, sequence);
    }
}
