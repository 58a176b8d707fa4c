package org.millrace.feeds.support;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;

/** Keeps the books that events tell of, believes them while they are LIVE only, and counts what else it is told. */
public final class LiveBooks implements EventConsumer {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final RejectedDecoder rejected = new RejectedDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final Map<Integer, OrderBook> books = new HashMap<>();
    private final Map<Integer, Long> lastUpdateIds = new HashMap<>();
    private final Map<Integer, int[]> exponentsOf = new HashMap<>(); // of price and quantity
    private final Map<Integer, Boolean> live = new HashMap<>();
    private final Map<FeedReason, Integer> reasons = new HashMap<>();
    private final Map<RejectReason, Integer> rejections = new HashMap<>();
    private final Map<Integer, Long> lastTradeIds = new HashMap<>();
    private long tradesMissing;
    private long tradesToldMissing;

    /** Returns a book's last update and lines, eight decimals; empty while it is not LIVE. */
    public synchronized String book(int instrumentId) {
        if (!live.getOrDefault(instrumentId, false)) {
            return "";
        }
        OrderBook book = books.get(instrumentId);
        List<String> lines = new ArrayList<>();
        int[] exponents = exponentsOf.get(instrumentId);
        lines(lines, "B|", book, Side.BUY, exponents);
        lines(lines, "A|", book, Side.SELL, exponents);
        return lastUpdateIds.get(instrumentId) + " " + lines;
    }

    /** Returns the last update of a book; 0 = there was none. */
    public synchronized long lastUpdateId(int instrumentId) {
        return lastUpdateIds.getOrDefault(instrumentId, 0L);
    }

    public synchronized int count(FeedReason reason) {
        return reasons.getOrDefault(reason, 0);
    }

    public synchronized int count(RejectReason reason) {
        return rejections.getOrDefault(reason, 0);
    }

    /** Returns how many trade ids were never seen. */
    public synchronized long tradesMissing() {
        return tradesMissing;
    }

    /** Returns how many trade ids statuses said to be missing. */
    public synchronized long tradesToldMissing() {
        return tradesToldMissing;
    }

    @Override
    public synchronized void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case BookUpdateDecoder.TEMPLATE_ID -> onUpdate(update.wrapAndApplyHeader(buffer, offset, header));
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(status.wrapAndApplyHeader(buffer, offset, header));
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case RejectedDecoder.TEMPLATE_ID ->
                rejections.merge(
                        rejected.wrapAndApplyHeader(buffer, offset, header).reason(), 1, Integer::sum);
            default -> {
                // quotes and bars
            }
        }
    }

    private void onUpdate(BookUpdateDecoder message) {
        int id = message.prefix().instrumentId();
        int flags = EventPrefix.flags(message.buffer(), message.offset() - MessageHeaderDecoder.ENCODED_LENGTH);
        OrderBook book = books.computeIfAbsent(id, key -> new OrderBook());
        if ((flags & EventPrefix.SNAPSHOT) != 0 && (flags & EventPrefix.FIRST) != 0) {
            book.clear();
        }
        lastUpdateIds.put(id, message.venueSequenceLast());
        exponentsOf.put(id, new int[] {message.priceExponent(), message.quantityExponent()});
        for (BookUpdateDecoder.LevelsDecoder level : message.levels()) {
            long price = level.price();
            long quantity = level.quantity();
            book.set(level.side(), price, quantity);
        }
    }

    private void onStatus(FeedStatusDecoder message) {
        reasons.merge(message.reason(), 1, Integer::sum);
        if (message.stream() == FeedStream.BOOK) {
            live.put(message.prefix().instrumentId(), message.state() == FeedState.LIVE);
        } else if (message.stream() == FeedStream.TRADES && message.reason() == FeedReason.GAP) {
            tradesToldMissing += message.gapLast() - message.gapFirst() + 1;
        }
    }

    private void onTrade(TradeDecoder message) {
        long id = message.tradeId();
        int instrumentId = message.prefix().instrumentId();
        Long last = lastTradeIds.get(instrumentId);
        lastTradeIds.merge(instrumentId, id, Math::max);
        if (last != null && id > last + 1) {
            tradesMissing += id - last - 1;
        }
    }

    private static void lines(List<String> to, String head, OrderBook book, Side side, int[] exponents) {
        for (int i = 0; i < book.levels(side); i++) {
            BigDecimal price = BigDecimal.valueOf(book.price(side, i), -exponents[0]);
            BigDecimal quantity = BigDecimal.valueOf(book.quantity(side, i), -exponents[1]);
            to.add(head + price.setScale(8).toPlainString() + "|"
                    + quantity.setScale(8).toPlainString());
        }
    }
}
