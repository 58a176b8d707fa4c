package org.millrace.engine.simulated;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.support.LastStage;

/** What the engine tells: books while they are LIVE, every trade's id, and what was said of each instrument. */
final class ToldEvents {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final RejectedDecoder rejected = new RejectedDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final Map<Integer, Told> instruments = new HashMap<>();
    private final Map<FeedReason, Integer> reasons = new HashMap<>();
    private final Map<RejectReason, Integer> rejections = new HashMap<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();

    /** Returns the lines of a symbol's book, eight decimals; empty while it is not LIVE. */
    synchronized List<String> book(String symbol) {
        Told told = told(symbol);
        List<String> lines = new ArrayList<>();
        if (told.isLive) {
            told.lines(lines, "B|", Side.BUY);
            told.lines(lines, "A|", Side.SELL);
        }
        return lines;
    }

    /** Returns a bid as it was told last, 0 being the best. */
    synchronized OutputText.Bid bid(String symbol, int index) {
        for (Map.Entry<Integer, Told> entry : instruments.entrySet()) {
            Told told = entry.getValue();
            if (told.symbol.equals(symbol)) {
                long price = told.book.price(Side.BUY, index);
                return new OutputText.Bid(
                        entry.getKey(), told.lastUpdateId, price, told.priceExponent, told.quantityExponent);
            }
        }
        throw new IllegalArgumentException(symbol);
    }

    /** Returns how much was told of an instrument's price: trades, quotes, and what is neither. */
    synchronized int prices(String symbol) {
        return told(symbol).prices;
    }

    /** Returns how often a book or trades were said not to be LIVE. */
    synchronized int disturbances(String symbol) {
        return told(symbol).disturbances;
    }

    /** Returns an instrument's last trade; 0 = there was none. */
    synchronized long lastTradeId(String symbol) {
        Told told = told(symbol);
        return told.trades.isEmpty() ? 0 : told.trades.last();
    }

    /** Returns which trades never came, from the first that was told, be it as missing, to the last. */
    synchronized List<Long> missing(String symbol) {
        TreeSet<Long> trades = told(symbol).trades;
        TreeSet<Long> told = new TreeSet<>(trades);
        told.addAll(told(symbol).toldMissing); // a venue's greeting shows trades to be missing before the first comes
        List<Long> missing = new ArrayList<>();
        long next = told.isEmpty() ? 0 : told.first();
        for (long each : trades) {
            for (; next < each; next++) {
                missing.add(next);
            }
            next = each + 1;
        }
        return missing;
    }

    /** Returns which trades were said to be missing. */
    synchronized List<Long> toldMissing(String symbol) {
        return List.copyOf(told(symbol).toldMissing);
    }

    /** Returns the trades that came twice. */
    synchronized List<String> doubled() {
        return List.copyOf(doubled);
    }

    /** Returns what became of connections, each by its number; not what was measured on them. */
    synchronized List<String> connections() {
        return List.copyOf(connections);
    }

    synchronized int count(FeedReason reason) {
        return reasons.getOrDefault(reason, 0);
    }

    synchronized int count(RejectReason reason) {
        return rejections.getOrDefault(reason, 0);
    }

    private synchronized void onEvent(DirectBuffer buffer, int offset) {
        int id = EventPrefix.instrumentId(buffer, offset);
        switch (EventPrefix.templateId(buffer, offset)) {
            case BookUpdateDecoder.TEMPLATE_ID ->
                onUpdate(
                        told(id), update.wrapAndApplyHeader(buffer, offset, header), EventPrefix.flags(buffer, offset));
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(status.wrapAndApplyHeader(buffer, offset, header), told(id));
            case TradeDecoder.TEMPLATE_ID -> onTrade(id, trade.wrapAndApplyHeader(buffer, offset, header));
            case QuoteDecoder.TEMPLATE_ID, MetricDecoder.TEMPLATE_ID -> told(id).prices++;
            case InstrumentDefinitionDecoder.TEMPLATE_ID ->
                told(id).define(definition.wrapAndApplyHeader(buffer, offset, header));
            case RejectedDecoder.TEMPLATE_ID ->
                rejections.merge(
                        rejected.wrapAndApplyHeader(buffer, offset, header).reason(), 1, Integer::sum);
            default -> {
                // bars
            }
        }
    }

    /** Returns the stage behind the outputs' journal. */
    Line.Step step() {
        return LastStage.step("told", (buffer, offset, length) -> onEvent(buffer, offset));
    }

    private Told told(String symbol) {
        return instruments.values().stream()
                .filter(each -> each.symbol.equals(symbol))
                .findFirst()
                .orElseGet(Told::new);
    }

    private Told told(int id) {
        return instruments.computeIfAbsent(id, key -> new Told());
    }

    private void onTrade(int id, TradeDecoder event) {
        Told told = told(id);
        told.prices++;
        long tradeId = event.tradeId();
        boolean isNew = tradeId == 0
                ? told.unnumbered.add(event.prefix().eventTime() + " " + event.price() + " x " + event.quantity())
                : told.trades.add(tradeId);
        if (!isNew) {
            doubled.add(id + " " + tradeId);
        }
    }

    private static void onUpdate(Told told, BookUpdateDecoder message, int flags) {
        if ((flags & EventPrefix.SNAPSHOT) != 0 && (flags & EventPrefix.FIRST) != 0) {
            told.book.clear();
        }
        told.lastUpdateId = message.venueSequenceLast();
        for (BookUpdateDecoder.LevelsDecoder level : message.levels()) {
            told.book.set(level.side(), level.price(), level.quantity());
        }
    }

    private void onStatus(FeedStatusDecoder message, Told told) {
        reasons.merge(message.reason(), 1, Integer::sum);
        if (message.stream() == FeedStream.BOOK) {
            told.isLive = message.state() == FeedState.LIVE;
            told.disturbances += told.isLive ? 0 : 1;
        } else if (message.stream() == FeedStream.TRADES) {
            told.disturbances += message.state() == FeedState.LIVE ? 0 : 1;
            for (long id = message.gapFirst(); message.reason() == FeedReason.GAP && id <= message.gapLast(); id++) {
                told.toldMissing.add(id);
            }
        } else if (message.stream() == FeedStream.CONNECTION && message.reason() != FeedReason.CLOCK) {
            connections.add(message.connectionId() + " " + message.state() + " " + message.reason());
        }
    }

    /** One instrument. */
    private static final class Told {
        final OrderBook book = new OrderBook();
        final TreeSet<Long> trades = new TreeSet<>();
        final Set<String> unnumbered = new HashSet<>(); // trades, by what they say
        final TreeSet<Long> toldMissing = new TreeSet<>();
        String symbol = "";
        int priceExponent;
        int quantityExponent;
        long lastUpdateId;
        boolean isLive;
        int disturbances;
        int prices;

        void define(InstrumentDefinitionDecoder definition) {
            priceExponent = definition.priceExponent();
            quantityExponent = definition.quantityExponent();
            symbol = definition.symbol();
        }

        void lines(List<String> to, String head, Side side) {
            for (int i = 0; i < book.levels(side); i++) {
                to.add(head + text(book.price(side, i), priceExponent) + "|"
                        + text(book.quantity(side, i), quantityExponent));
            }
        }

        private static String text(long mantissa, int exponent) {
            return BigDecimal.valueOf(mantissa, -exponent).setScale(8).toPlainString();
        }
    }
}
