package org.millrace.engine.simulated;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeVerdictDecoder;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.support.LastStage;

/** What the engine says, a line of text each, and the books that it tells of. Written by the line, read by the test. */
final class OutputText {
    private final List<String> told = new ArrayList<>();
    private final Map<Integer, String> symbols = new HashMap<>();
    private final Map<Integer, Instrument> instruments = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Returns how often a line with these words was told. */
    synchronized long count(String words) {
        return told.stream().filter(line -> line.contains(words)).count();
    }

    /** Returns what was told since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** Returns a symbol's last update and levels, while its book is LIVE. */
    synchronized String book(String symbol) {
        for (Instrument instrument : instruments.values()) {
            if (instrument.symbol.equals(symbol) && instrument.state == BookState.LIVE) {
                return instrument.lastUpdateId + " " + instrument.lines();
            }
        }
        return "";
    }

    /** Returns the highest price in any bar of a symbol. */
    synchronized double highest(String symbol) {
        return instruments.values().stream()
                .filter(instrument -> instrument.symbol.equals(symbol))
                .mapToDouble(instrument -> instrument.highest)
                .max()
                .orElse(0);
    }

    /** Returns the exponents of a symbol's definition, and its name. */
    synchronized String definition(String symbol) {
        return instruments.values().stream()
                .filter(instrument -> instrument.symbol.equals(symbol))
                .map(instrument -> instrument.name + " " + instrument.priceExponent + " " + instrument.quantityExponent)
                .findFirst()
                .orElse("");
    }

    /** Returns a bid of a symbol's book, from 0 = best. */
    synchronized Bid bid(String symbol, int index) {
        for (Map.Entry<Integer, Instrument> entry : instruments.entrySet()) {
            Instrument instrument = entry.getValue();
            if (instrument.symbol.equals(symbol)) {
                return new Bid(
                        entry.getKey(),
                        instrument.lastUpdateId,
                        instrument.book.price(Side.BUY, index),
                        instrument.priceExponent,
                        instrument.quantityExponent);
            }
        }
        throw new IllegalArgumentException(symbol);
    }

    synchronized void fault() {
        told.add("FAULT");
    }

    /** Returns the stage behind the outputs' journal. */
    Line.Step step() {
        return LastStage.step("text", (buffer, offset, length) -> onEvent(buffer, offset));
    }

    private synchronized void onEvent(DirectBuffer buffer, int offset) {
        int id = EventPrefix.instrumentId(buffer, offset);
        switch (EventPrefix.templateId(buffer, offset)) {
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> define(id, buffer, offset);
            case BookUpdateDecoder.TEMPLATE_ID -> instruments.get(id).apply(buffer, offset);
            case BookTopDecoder.TEMPLATE_ID -> {
                BookState state = new BookTopDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .state();
                if (state != instruments.get(id).state) {
                    instruments.get(id).state = state;
                    told.add(symbols.get(id) + " book " + state);
                }
            }
            case BarDecoder.TEMPLATE_ID -> instruments.get(id).onBar(buffer, offset);
            case FeedStatusDecoder.TEMPLATE_ID -> {
                FeedStatusDecoder status = new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
                told.add(symbols.getOrDefault(id, "all") + " " + status.connectionId() + " " + status.stream() + " "
                        + status.state() + " " + status.reason());
            }
            case RejectedDecoder.TEMPLATE_ID ->
                told.add(symbols.getOrDefault(id, "none") + " rejected "
                        + new RejectedDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .reason());
            case TradeVerdictDecoder.TEMPLATE_ID ->
                told.add(symbols.get(id) + " verdict "
                        + new TradeVerdictDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .verdict());
            default -> {}
        }
    }

    private void define(int id, DirectBuffer buffer, int offset) {
        InstrumentDefinitionDecoder definition =
                new InstrumentDefinitionDecoder().wrapAndApplyHeader(buffer, offset, header);
        if (symbols.putIfAbsent(id, definition.symbol()) == null) {
            instruments.put(id, new Instrument(definition));
        }
    }

    /** A level, and the last update of its book. */
    record Bid(int instrumentId, long updateId, long price, int priceExponent, int quantityExponent) {}

    /** One instrument, as told. */
    private static final class Instrument {
        final String symbol;
        final String name;
        final int priceExponent;
        final int quantityExponent;
        final OrderBook book = new OrderBook();
        BookState state = BookState.BUILDING;
        long lastUpdateId;
        double highest;

        Instrument(InstrumentDefinitionDecoder definition) {
            priceExponent = definition.priceExponent();
            quantityExponent = definition.quantityExponent();
            symbol = definition.symbol();
            name = definition.name();
        }

        void apply(DirectBuffer buffer, int offset) {
            int flags = EventPrefix.flags(buffer, offset);
            if ((flags & EventPrefix.SNAPSHOT) != 0 && (flags & EventPrefix.FIRST) != 0) {
                book.clear();
            }
            BookUpdateDecoder update =
                    new BookUpdateDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            lastUpdateId = update.venueSequenceLast();
            for (BookUpdateDecoder.LevelsDecoder level : update.levels()) {
                book.set(level.side(), level.price(), level.quantity());
            }
        }

        void onBar(DirectBuffer buffer, int offset) {
            BarDecoder bar = new BarDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            highest = Math.max(highest, bar.high() * Math.pow(10, bar.priceExponent()));
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines(lines, "B|", Side.BUY);
            lines(lines, "A|", Side.SELL);
            return lines;
        }

        private void lines(List<String> to, String head, Side side) {
            for (int i = 0; i < book.levels(side); i++) {
                to.add(head + text(book.price(side, i), priceExponent) + "|"
                        + text(book.quantity(side, i), quantityExponent));
            }
        }

        /** Writes eight decimals, as the venue does. */
        private static String text(long mantissa, int exponent) {
            return BigDecimal.valueOf(mantissa, -exponent).setScale(8).toPlainString();
        }
    }
}
