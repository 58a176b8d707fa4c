package org.millrace.engine.quality;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.QualityScoreEncoder;
import org.millrace.codecs.sbe.RejectedEncoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictEncoder;
import org.millrace.codecs.sbe.Verdict;

/** Encodes what Quality derives, in a buffer of its own, and hands it on. */
final class Derived {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final byte[] NO_RAW = new byte[RejectedEncoder.rawLength()];

    private final EventConsumer next;
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RejectedEncoder rejected = new RejectedEncoder();
    private final TradeVerdictEncoder tradeVerdict = new TradeVerdictEncoder();
    private final QualityScoreEncoder qualityScore = new QualityScoreEncoder();

    Derived(EventConsumer next) {
        this.next = next;
    }

    /** Hands on a copy of an event with more flags. */
    void flagged(DirectBuffer buffer, int offset, int length, int flags) {
        out.putBytes(0, buffer, offset, length);
        EventPrefix.flags(out, 0, EventPrefix.flags(buffer, offset) | flags);
        next.onEvent(out, 0, length);
    }

    /** Tells why the input at {@code offset} is not handed on. */
    void rejected(DirectBuffer buffer, int offset, Rejection why) {
        rejected.wrapAndApplyHeader(out, 0, header);
        EventPrefix.writeDerived(out, 0, buffer, offset, EventPrefix.eventTime(buffer, offset));
        encode(why, EventPrefix.sequence(buffer, offset), EventPrefix.templateId(buffer, offset));
    }

    /** Tells that a suspect trade was not confirmed. {@code buffer} holds the event that decided it. */
    void notConfirmed(DirectBuffer buffer, int offset, InstrumentQuality instrument, Suspect suspect, Rejection why) {
        rejected.wrapAndApplyHeader(out, 0, header);
        writePrefix(buffer, offset, instrument, suspect);
        encode(why, suspect.sequence, TradeDecoder.TEMPLATE_ID);
    }

    /** Tells what became of a suspect trade. */
    void verdict(DirectBuffer buffer, int offset, InstrumentQuality instrument, Suspect suspect, Verdict verdict) {
        tradeVerdict.wrapAndApplyHeader(out, 0, header);
        writePrefix(buffer, offset, instrument, suspect);
        tradeVerdict.tradeId(suspect.tradeId).heldSequence(suspect.sequence).verdict(verdict);
        next.onEvent(out, 0, HEADER + TradeVerdictEncoder.BLOCK_LENGTH);
    }

    /** Tells an instrument's score. */
    void score(DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        qualityScore.wrapAndApplyHeader(out, 0, header);
        EventPrefix.writeDerived(out, 0, buffer, offset, instrument.id, instrument.venue);
        instrument.counters.encode(qualityScore);
        next.onEvent(out, 0, HEADER + QualityScoreEncoder.BLOCK_LENGTH);
    }

    private void encode(Rejection why, long inputSequence, int templateId) {
        rejected.inputSequence(inputSequence)
                .venueSequence(why.venueSequence)
                .value(why.value)
                .bound(why.bound)
                .putRaw(NO_RAW, 0)
                .rejectedTemplateId(templateId)
                .reason(why.reason)
                .valueExponent(why.exponent);
        next.onEvent(out, 0, HEADER + RejectedEncoder.BLOCK_LENGTH);
    }

    private void writePrefix(DirectBuffer cause, int offset, InstrumentQuality instrument, Suspect suspect) {
        EventPrefix.writeDerived(out, 0, cause, offset, instrument.id, instrument.venue);
        EventPrefix.eventTime(out, 0, suspect.eventTime);
        EventPrefix.flags(out, 0, suspect.flags & EventPrefix.QUALITY_MASK);
    }
}
