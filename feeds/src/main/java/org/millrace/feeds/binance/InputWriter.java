package org.millrace.feeds.binance;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusEncoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.QuoteEncoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.RejectedEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.VenueBarEncoder;

/** Encodes what a frame says into claimed slots. */
final class InputWriter {
    private static final long NO_CONDITIONS = 0; // eight characters
    private static final int MAX_CONNECTION_ID = 0xFFFF;
    private static final int RAW_LENGTH = RejectedEncoder.rawLength();

    private final int venue;
    private final EventPublisher publisher;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final VenueBarEncoder bar = new VenueBarEncoder();
    private final FeedStatusEncoder status = new FeedStatusEncoder();
    private final RejectedEncoder rejected = new RejectedEncoder();
    private int connectionId;

    InputWriter(int venue, EventPublisher publisher) {
        this.venue = venue;
        this.publisher = publisher;
    }

    void trade(int index, BinanceMessage from, long tradeId, long receiveTime) {
        BinanceInstrument instrument = from.instrument();
        MutableDirectBuffer slot = publisher.slot(index);
        trade.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, from.value('T'), receiveTime, instrument.id());
        trade.tradeId(tradeId)
                .venueSequence(tradeId)
                .price(from.value('p'))
                .quantity(from.value('q'))
                .aggressorSide(from.value('m') == 0 ? AggressorSide.BUY : AggressorSide.SELL)
                .priceExponent((byte) instrument.priceExponent())
                .quantityExponent((byte) instrument.quantityExponent());
        slot.putLong(trade.offset() + TradeEncoder.conditionsEncodingOffset(), NO_CONDITIONS);
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH);
    }

    void quote(int index, BinanceMessage from, long receiveTime) {
        BinanceInstrument instrument = from.instrument();
        MutableDirectBuffer slot = publisher.slot(index);
        quote.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, receiveTime, receiveTime, instrument.id());
        quote.venueSequence(from.value('u'))
                .bidPrice(from.value('b'))
                .bidQuantity(from.value('B'))
                .askPrice(from.value('a'))
                .askQuantity(from.value('A'))
                .priceExponent((byte) instrument.priceExponent())
                .quantityExponent((byte) instrument.quantityExponent());
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + QuoteEncoder.BLOCK_LENGTH);
    }

    void bar(int index, BinanceMessage from, long receiveTime) {
        BinanceInstrument instrument = from.instrument();
        MutableDirectBuffer slot = publisher.slot(index);
        bar.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, from.value('E'), receiveTime, instrument.id());
        bar.startTime(from.value(FrameField.BAR + 't'))
                .open(from.value(FrameField.BAR + 'o'))
                .high(from.value(FrameField.BAR + 'h'))
                .low(from.value(FrameField.BAR + 'l'))
                .close(from.value(FrameField.BAR + 'c'))
                .volume(from.value(FrameField.BAR + 'v'))
                .buyVolume(from.value(FrameField.BAR + 'V'))
                .tradeCount(from.value(FrameField.BAR + 'n'))
                .timeframe(from.value(FrameField.BAR + 'i'))
                .closed(from.value(FrameField.BAR + 'x') == 0 ? BooleanType.F : BooleanType.T)
                .priceExponent((byte) instrument.priceExponent())
                .quantityExponent((byte) instrument.quantityExponent());
        bar.notional().high(from.amountHigh()).low(from.amountLow());
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + VenueBarEncoder.BLOCK_LENGTH);
    }

    /** Sets the number of the connection that statuses speak of. */
    void connection(int id) {
        connectionId = id & MAX_CONNECTION_ID;
    }

    /** Writes a status without gap; {@link #gap} follows where there is one. */
    void status(int index, FeedStream stream, FeedState state, FeedReason reason, int instrumentId) {
        MutableDirectBuffer slot = publisher.slot(index);
        status.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, 0, 0, instrumentId);
        status.gapFirst(0).gapLast(0).clockOffset(0).connectionId(connectionId).state(state).reason(reason).stream(
                        stream)
                .clockSuspect(BooleanType.F);
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + FeedStatusEncoder.BLOCK_LENGTH);
    }

    /** Adds what is missing to the status written last. */
    void gap(long first, long last) {
        status.gapFirst(first).gapLast(last);
    }

    /** Sets the times of the status written last. */
    void times(long eventTime, long receiveTime) {
        status.prefix().eventTime(eventTime).receiveTime(receiveTime);
    }

    /** Writes a rejection into slot 0, for an instrument or 0. */
    void rejected(RejectReason reason, int instrumentId, int templateId, long venueSequence) {
        MutableDirectBuffer slot = publisher.slot(0);
        rejected.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, 0, 0, instrumentId);
        slot.setMemory(rejected.offset() + RejectedEncoder.rawEncodingOffset(), RAW_LENGTH, (byte) 0);
        rejected.inputSequence(0)
                .venueSequence(venueSequence)
                .value(0)
                .bound(0)
                .rejectedTemplateId(templateId)
                .reason(reason)
                .valueExponent((byte) 0);
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + RejectedEncoder.BLOCK_LENGTH);
    }

    /** Sets the times of the rejection written last. */
    void rejectedTimes(long eventTime, long receiveTime) {
        rejected.prefix().eventTime(eventTime).receiveTime(receiveTime);
    }

    /** Adds the first bytes of what was refused to the rejection written last; venue's time not known. */
    void refused(long time, DirectBuffer buffer, int offset, int length) {
        rejectedTimes(time, time);
        int raw = rejected.offset() + RejectedEncoder.rawEncodingOffset();
        int copied = Math.min(length, RAW_LENGTH);
        rejected.buffer().putBytes(raw, buffer, offset, copied);
        rejected.buffer().setMemory(raw + copied, RAW_LENGTH - copied, (byte) 0);
    }

    private void prefix(MutableDirectBuffer slot, long eventTime, long receiveTime, int instrumentId) {
        EventPrefix.writeInput(slot, 0, eventTime, receiveTime, instrumentId, EventPrefix.venueFlags(venue, 0));
    }
}
