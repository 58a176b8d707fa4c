package org.millrace.feeds.binance;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.feeds.binance.sbe.BestBidAskEventDecoder;
import org.millrace.feeds.binance.sbe.DepthDiffEventDecoder;
import org.millrace.feeds.binance.sbe.DepthSnapshotEventDecoder;
import org.millrace.feeds.binance.sbe.MessageHeaderDecoder;
import org.millrace.feeds.binance.sbe.TradesEventDecoder;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.Refusals;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads messages in SBE ("SBE Market Data Streams"). A message is measured first, by the lengths on the wire: one that
 * does not end where its frame ends is refused, and nothing behind it is touched.
 */
final class SbeDecoder {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SCHEMA_AT = 4;
    private static final int TEMPLATE_AT = 2;
    private static final int GROUP_HEADER = 4;
    private static final int LARGE_GROUP_HEADER = 6;
    private static final int TRADE_LENGTH = 4; // id, price, quantity, maker
    private static final int INITIAL_TRADES = 64;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long LAST_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO;

    private final SymbolTable<BinanceInstrument> symbols;
    private final BinanceMessage message;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradesEventDecoder tradesEvent = new TradesEventDecoder();
    private final BestBidAskEventDecoder quote = new BestBidAskEventDecoder();
    private final DepthDiffEventDecoder depth = new DepthDiffEventDecoder();
    private final DepthSnapshotEventDecoder partial = new DepthSnapshotEventDecoder();
    private final FrameBytes frame = new FrameBytes(0);
    private long[] trades = new long[TRADE_LENGTH * INITIAL_TRADES];
    private int tradeCount;
    private int symbolAt;
    private int refusedTemplateId;
    private int priceExponent; // of the venue's mantissas
    private int quantityExponent;

    SbeDecoder(SymbolTable<BinanceInstrument> symbols, BinanceMessage message) {
        this.symbols = symbols;
        this.message = message;
    }

    /** Tells whether a frame is one of these: no text has such bytes where a message has its schema. */
    static boolean isMessage(DirectBuffer buffer, int offset, int length) {
        return length >= HEADER
                && buffer.getShort(offset + SCHEMA_AT, LITTLE_ENDIAN) == MessageHeaderDecoder.SCHEMA_ID
                && buffer.getByte(offset) != '{';
    }

    /** Reads a message of {@link #isMessage}; TRADE: {@link #tradeCount} of them, REFUSED: the message says why. */
    FrameKind decode(DirectBuffer buffer, int offset, int length) {
        message.begin();
        int templateId = buffer.getShort(offset + TEMPLATE_AT, LITTLE_ENDIAN) & 0xFFFF;
        refusedTemplateId = 0;
        boolean isRead =
                switch (templateId) {
                    case TradesEventDecoder.TEMPLATE_ID -> trades(buffer, offset, length);
                    case BestBidAskEventDecoder.TEMPLATE_ID -> quote(buffer, offset, length);
                    case DepthDiffEventDecoder.TEMPLATE_ID -> depth(buffer, offset, length);
                    case DepthSnapshotEventDecoder.TEMPLATE_ID -> partial(buffer, offset, length);
                    default -> true;
                };
        if (!isRead) {
            frame.wrap(buffer, offset, length);
            message.refuse(message.reason(), frame.start(), length);
            return FrameKind.REFUSED;
        }
        return switch (templateId) {
            case TradesEventDecoder.TEMPLATE_ID -> FrameKind.TRADE;
            case BestBidAskEventDecoder.TEMPLATE_ID -> FrameKind.BOOK_TICKER;
            case DepthDiffEventDecoder.TEMPLATE_ID -> FrameKind.DEPTH;
            case DepthSnapshotEventDecoder.TEMPLATE_ID -> FrameKind.PARTIAL_DEPTH;
            default -> FrameKind.UNKNOWN;
        };
    }

    /** Returns the array that offsets of what was refused refer to. */
    byte[] source() {
        return frame.array();
    }

    int tradeCount() {
        return tradeCount;
    }

    /** Makes a trade of the last message what the message says. */
    void trade(int index) {
        int at = TRADE_LENGTH * index;
        message.value('t', trades[at]);
        message.value('p', trades[at + 1]);
        message.value('q', trades[at + 2]);
        message.value('m', trades[at + 3]);
    }

