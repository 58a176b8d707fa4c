package org.millrace.feeds.coinbase;

import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Kinds of frames, of both protocols, and the event that comes of each. */
enum FrameKind {
    TRADES(TradeDecoder.TEMPLATE_ID),
    /** Trades that were before one subscribed: the snapshot of {@code market_trades}. */
    EARLIER_TRADES(TradeDecoder.TEMPLATE_ID),
    /** The last trade before one subscribed: {@code last_match}. */
    LAST_TRADE(TradeDecoder.TEMPLATE_ID),
    QUOTES(QuoteDecoder.TEMPLATE_ID),
    BOOK(BookUpdateDecoder.TEMPLATE_ID),
    CANDLES(VenueBarDecoder.TEMPLATE_ID),
    HEARTBEAT(0),
    /** Confirms what one is subscribed to. */
    SUBSCRIPTIONS(0),
    ERROR(0),
    /** Known, and nothing that events are made of. */
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
}
