package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/** Keeps each instrument's book from the deltas that go out, and writes it as the run of a snapshot. */
final class BookKeeper {
    private static final int LEVELS_PER_MESSAGE = 10;

    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BookUpdateEncoder part = new BookUpdateEncoder();
    private final MessageHeaderEncoder partHeader = new MessageHeaderEncoder();
    private final BitSet whole = new BitSet();
    private OrderBook[] books = new OrderBook[64];

    void onUpdate(DirectBuffer buffer, int offset) {
        OrderBook book = book(EventPrefix.instrumentId(buffer, offset));
        int flags = EventPrefix.flags(buffer, offset);
        if ((flags & (EventPrefix.SNAPSHOT | EventPrefix.FIRST)) == (EventPrefix.SNAPSHOT | EventPrefix.FIRST)) {
            book.clear();
            whole.set(EventPrefix.instrumentId(buffer, offset));
        }
        if (!whole.get(EventPrefix.instrumentId(buffer, offset))) {
            return;
        }
        update.wrapAndApplyHeader(buffer, offset, header);
        for (BookUpdateDecoder.LevelsDecoder level = update.levels(); level.hasNext(); ) {
            level.next();
            book.set(level.side(), level.price(), level.quantity());
        }
    }

    /** Returns a book that has been seen whole, or null. */
    OrderBook whole(int instrumentId) {
        return whole.get(instrumentId) ? book(instrumentId) : null;
    }

    void forget() {
        Arrays.fill(books, null);
        whole.clear();
    }

    /** Returns the frames of a book's snapshot, none until one has been seen whole; {@code newest} is the frame of the last update that went into it. */
    List<DirectBuffer> parts(int instrumentId, DirectBuffer newest) {
        if (!whole.get(instrumentId)) {
            return List.of();
        }
        List<DirectBuffer> frames = new ArrayList<>();
        OrderBook book = book(instrumentId);
        int bids = book.levels(Side.BUY);
        int levels = bids + book.levels(Side.SELL);
        for (int from = 0; from == 0 || from < levels; from += LEVELS_PER_MESSAGE) {
            int to = Math.min(from + LEVELS_PER_MESSAGE, levels);
            int flags =
                    EventPrefix.SNAPSHOT | (from == 0 ? EventPrefix.FIRST : 0) | (to == levels ? EventPrefix.LAST : 0);
            frames.add(part(book, from, to, newest, flags));
        }
        return frames;
    }

    private DirectBuffer part(OrderBook book, int from, int to, DirectBuffer newest, int flags) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[FanOutFrame.MAX_LENGTH]);
        UnsafeBuffer message = new UnsafeBuffer(new byte[FanOutFrame.MAX_LENGTH]);
        update.wrapAndApplyHeader(newest, FanOutFrame.HEADER_LENGTH, header);
        part.wrapAndApplyHeader(message, 0, partHeader);
        message.putBytes(8, newest, FanOutFrame.HEADER_LENGTH + 8, EventPrefix.LENGTH - 8);
        EventPrefix.flags(message, 0, flags);
        part.venueSequenceFirst(update.venueSequenceLast())
                .venueSequenceLast(update.venueSequenceLast())
                .priceExponent(update.priceExponent())
                .quantityExponent(update.quantityExponent());
        BookUpdateEncoder.LevelsEncoder levels = part.levelsCount(to - from);
        int bids = book.levels(Side.BUY);
        for (int i = from; i < to; i++) {
            Side side = i < bids ? Side.BUY : Side.SELL;
            int index = i < bids ? i : i - bids;
            levels.next()
                    .price(book.price(side, index))
                    .quantity(book.quantity(side, index))
                    .side(side);
        }
        int length = MessageHeaderEncoder.ENCODED_LENGTH + part.encodedLength();
        int number = FanOutFrame.streamSequence(newest, 0);
        FanOutFrame.write(frame, 0, FanOutFrame.channelAndNumber(Channels.BOOK, number), message, 0, length);
        return frame;
    }

    private OrderBook book(int instrumentId) {
        if (instrumentId >= books.length) {
            books = Arrays.copyOf(books, Math.max(books.length * 2, instrumentId + 1));
        }
        if (books[instrumentId] == null) {
            books[instrumentId] = new OrderBook();
        }
        return books[instrumentId];
    }
}
