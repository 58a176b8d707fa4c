package org.millrace.engine.exchange;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.orders.OpenOrders;
import org.millrace.engine.orders.Order;
import org.millrace.engine.orders.Orders;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Executes orders against the market as it was recorded. An order meets only events behind the one that it was placed
 * at. Where a market has a book, nothing happens while that is not whole. Stops come before all others.
 */
public final class PaperExchange {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final Side[] SIDES = {Side.BUY, Side.SELL};

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final PerInstrument<Market> markets = new PerInstrument<>();
    private final Ranked ranked = new Ranked();
    private final Orders orders;
    private final Executions executions;
    private final BookMatching book;
    private final BarMatching bars;
    private long priceCount;

    /** Makes an exchange that has seen no market. */
    public PaperExchange(Orders orders, FillRules rules, Executions executions) {
        this.orders = orders;
        this.executions = executions;
        book = new BookMatching(executions, rules);
        bars = new BarMatching(executions, rules);
    }

    /** Returns what is known of an instrument's market; null: it is not defined. */
    public Market market(int instrumentId) {
        return markets.get(instrumentId);
    }

    /** Returns a number above every instrument's id: for loops over {@link #market}. */
    public int limit() {
        return markets.limit();
    }

    /** Returns a count that grows with each price that a market shows; not part of any state. */
    public long priceCount() {
        return priceCount;
    }

    /** Takes note of an instrument, and returns its market. */
    public Market define(DirectBuffer buffer, int offset) {
        definition.wrapAndApplyHeader(buffer, offset, header);
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        Market market = markets.get(instrumentId);
        if (market == null) {
            market = new Market(instrumentId);
            markets.put(instrumentId, market);
        }
        market.define(definition, EventPrefix.venue(buffer, offset));
        orders.define(instrumentId);
        return market;
    }

    public void onBookUpdate(DirectBuffer buffer, int offset) {
        Market market = markets.of(buffer, offset);
        if (market == null) {
            return;
        }
        int first = EventPrefix.FIRST | EventPrefix.SNAPSHOT;
        if ((EventPrefix.flags(buffer, offset) & first) == first) {
            market.beginBook();
        }
        market.apply(update.wrapAndApplyHeader(buffer, offset, header).levels());
    }

    /** The book is whole after an update, or is not any more. */
    public void onBookTop(DirectBuffer buffer, int offset) {
        Market market = markets.of(buffer, offset);
        if (market == null || !market.isBooked()) {
            return;
        }
        top.wrap(buffer, offset + HEADER, BookTopDecoder.BLOCK_LENGTH, BookTopDecoder.SCHEMA_VERSION);
        priceCount++;
        market.live(top.state() == BookState.LIVE, EventPrefix.eventTime(buffer, offset));
        onShown(market, buffer, offset);
    }

    public void onQuote(DirectBuffer buffer, int offset) {
        Market market = markets.of(buffer, offset);
        boolean tellsNothing = (EventPrefix.flags(buffer, offset) & EventPrefix.CHECK) != 0;
        if (market == null || market.isBooked() || tellsNothing) {
            return;
        }
        quote.wrap(buffer, offset + HEADER, QuoteDecoder.BLOCK_LENGTH, QuoteDecoder.SCHEMA_VERSION);
        priceCount++;
        market.quote(
                quote.bidPrice(),
                quote.bidQuantity(),
                quote.askPrice(),
                quote.askQuantity(),
                EventPrefix.eventTime(buffer, offset));
        onShown(market, buffer, offset);
    }

    /** A suspect price fills nobody: if the market confirms it, it trades there again. */
    public void onTrade(DirectBuffer buffer, int offset) {
        Market market = markets.of(buffer, offset);
        if (market == null || (EventPrefix.flags(buffer, offset) & EventPrefix.ANOMALY) != 0) {
            return;
        }
        trade.wrap(buffer, offset + HEADER, TradeDecoder.BLOCK_LENGTH, TradeDecoder.SCHEMA_VERSION);
        priceCount++;
        market.trade(trade.price(), EventPrefix.eventTime(buffer, offset));
        OpenOrders open = orders.of(market.instrumentId());
        if (open.count() == 0) {
            return;
        }
        if (market.isOpen()) {
            endOutlived(open, buffer, offset);
            trigger(open, market, trade.price(), buffer, offset);
            execute(open, buffer, offset);
            arrive(open, market, buffer, offset);
        } else if (market.hasTradesOnly()) {
            bars.begin(trade.price(), trade.quantity());
            match(open, 0, buffer, offset);
        }
        orders.sweep(open);
    }

    public void onVenueBar(DirectBuffer buffer, int offset) {
        Market market = markets.of(buffer, offset);
        if (market == null || !market.hasBarsOnly()) {
            return;
        }
        bar.wrap(buffer, offset + HEADER, VenueBarDecoder.BLOCK_LENGTH, VenueBarDecoder.SCHEMA_VERSION);
        if (bar.closed() != BooleanType.T || !market.isFinest((int) bar.timeframe())) {
            return;
        }
        OpenOrders open = orders.of(market.instrumentId());
        if (open.count() > 0) {
            bars.begin(bar, market);
            match(open, Math.max(market.barEndNs(), bar.startTime()), buffer, offset);
            orders.sweep(open);
        }
        priceCount++;
        market.bar(bar.close(), EventPrefix.eventTime(buffer, offset));
    }

    /** An engine begins: what was shown before it may be past. */
    public void interrupt() {
        for (int id = 1; id < markets.limit(); id++) {
            if (markets.get(id) != null) {
                markets.get(id).interrupt();
            }
        }
    }

