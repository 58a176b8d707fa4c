package org.millrace.bench.decoding;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;

/** The events that a feed made of frames, read with the generated decoders: no decoding of text can be quicker. */
final class SbeEvents {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final List<UnsafeBuffer> collected = new ArrayList<>();
    private UnsafeBuffer[] events = {};
    private int[] firsts = {};
    private int index = -1;

    /** Keeps what a feed makes of some frames. */
    void collect(FrameRing frames, int count, VenueFeed feed) {
        ArrayPublisher published = feed.published();
        firsts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            UnsafeBuffer frame = frames.next();
            published.clear();
            feed.take(frame, frames.length());
            published.forEach((event, offset, length) -> {
                UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                copy.putBytes(0, event, offset, length);
                collected.add(copy);
            });
            firsts[i + 1] = collected.size();
        }
        events = collected.toArray(UnsafeBuffer[]::new);
    }

    /** Reads every field of the next frame's events; returns a sum, so that none is left out. */
    long readNext() {
        index = index + 2 == firsts.length ? 0 : index + 1;
        long sum = 0;
        for (int i = firsts[index]; i < firsts[index + 1]; i++) {
            sum += read(events[i]);
        }
        return sum;
    }

    private long read(DirectBuffer event) {
        return switch (EventPrefix.templateId(event, 0)) {
            case TradeDecoder.TEMPLATE_ID -> readTrade(event);
            case QuoteDecoder.TEMPLATE_ID -> readQuote(event);
            case BookUpdateDecoder.TEMPLATE_ID -> readUpdate(event);
            default -> throw new IllegalStateException("not of a frame");
        };
    }

    private static long readPrefix(DirectBuffer event) {
        return EventPrefix.eventTime(event, 0)
                + EventPrefix.receiveTime(event, 0)
                + EventPrefix.instrumentId(event, 0)
                + EventPrefix.venue(event, 0);
    }

    private long readTrade(DirectBuffer event) {
        trade.wrapAndApplyHeader(event, 0, header);
        return readPrefix(event)
                + trade.tradeId()
                + trade.price()
                + trade.quantity()
                + trade.aggressorSideRaw()
                + trade.priceExponent()
                + trade.quantityExponent();
    }

    private long readQuote(DirectBuffer event) {
        quote.wrapAndApplyHeader(event, 0, header);
        return readPrefix(event)
                + quote.venueSequence()
                + quote.bidPrice()
                + quote.bidQuantity()
                + quote.askPrice()
                + quote.askQuantity()
                + quote.priceExponent()
                + quote.quantityExponent();
    }

    private long readUpdate(DirectBuffer event) {
        update.wrapAndApplyHeader(event, 0, header);
        long sum = readPrefix(event)
                + update.venueSequenceFirst()
                + update.venueSequenceLast()
                + update.priceExponent()
                + update.quantityExponent();
        BookUpdateDecoder.LevelsDecoder levels = update.levels();
        while (levels.hasNext()) {
            levels.next();
            sum += levels.price() + levels.quantity() + levels.sideRaw();
        }
        return sum;
    }
}
