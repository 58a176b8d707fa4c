package org.millrace.feeds.session;

import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusEncoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;

/** Publishes what becomes of a venue's connections. */
public final class StatusPublisher {
    private static final int NO_INSTRUMENT = 0;

    private final EventPublisher publisher;
    private final int venueFlags;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FeedStatusEncoder status = new FeedStatusEncoder();

    public StatusPublisher(Venue venue, EventPublisher publisher) {
        this.publisher = publisher;
        venueFlags = EventPrefix.venueFlags(venue.value(), 0);
    }

    /** Publishes, if the ring has room. */
    public boolean tryPublish(int connectionId, FeedState state, FeedReason reason, long nowNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        MutableDirectBuffer slot = publisher.slot(0);
        status.wrapAndApplyHeader(slot, 0, header);
        EventPrefix.writeInput(slot, 0, nowNs, nowNs, NO_INSTRUMENT, venueFlags);
        status
                .gapFirst(0)
                .gapLast(0)
                .clockOffset(0)
                .connectionId(connectionId & 0xFFFF)
                .state(state)
                .reason(reason)
                .stream(FeedStream.CONNECTION)
                .clockSuspect(BooleanType.F);
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + status.encodedLength());
        publisher.commit();
        return true;
    }
}
