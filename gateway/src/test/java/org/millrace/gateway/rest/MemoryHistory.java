package org.millrace.gateway.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.History;
import org.millrace.journal.history.Liquidations;
import org.millrace.journal.history.TrackPeriod;
import org.millrace.journal.history.TrackSpan;

/** A store that answers what it was given, and writes down what it was asked. */
final class MemoryHistory implements History {
    private final List<Span> asked = new ArrayList<>();
    private final List<TradesBefore> tradesAsked = new ArrayList<>();
    private final MemoryExports exports = new MemoryExports();
    private List<TradeRow> trades = List.of();
    private List<Candle> candles = List.of();
    private List<IndicatorRow> rows = List.of();
    private final List<FeatureSpan> featuresAsked = new ArrayList<>();
    private final List<PredictionsBefore> predictionsAsked = new ArrayList<>();
    private FeatureTable features = FeatureTable.NONE;
    private List<PredictionRow> predictions = List.of();
    private final List<TrackSpan> tracksAsked = new ArrayList<>();
    private List<TrackPeriod> periods = List.of();
    private Liquidations liquidations = Liquidations.NONE;
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

    void features(FeatureTable answer) {
        features = answer;
    }

    void predictions(PredictionRow... answers) {
        predictions = List.of(answers);
    }

    void trackRecord(TrackPeriod... answers) {
        periods = List.of(answers);
    }

    List<TrackSpan> tracksAsked() {
        return tracksAsked;
    }

    List<FeatureSpan> featuresAsked() {
        return featuresAsked;
    }

    List<PredictionsBefore> predictionsAsked() {
        return predictionsAsked;
    }

    List<TradesBefore> tradesAsked() {
        return tradesAsked;
    }

    MemoryExports written() {
        return exports;
    }

    void liquidations(Liquidations answers) {
        liquidations = answers;
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
    public FeatureTable features(FeatureSpan wanted) {
        ask(wanted.span());
        featuresAsked.add(wanted);
        return features;
    }

    @Override
    public List<PredictionRow> predictions(PredictionsBefore wanted) {
        predictionsAsked.add(wanted);
        return predictions.stream()
                .filter(row -> row.sequence() < wanted.beforeSequence())
                .sorted(Comparator.comparingLong(PredictionRow::sequence).reversed())
                .limit(wanted.limit())
                .sorted(Comparator.comparingLong(PredictionRow::sequence))
                .toList();
    }

    @Override
    public List<TrackPeriod> trackRecord(TrackSpan wanted) {
        tracksAsked.add(wanted);
        if (failure != null) {
            throw failure;
        }
        return periods;
    }

    @Override
    public Exports exports() {
        return exports;
    }

    @Override
    public Liquidations liquidations() {
        return liquidations;
    }

    private void ask(Span span) {
        asked.add(span);
        if (failure != null) {
            throw failure;
        }
    }
}
