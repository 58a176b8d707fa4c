package org.millrace.bench.decoding;

import org.agrona.DirectBuffer;
import org.millrace.feeds.binance.sbe.BestBidAskEventDecoder;
import org.millrace.feeds.binance.sbe.DepthDiffEventDecoder;
import org.millrace.feeds.binance.sbe.MessageHeaderDecoder;
import org.millrace.feeds.binance.sbe.TradesEventDecoder;

/** Reads the fields that a feed reads, with the generated decoders, and trusts every length: it cannot be done with less. */
final class SbeMessages {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradesEventDecoder trades = new TradesEventDecoder();
    private final BestBidAskEventDecoder quote = new BestBidAskEventDecoder();
    private final DepthDiffEventDecoder depth = new DepthDiffEventDecoder();

    /** Returns a sum of all fields, so that none is left out. */
    long read(DirectBuffer message) {
        header.wrap(message, 0);
        return switch (header.templateId()) {
            case TradesEventDecoder.TEMPLATE_ID -> trades(message);
            case BestBidAskEventDecoder.TEMPLATE_ID -> quote(message);
            default -> depth(message);
        };
    }

    private long trades(DirectBuffer message) {
        trades.wrapAndApplyHeader(message, 0, header);
        long sum = trades.transactTime() + trades.priceExponent() + trades.quantityExponent();
        for (TradesEventDecoder.TradesDecoder trade : trades.trades()) {
            sum += trade.tradeId() + trade.price() + trade.quantity() + trade.isBuyerMaker();
        }
        return sum + trades.symbolLength();
    }

    private long quote(DirectBuffer message) {
        quote.wrapAndApplyHeader(message, 0, header);
        return quote.eventTime()
                + quote.bookUpdateId()
                + quote.priceExponent()
                + quote.quantityExponent()
                + quote.bidPrice()
                + quote.bidQuantity()
                + quote.askPrice()
                + quote.askQuantity()
                + quote.symbolLength();
    }

    private long depth(DirectBuffer message) {
        depth.wrapAndApplyHeader(message, 0, header);
        long sum = depth.eventTime() + depth.firstUpdateId() + depth.lastUpdateId();
        for (DepthDiffEventDecoder.BidsDecoder level : depth.bids()) {
            sum += level.price() + level.quantity();
        }
        for (DepthDiffEventDecoder.AsksDecoder level : depth.asks()) {
            sum += level.price() + level.quantity();
        }
        return sum + depth.priceExponent() + depth.quantityExponent() + depth.symbolLength();
    }
}