    /** Returns the id of a trade of the last message. */
    long tradeId(int index) {
        return trades[TRADE_LENGTH * index];
    }

    /** Returns the template of the event that the last message, which was refused, was to become. */
    int refusedTemplateId() {
        return refusedTemplateId;
    }

    private boolean trades(DirectBuffer buffer, int offset, int length) {
        refusedTemplateId = TradeDecoder.TEMPLATE_ID;
        int end = offset + length;
        int at = block(buffer, offset, end, TradesEventDecoder.BLOCK_LENGTH);
        at = group(buffer, at, end, LARGE_GROUP_HEADER, TradesEventDecoder.TradesDecoder.sbeBlockLength());
        if (!symbol(buffer, at, end)) {
            return false;
        }
        tradesEvent.wrapAndApplyHeader(buffer, offset, header);
        if (!time('T', tradesEvent.transactTime())) {
            return false;
        }
        exponents(tradesEvent.priceExponent(), tradesEvent.quantityExponent());
        tradeCount = 0;
        for (TradesEventDecoder.TradesDecoder trade : tradesEvent.trades()) {
            if (!trade(trade)) {
                return false;
            }
        }
        return true;
    }

    private boolean trade(TradesEventDecoder.TradesDecoder trade) {
        int at = TRADE_LENGTH * tradeCount;
        if (at == trades.length) {
            trades = Arrays.copyOf(trades, 2 * at);
        }
        long price = price(trade.price());
        long quantity = quantity(trade.quantity());
        if (trade.tradeId() < 0 || trade.isBuyerMaker() > 1) {
            return refuse(RejectReason.MALFORMED);
        }
        trades[at] = trade.tradeId();
        trades[at + 1] = price;
        trades[at + 2] = quantity;
        trades[at + 3] = trade.isBuyerMaker();
        tradeCount++;
        return isNumber(price) && isNumber(quantity);
    }

    private boolean quote(DirectBuffer buffer, int offset, int length) {
        refusedTemplateId = QuoteDecoder.TEMPLATE_ID;
        int end = offset + length;
        if (!symbol(buffer, block(buffer, offset, end, BestBidAskEventDecoder.BLOCK_LENGTH), end)) {
            return false;
        }
        quote.wrapAndApplyHeader(buffer, offset, header);
        if (quote.bookUpdateId() < 0) {
            return refuse(RejectReason.MALFORMED);
        }
        message.value('u', quote.bookUpdateId());
        exponents(quote.priceExponent(), quote.quantityExponent());
        return time('E', quote.eventTime())
                && number('b', price(quote.bidPrice()))
                && number('B', quantity(quote.bidQuantity()))
                && number('a', price(quote.askPrice()))
                && number('A', quantity(quote.askQuantity()));
    }

    private boolean depth(DirectBuffer buffer, int offset, int length) {
        refusedTemplateId = BookUpdateDecoder.TEMPLATE_ID;
        int end = offset + length;
        int at = block(buffer, offset, end, DepthDiffEventDecoder.BLOCK_LENGTH);
        at = group(buffer, at, end, GROUP_HEADER, DepthDiffEventDecoder.BidsDecoder.sbeBlockLength());
        at = group(buffer, at, end, GROUP_HEADER, DepthDiffEventDecoder.AsksDecoder.sbeBlockLength());
        if (!symbol(buffer, at, end)) {
            return false;
        }
        depth.wrapAndApplyHeader(buffer, offset, header);
        if (depth.firstUpdateId() < 0 || depth.lastUpdateId() < 0) {
            return refuse(RejectReason.MALFORMED);
        }
        message.value('U', depth.firstUpdateId());
        message.value('u', depth.lastUpdateId());
        if (!time('E', depth.eventTime())) {
            return false;
        }
        exponents(depth.priceExponent(), depth.quantityExponent());
        for (DepthDiffEventDecoder.BidsDecoder level : depth.bids()) {
            if (!level(level.price(), level.quantity(), message.bids)) {
                return false;
            }
        }
        for (DepthDiffEventDecoder.AsksDecoder level : depth.asks()) {
            if (!level(level.price(), level.quantity(), message.asks)) {
                return false;
            }
        }
        return true;
    }

