package org.millrace.feeds.venue;

import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusEncoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.QuoteEncoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.RejectedEncoder;
import org.millrace.codecs.sbe.TradeCorrectionEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.VenueBarEncoder;

/** Encodes what a frame says into claimed slots; what differs between venues is filled in by the caller. */
public final class InputWriter {
    private static final long NO_CONDITIONS = 0; // eight characters
    private static final int MAX_CONNECTION_ID = 0xFFFF;
    private static final int RAW_LENGTH = RejectedEncoder.rawLength();

    private final int venue;
    private final EventPublisher publisher;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final VenueBarEncoder bar = new VenueBarEncoder();
    private final MetricEncoder metric = new MetricEncoder();
    private final TradeCorrectionEncoder correction = new TradeCorrectionEncoder();
    private final FeedStatusEncoder status = new FeedStatusEncoder();
    private final RejectedEncoder rejected = new RejectedEncoder();
    private final ClockEstimate clock = new ClockEstimate();
    private final RefusalLog refusals;
    private RejectReason refusedFor = RejectReason.NULL_VAL; // of the rejection written last
    private int connectionId;

    public InputWriter(int venue, EventPublisher publisher) {
        this.venue = venue;
        this.publisher = publisher;
        refusals = new RefusalLog(venue);
    }

