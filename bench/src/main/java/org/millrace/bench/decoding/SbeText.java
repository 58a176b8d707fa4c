package org.millrace.bench.decoding;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.binance.sbe.BestBidAskEventEncoder;
import org.millrace.feeds.binance.sbe.DepthDiffEventEncoder;
import org.millrace.feeds.binance.sbe.MessageHeaderEncoder;
import org.millrace.feeds.binance.sbe.TradesEventEncoder;

/** Writes a lap's messages of Binance's SBE streams; a change of a book has 20 levels. */
final class SbeText {
    private static final int LEVELS = 10;
    private static final int MOST_BYTES = 1_024;
    private static final long FIRST_ID = 50_000_000_000L - FrameRing.FRAMES;
    private static final long TIME = 1_723_161_255_343_000L;
    private static final byte EXPONENT = -8;
    private static final String SYMBOL = "BTCUSDT";

    private final SplittableRandom random = new SplittableRandom(1);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    FrameRing lap(String kind) {
        var messages = IntStream.range(0, FrameRing.FRAMES)
                .mapToObj(index -> Arrays.copyOf(buffer.byteArray(), write(kind, index)))
                .toList();
        int first = MessageHeaderEncoder.ENCODED_LENGTH + Long.BYTES;
        return switch (kind) {
            case "trade" ->
                FrameRing.ofMessages(
                        messages,
                        MessageHeaderEncoder.ENCODED_LENGTH
                                + TradesEventEncoder.BLOCK_LENGTH
                                + TradesEventEncoder.TradesEncoder.sbeHeaderSize());
            case "quote" -> FrameRing.ofMessages(messages, first);
            default -> FrameRing.ofMessages(messages, first, first + Long.BYTES);
        };
    }

    /** Writes a message; returns its length. */
    private int write(String kind, int index) {
        int block =
                switch (kind) {
                    case "trade" -> trade(index);
                    case "quote" -> quote(index);
                    default -> depth(index);
                };
        return MessageHeaderEncoder.ENCODED_LENGTH + block;
    }

    private int trade(int index) {
        TradesEventEncoder event = new TradesEventEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventTime(TIME + index)
                .transactTime(TIME + index - 1)
                .priceExponent(EXPONENT)
                .quantityExponent(EXPONENT)
                .tradesCount(1)
                .next()
                .tradeId(FIRST_ID + index)
                .price(price())
                .quantity(quantity())
                .isBuyerMaker((short) random.nextInt(2));
        return event.symbol(SYMBOL).encodedLength();
    }

    private int quote(int index) {
        BestBidAskEventEncoder event = new BestBidAskEventEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventTime(TIME + index)
                .bookUpdateId(FIRST_ID + index)
                .priceExponent(EXPONENT)
                .quantityExponent(EXPONENT)
                .bidPrice(price())
                .bidQuantity(quantity())
                .askPrice(price())
                .askQuantity(quantity());
        return event.symbol(SYMBOL).encodedLength();
    }

    private int depth(int index) {
        DepthDiffEventEncoder event = new DepthDiffEventEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventTime(TIME + index)
                .firstUpdateId(FIRST_ID + index)
                .lastUpdateId(FIRST_ID + index)
                .priceExponent(EXPONENT)
                .quantityExponent(EXPONENT);
        DepthDiffEventEncoder.BidsEncoder bids = event.bidsCount(LEVELS);
        for (int i = 0; i < LEVELS; i++) {
            bids.next().price(price()).quantity(quantity());
        }
        DepthDiffEventEncoder.AsksEncoder asks = event.asksCount(LEVELS);
        for (int i = 0; i < LEVELS; i++) {
            asks.next().price(price()).quantity(quantity());
        }
        return event.symbol(SYMBOL).encodedLength();
    }

    private long price() {
        return 6_173_700_000_000L + random.nextInt(20_000) * 1_000_000L;
    }

    private long quantity() {
        return random.nextInt(1_000_000_000);
    }
}
