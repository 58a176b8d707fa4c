package org.millrace.feeds.kraken;

import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Kinds of frames, and the event that comes of each row in them. */
enum FrameKind {
    TRADE(TradeDecoder.TEMPLATE_ID),
    TICKER(QuoteDecoder.TEMPLATE_ID),
    BOOK(BookUpdateDecoder.TEMPLATE_ID),
    BAR(VenueBarDecoder.TEMPLATE_ID),
    /** What the venue says of its pairs. */
    INSTRUMENT(0),
    /** A book is subscribed to, at the depth that its row says. */
    SUBSCRIBED(0),
    /** Answers to requests, heartbeats, the venue's state. */
    CONTROL(0),
    /** Known, and nothing that events are made of: spreads. */
    IGNORED(0),
    UNKNOWN(0),
    /** No frame, or one without a field that its kind needs, or with one that cannot be read. */
    REFUSED(0);

    private final int templateId;

    FrameKind(int templateId) {
        this.templateId = templateId;
    }

    /** Returns the template of the event that comes of it; 0 = none. */
    int templateId() {
        return templateId;
    }

    boolean isData() {
        return templateId != 0;
    }
}