    /** Begins a trade of an instrument; its ids, price, quantity and side are the caller's to set. */
    public TradeEncoder trade(int index, VenueInstrument instrument, long eventTime, long receiveTime) {
        MutableDirectBuffer slot = publisher.slot(index);
        trade.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, eventTime, receiveTime, instrument.id());
        clock.observe(eventTime, receiveTime);
        trade.priceExponent((byte) instrument.priceExponent()).quantityExponent((byte) instrument.quantityExponent());
        slot.putLong(trade.offset() + TradeEncoder.conditionsEncodingOffset(), NO_CONDITIONS);
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH);
        return trade;
    }

    /** Begins a quote of an instrument; its sequence, prices and quantities are the caller's to set. */
    public QuoteEncoder quote(int index, VenueInstrument instrument, long eventTime, long receiveTime) {
        MutableDirectBuffer slot = publisher.slot(index);
        quote.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, eventTime, receiveTime, instrument.id());
        clock.observe(eventTime, receiveTime);
        quote.priceExponent((byte) instrument.priceExponent()).quantityExponent((byte) instrument.quantityExponent());
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + QuoteEncoder.BLOCK_LENGTH);
        return quote;
    }

    /** Begins a quote whose sequence is the id of a book's update: the book at that id is checked by it. */
    public QuoteEncoder quoteOfBook(int index, VenueInstrument instrument, long eventTime, long receiveTime) {
        quote(index, instrument, eventTime, receiveTime);
        EventPrefix.flags(publisher.slot(index), 0, EventPrefix.CHECK);
        return quote;
    }

    /** Begins a bar of an instrument; all that is in it is the caller's to set. */
    public VenueBarEncoder bar(int index, VenueInstrument instrument, long eventTime, long receiveTime) {
        MutableDirectBuffer slot = publisher.slot(index);
        bar.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, eventTime, receiveTime, instrument.id());
        bar.priceExponent((byte) instrument.priceExponent()).quantityExponent((byte) instrument.quantityExponent());
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + VenueBarEncoder.BLOCK_LENGTH);
        return bar;
    }

    /** Begins an observation of what an instrument stands for; its value, id and resolution are the caller's to set. */
    public MetricEncoder metric(int index, VenueInstrument instrument, long eventTime, long receiveTime) {
        MutableDirectBuffer slot = publisher.slot(index);
        metric.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, eventTime, receiveTime, instrument.id());
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + MetricEncoder.BLOCK_LENGTH);
        return metric;
    }

    /** Begins what becomes of a trade told before, REVISED; its id, action, price and quantity are the caller's to set. */
    public TradeCorrectionEncoder correction(int index, VenueInstrument instrument, long eventTime, long receiveTime) {
        MutableDirectBuffer slot = publisher.slot(index);
        correction.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, eventTime, receiveTime, instrument.id());
        EventPrefix.flags(slot, 0, EventPrefix.REVISED);
        correction.priceExponent((byte) instrument.priceExponent()).quantityExponent((byte)
                instrument.quantityExponent());
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + TradeCorrectionEncoder.BLOCK_LENGTH);
        return correction;
    }

    /** Returns what the times of trades and quotes tell of the venue's clock. */
    ClockEstimate clock() {
        return clock;
    }

    /** Sets the number of the connection that statuses speak of. */
    public void connection(int id) {
        connectionId = id & MAX_CONNECTION_ID;
    }

    /** Writes a status without gap; {@link #gap} follows where there is one. */
    public void status(int index, FeedStream stream, FeedState state, FeedReason reason, int instrumentId) {
        MutableDirectBuffer slot = publisher.slot(index);
        status.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, 0, 0, instrumentId);
        status.gapFirst(0).gapLast(0).clockOffset(0).connectionId(connectionId).state(state).reason(reason).stream(
                        stream)
                .clockSuspect(BooleanType.F);
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + FeedStatusEncoder.BLOCK_LENGTH);
    }

    /** Adds what is missing to the status written last. */
    public void gap(long first, long last) {
        status.gapFirst(first).gapLast(last);
    }

    /** Adds to the status written last by how much the venue's clock is ahead of ours. */
    void clock(long offsetNs, boolean isSuspect) {
        status.clockOffset(offsetNs).clockSuspect(isSuspect ? BooleanType.T : BooleanType.F);
    }

    /** Adds quality bits to the status written at an index. */
    public void flags(int index, int bits) {
        EventPrefix.flags(publisher.slot(index), 0, bits);
    }

    /** Sets the times of the status written last. */
    public void times(long eventTime, long receiveTime) {
        status.prefix().eventTime(eventTime).receiveTime(receiveTime);
    }

    /** Writes a rejection into slot 0, for an instrument or 0. */
    public void rejected(RejectReason reason, int instrumentId, int templateId, long venueSequence) {
        rejected(0, reason, instrumentId, templateId, venueSequence);
    }

    /** Writes a rejection, for an instrument or 0. */
    public void rejected(int index, RejectReason reason, int instrumentId, int templateId, long venueSequence) {
        MutableDirectBuffer slot = publisher.slot(index);
        rejected.wrapAndApplyHeader(slot, 0, header);
        prefix(slot, 0, 0, instrumentId);
        slot.setMemory(rejected.offset() + RejectedEncoder.rawEncodingOffset(), RAW_LENGTH, (byte) 0);
        refusedFor = reason;
        rejected.inputSequence(0)
                .venueSequence(venueSequence)
                .value(0)
                .bound(0)
                .rejectedTemplateId(templateId)
                .reason(reason)
                .valueExponent((byte) 0);
        publisher.length(index, MessageHeaderEncoder.ENCODED_LENGTH + RejectedEncoder.BLOCK_LENGTH);
    }

    /** Sets the times of the rejection written last. */
    public void rejectedTimes(long eventTime, long receiveTime) {
        rejected.prefix().eventTime(eventTime).receiveTime(receiveTime);
    }

    /** Adds the first bytes of what was refused to the rejection written last, and samples them to the log. */
    public void refused(long time, byte[] bytes, int offset, int length) {
        rejectedTimes(time, time);
        refusals.refused(time, refusedFor, bytes, offset, length);
        int raw = rejected.offset() + RejectedEncoder.rawEncodingOffset();
        int copied = Math.min(length, RAW_LENGTH);
        rejected.buffer().putBytes(raw, bytes, offset, copied);
        rejected.buffer().setMemory(raw + copied, RAW_LENGTH - copied, (byte) 0);
    }

    private void prefix(MutableDirectBuffer slot, long eventTime, long receiveTime, int instrumentId) {
        EventPrefix.writeInput(slot, 0, eventTime, receiveTime, instrumentId, EventPrefix.venueFlags(venue, 0));
    }
}
