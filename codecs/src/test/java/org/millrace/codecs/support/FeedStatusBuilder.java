package org.millrace.codecs.support;

import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusEncoder;
import org.millrace.codecs.sbe.FeedStream;

/** Makes a FeedStatus: a live connection, unless told otherwise. */
public final class FeedStatusBuilder extends EventBuilder<FeedStatusBuilder> {
    private final FeedStatusEncoder status = new FeedStatusEncoder();
    private FeedStream stream = FeedStream.CONNECTION;
    private FeedState state = FeedState.LIVE;
    private FeedReason reason = FeedReason.NONE;
    private long gapFirst;
    private long gapLast;
    private long clockOffset;
    private boolean clockSuspect;

    FeedStatusBuilder(Events events) {
        super(events);
    }

    public FeedStatusBuilder of(FeedStream newStream, FeedState newState, FeedReason newReason) {
        stream = newStream;
        state = newState;
        reason = newReason;
        return this;
    }

    /** Sets the ids that are missing. */
    public FeedStatusBuilder gap(long firstId, long lastId) {
        gapFirst = firstId;
        gapLast = lastId;
        return this;
    }

    /** Sets by how much the venue's clock is ahead of ours. */
    public FeedStatusBuilder clock(long offsetNs, boolean isSuspect) {
        clockOffset = offsetNs;
        clockSuspect = isSuspect;
        return this;
    }

    @Override
    int encode() {
        status
                .wrapAndApplyHeader(buffer, 0, header)
                .gapFirst(gapFirst)
                .gapLast(gapLast)
                .clockOffset(clockOffset)
                .connectionId(0)
                .state(state)
                .reason(reason)
                .stream(stream)
                .clockSuspect(clockSuspect ? BooleanType.T : BooleanType.F);
        return header.encodedLength() + status.encodedLength();
    }

    @Override
    FeedStatusBuilder self() {
        return this;
    }
}