    /** Ends the orders whose day is over. */
    public void endDays(DirectBuffer buffer, int offset) {
        if (EventPrefix.eventTime(buffer, offset) < orders.nextEndNs()) {
            return;
        }
        for (int id = 1; id < orders.limit(); id++) {
            OpenOrders open = orders.of(id);
            if (open != null && open.count() > 0) {
                endOutlived(open, buffer, offset);
                orders.sweep(open);
            }
        }
        orders.findNextEnd();
    }

    public void save(SnapshotWriter out) {
        markets.save(out, Market::save);
    }

    public void load(SnapshotReader in) {
        markets.load(in, Market::load);
        priceCount++;
    }

    private void onShown(Market market, DirectBuffer buffer, int offset) {
        OpenOrders open = orders.of(market.instrumentId());
        if (open.count() == 0 || !market.isOpen()) {
            return;
        }
        endOutlived(open, buffer, offset);
        if (market.lastPrice() == 0 && market.shown().isWhole()) {
            trigger(open, market, (market.shown().bid() + market.shown().ask()) / 2, buffer, offset);
        }
        for (Side side : SIDES) {
            rankTakers(open, market, side, buffer, offset);
            for (int i = 0; i < ranked.count(); i++) {
                book.onShown(ranked.get(i), market);
            }
        }
        arrive(open, market, buffer, offset);
        orders.sweep(open);
    }

    /** Lets stops see a price; those whose price it is take at once, before all others. */
    private void trigger(OpenOrders open, Market market, long price, DirectBuffer buffer, int offset) {
        for (int i = 0; i < open.count(); i++) {
            Order order = open.get(i);
            if (order.isAlive() && !order.isTriggered() && meets(order, buffer, offset)) {
                arrive(order);
                order.see(price);
                if (order.isTriggered()) {
                    book.arrive(order, market);
                }
            }
        }
    }

    /** Gives orders that wait their part of a trade. */
    private void execute(OpenOrders open, DirectBuffer buffer, int offset) {
        book.beginTrade(trade.quantity());
        for (Side side : SIDES) {
            if (trade.aggressorSide() == (side == Side.BUY ? AggressorSide.BUY : AggressorSide.SELL)) {
                continue; // those on its side are not those whom it took
            }
            rankReached(open, side, buffer, offset);
            for (int i = 0; i < ranked.count(); i++) {
                execute(ranked.get(i));
            }
        }
    }

    private void execute(Order order) {
        if (order.terms().price() == trade.price()) {
            book.onTradeAt(order, trade.quantity());
        } else {
            book.onTradeThrough(order);
        }
    }

    /** Ranks the orders of a side that may take what the book shows; the others only learn of it, in any order. */
    private void rankTakers(OpenOrders open, Market market, Side side, DirectBuffer buffer, int offset) {
        ranked.clear();
        for (int i = 0; i < open.count(); i++) {
            Order order = open.get(i);
            if (order.terms().side() != side || !isThere(order, buffer, offset)) {
                continue;
            }
            if (BookMatching.mayTake(order, market)) {
                ranked.add(order);
            } else {
                book.onShown(order, market);
            }
        }
    }

    /** Ranks the orders of a side that wait where a trade was. */
    private void rankReached(OpenOrders open, Side side, DirectBuffer buffer, int offset) {
        ranked.clear();
        for (int i = 0; i < open.count(); i++) {
            Order order = open.get(i);
            boolean isReached = order.terms().side() == side && order.accepts(trade.price());
            if (isReached && order.isQueued() && isThere(order, buffer, offset)) {
                ranked.add(order);
            }
        }
    }

    /** Tells whether an order waits on the venue since before an event. */
    private static boolean isThere(Order order, DirectBuffer buffer, int offset) {
        return order.isAlive() && !order.isPending() && order.isTriggered() && meets(order, buffer, offset);
    }

    /** Lets orders arrive that were on their way: they take what stands there. */
    private void arrive(OpenOrders open, Market market, DirectBuffer buffer, int offset) {
        for (int i = 0; i < open.count(); i++) {
            Order order = open.get(i);
            if (order.isPending() && order.isTriggered() && meets(order, buffer, offset)) {
                arrive(order);
                book.arrive(order, market);
            }
        }
    }

    /** Matches orders with a bar, stops first. */
    private void match(OpenOrders open, long beganNs, DirectBuffer buffer, int offset) {
        endOutlived(open, buffer, offset);
        long sequence = EventPrefix.sequence(buffer, offset);
        long endNs = EventPrefix.eventTime(buffer, offset);
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < open.count(); i++) {
                Order order = open.get(i);
                boolean meets =
                        beganNs == 0 ? order.mayMeet(sequence, endNs) : order.mayMeetBar(sequence, beganNs, endNs);
                if (meets && order.isAlive() && order.isStop() == (pass == 0)) {
                    arrive(order);
                    bars.match(order);
                }
            }
        }
    }

    private void endOutlived(OpenOrders open, DirectBuffer buffer, int offset) {
        for (int i = 0; i < open.count(); i++) {
            Order order = open.get(i);
            if (order.isAlive() && order.isOutlived(EventPrefix.eventTime(buffer, offset))) {
                order.expire(OrderReason.DAY_ENDED);
                executions.onChange(order);
            }
        }
    }

    private void arrive(Order order) {
        if (order.isPending()) {
            order.arrive();
            executions.onChange(order);
        }
    }

    private static boolean meets(Order order, DirectBuffer buffer, int offset) {
        return order.mayMeet(EventPrefix.sequence(buffer, offset), EventPrefix.eventTime(buffer, offset));
    }
}
