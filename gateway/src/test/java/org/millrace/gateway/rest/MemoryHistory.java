package org.millrace.gateway.rest;

import java.util.ArrayList;
import java.util.List;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.History;

/** A store that answers what it was given, and writes down what it was asked. */
final class MemoryHistory implements History {
    private final List<Span> asked = new ArrayList<>();
    private final List<TradesBefore> tradesAsked = new ArrayList<>();
    private final MemoryExports exports = new MemoryExports();
    private List<TradeRow> trades = List.of();
    private List<Candle> candles = List.of();
    private List<IndicatorRow> rows = List.of();
    private RuntimeException failure;

    void candles(Candle... answers) {
        candles = List.of(answers);
    }

    void indicators(IndicatorRow... answers) {
        rows = List.of(answers);
    }

    void trades(TradeRow... answers) {
        trades = List.of(answers);
    }

    List<TradesBefore> tradesAsked() {
        return tradesAsked;
    }

    MemoryExports written() {
        return exports;
    }

    void fail(RuntimeException newFailure) {
        failure = newFailure;
    }

    List<Span> asked() {
        return asked;
    }

    @Override
    public List<Candle> candles(Span span) {
        ask(span);
        return candles;
    }

    @Override
    public List<IndicatorRow> indicators(Span span) {
        ask(span);
        return rows;
    }

    @Override
    public List<TradeRow> trades(TradesBefore wanted) {
        tradesAsked.add(wanted);
        return trades.stream()
                .filter(trade -> trade.sequence() < wanted.beforeSequence())
                .limit(wanted.limit())
                .toList();
    }

    @Override
    public Exports exports() {
        return exports;
    }

    private void ask(Span span) {
        asked.add(span);
        if (failure != null) {
            throw failure;
        }
    }
}
