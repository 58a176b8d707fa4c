package org.millrace.feeds.simulator.binance;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import java.util.List;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.collections.LongArrayList;
import org.millrace.feeds.binance.sbe.BestBidAskEventEncoder;
import org.millrace.feeds.binance.sbe.DepthDiffEventEncoder;
import org.millrace.feeds.binance.sbe.MessageHeaderEncoder;
import org.millrace.feeds.binance.sbe.TradesEventEncoder;
import org.millrace.feeds.simulator.face.FrameSink;
import org.millrace.feeds.simulator.market.BookSide;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.RestingOrders;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Writes what happens in a market as Binance's binary messages, by {@code binance-stream.xml}. */
final class SbeFrames implements MarketListener {
    private static final byte EXPONENT = -8;

    private final FrameSink sink;
    private final byte[][] symbols;
    private final LongArrayList quantities = new LongArrayList(); // of the trades of one taker order at one price
    private final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(64 * 1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradesEventEncoder trades = new TradesEventEncoder();
    private final BestBidAskEventEncoder quote = new BestBidAskEventEncoder();
    private final DepthDiffEventEncoder depth = new DepthDiffEventEncoder();

    SbeFrames(List<SimulatedInstrument> instruments, FrameSink sink) {
        this.sink = sink;
        symbols = instruments.stream()
                .map(instrument -> bytes(instrument.symbol()))
                .toArray(byte[][]::new);
    }

    @Override
    public void onTrade(OrderFlow flow) {
        quantities.addLong(flow.lastTrade().lots * flow.instrument().lotUnits());
    }

    @Override
    public void onAggregateTrade(OrderFlow flow) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.TRADE);
        if (sink.wants(stream)) {
            long firstId = flow.lastTrade().firstId;
            long price = flow.lastTrade().ticks * flow.instrument().tickUnits();
            trades.wrapAndApplyHeader(buffer, 0, header)
                    .eventTime(timeUs(flow))
                    .transactTime(timeUs(flow))
                    .priceExponent(EXPONENT)
                    .quantityExponent(EXPONENT);
            TradesEventEncoder.TradesEncoder group = trades.tradesCount(quantities.size());
            for (int i = 0; i < quantities.size(); i++) {
                group.next()
                        .tradeId(firstId + i)
                        .price(price)
                        .quantity(quantities.getLong(i))
                        .isBuyerMaker((short) (flow.lastTrade().buyerIsMaker ? 1 : 0));
            }
            byte[] symbol = symbols[flow.index()];
            trades.putSymbol(symbol, 0, symbol.length);
            send(stream, trades.encodedLength());
        }
        quantities.clear();
    }

    @Override
    public void onTop(OrderFlow flow) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.BOOK_TICKER);
        if (sink.wants(stream)) {
            RestingOrders orders = flow.orders();
            long tick = flow.instrument().tickUnits();
            long lot = flow.instrument().lotUnits();
            byte[] symbol = symbols[flow.index()];
            quote.wrapAndApplyHeader(buffer, 0, header)
                    .eventTime(timeUs(flow))
                    .bookUpdateId(orders.lastUpdateId())
                    .priceExponent(EXPONENT)
                    .quantityExponent(EXPONENT)
                    .bidPrice(orders.bids().ticks(0) * tick)
                    .bidQuantity(orders.bids().lots(0) * lot)
                    .askPrice(orders.asks().ticks(0) * tick)
                    .askQuantity(orders.asks().lots(0) * lot)
                    .putSymbol(symbol, 0, symbol.length);
            send(stream, quote.encodedLength());
        }
    }

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.DEPTH);
        if (pace == DiffPace.FAST && sink.wants(stream)) {
            RestingOrders orders = flow.orders();
            depth.wrapAndApplyHeader(buffer, 0, header)
                    .eventTime(timeUs(flow))
                    .firstUpdateId(orders.diffFirstId(pace))
                    .lastUpdateId(orders.lastUpdateId())
                    .priceExponent(EXPONENT)
                    .quantityExponent(EXPONENT);
            int bids = orders.bids().sortChanges(pace);
            DepthDiffEventEncoder.BidsEncoder bid = depth.bidsCount(bids);
            for (int i = 0; i < bids; i++) {
                long ticks = orders.bids().changedTicks(pace, i);
                bid.next().price(price(ticks, flow)).quantity(quantity(orders.bids(), ticks, flow));
            }
            int asks = orders.asks().sortChanges(pace);
            DepthDiffEventEncoder.AsksEncoder ask = depth.asksCount(asks);
            for (int i = 0; i < asks; i++) {
                long ticks = orders.asks().changedTicks(pace, i);
                ask.next().price(price(ticks, flow)).quantity(quantity(orders.asks(), ticks, flow));
            }
            byte[] symbol = symbols[flow.index()];
            depth.putSymbol(symbol, 0, symbol.length);
            send(stream, depth.encodedLength());
        }
    }

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {}

    private void send(int stream, int length) {
        sink.onPayload(stream, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    private static long price(long ticks, OrderFlow flow) {
        return ticks * flow.instrument().tickUnits();
    }

    private static long quantity(BookSide side, long ticks, OrderFlow flow) {
        return side.lotsAt(ticks) * flow.instrument().lotUnits();
    }

    private static long timeUs(OrderFlow flow) {
        return MICROSECONDS.convert(flow.timeNs(), NANOSECONDS);
    }
}