    private boolean partial(DirectBuffer buffer, int offset, int length) {
        refusedTemplateId = BookUpdateDecoder.TEMPLATE_ID;
        int end = offset + length;
        int at = block(buffer, offset, end, DepthSnapshotEventDecoder.BLOCK_LENGTH);
        at = group(buffer, at, end, GROUP_HEADER, DepthSnapshotEventDecoder.BidsDecoder.sbeBlockLength());
        at = group(buffer, at, end, GROUP_HEADER, DepthSnapshotEventDecoder.AsksDecoder.sbeBlockLength());
        if (!symbol(buffer, at, end)) {
            return false;
        }
        partial.wrapAndApplyHeader(buffer, offset, header);
        message.value('u', partial.bookUpdateId());
        if (partial.bookUpdateId() < 0 || !time('E', partial.eventTime())) {
            return refuse(partial.bookUpdateId() < 0 ? RejectReason.MALFORMED : RejectReason.TIME_INVALID);
        }
        exponents(partial.priceExponent(), partial.quantityExponent());
        for (DepthSnapshotEventDecoder.BidsDecoder level : partial.bids()) {
            if (!level(level.price(), level.quantity(), message.bids)) {
                return false;
            }
        }
        for (DepthSnapshotEventDecoder.AsksDecoder level : partial.asks()) {
            if (!level(level.price(), level.quantity(), message.asks)) {
                return false;
            }
        }
        return true;
    }

    /** Returns where the block ends, less than 0 if the frame has no room for it. */
    private static int block(DirectBuffer buffer, int offset, int end, int least) {
        int length = buffer.getShort(offset, LITTLE_ENDIAN) & 0xFFFF;
        int behind = offset + HEADER + length;
        return length < least || behind > end ? -1 : behind;
    }

    /** Returns where the group ends, less than 0 if the frame has no room for it. */
    private static int group(DirectBuffer buffer, int at, int end, int headerLength, int least) {
        if (at < 0 || at + headerLength > end) {
            return -1;
        }
        int length = buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF;
        long count = headerLength == GROUP_HEADER
                ? buffer.getShort(at + 2, LITTLE_ENDIAN) & 0xFFFF
                : buffer.getInt(at + 2, LITTLE_ENDIAN) & 0xFFFFFFFFL;
        long behind = at + headerLength + count * length;
        return (length < least && count > 0) || behind > end ? -1 : (int) behind;
    }

    /** Takes the symbol, which ends the frame. */
    private boolean symbol(DirectBuffer buffer, int at, int end) {
        if (at < 0 || at >= end || at + 1 + (buffer.getByte(at) & 0xFF) != end) {
            return refuse(RejectReason.MALFORMED);
        }
        symbolAt = at + 1;
        frame.wrap(buffer, symbolAt, end - symbolAt);
        BinanceInstrument of = symbols.find(frame.array(), frame.start(), end - symbolAt);
        if (of == null) {
            return refuse(end - symbolAt == 0 ? RejectReason.MALFORMED : RejectReason.CAPACITY);
        }
        if (of.id() == InstrumentResolver.UNKNOWN) {
            return refuse(RejectReason.UNKNOWN_INSTRUMENT);
        }
        message.instrument(of);
        return true;
    }

    private boolean time(int slot, long micros) {
        message.value(slot, micros * NANOS_PER_MICRO);
        return (micros >= 0 && micros < LAST_MICROS) || refuse(RejectReason.TIME_INVALID);
    }

    private void exponents(int price, int quantity) {
        priceExponent = price;
        quantityExponent = quantity;
    }

    private long price(long mantissa) {
        return Decimals.rescale(mantissa, priceExponent, message.instrument().priceExponent());
    }

    private long quantity(long mantissa) {
        return Decimals.rescale(mantissa, quantityExponent, message.instrument().quantityExponent());
    }

    private boolean level(long wirePrice, long wireQuantity, Levels to) {
        long price = price(wirePrice);
        long quantity = quantity(wireQuantity);
        if (!isNumber(price) || !isNumber(quantity)) {
            return false;
        }
        to.add(price, quantity);
        return true;
    }

    private boolean number(int slot, long number) {
        message.value(slot, number);
        return isNumber(number);
    }

    private boolean isNumber(long number) {
        return !Decimals.isError(number) || refuse(Refusals.reason(number));
    }

    private boolean refuse(RejectReason reason) {
        message.refuse(reason, 0, 0);
        return false;
    }
}
