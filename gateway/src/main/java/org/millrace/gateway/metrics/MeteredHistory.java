package org.millrace.gateway.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.History;
import org.millrace.journal.history.Liquidations;
import org.millrace.journal.history.TrackPeriod;
import org.millrace.journal.history.TrackSpan;

/** Counts and times what is asked of the store. */
public final class MeteredHistory implements History {
    private static final double NANOS = 1e9;

    private final History history;
    private final EpochNanoClock clock;
    private final Question candles;
    private final Question indicators;
    private final Question trades;
    private final Question features;
    private final Question predictions;
    private final Question trackRecords;
    private final Liquidations liquidations;

    private record Question(LongAdder count, Histogram.Series durations) {}

    public MeteredHistory(History history, Metrics metrics, EpochNanoClock clock) {
        this.history = history;
        this.clock = clock;
        Histogram durations =
                metrics.histogram("db_query_duration_seconds", "Time that the store took to answer.", "operation");
        candles = question("candles", metrics, durations);
        indicators = question("indicators", metrics, durations);
        trades = question("trades", metrics, durations);
        features = question("features", metrics, durations);
        predictions = question("predictions", metrics, durations);
        trackRecords = question("track_records", metrics, durations);
        Question question = question("liquidations", metrics, durations);
        liquidations = new MeteredLiquidations(history.liquidations(), new MeteredLiquidations.Meter() {
            @Override
            public <T> T ask(Supplier<T> asked) {
                return MeteredHistory.this.ask(question, nothing -> asked.get(), null);
            }
        });
    }

    @Override
    public List<Candle> candles(Span span) {
        return ask(candles, history::candles, span);
    }

    @Override
    public List<IndicatorRow> indicators(Span span) {
        return ask(indicators, history::indicators, span);
    }

    @Override
    public List<TradeRow> trades(TradesBefore wanted) {
        return ask(trades, history::trades, wanted);
    }

    @Override
    public FeatureTable features(FeatureSpan wanted) {
        return ask(features, history::features, wanted);
    }

    @Override
    public List<PredictionRow> predictions(PredictionsBefore wanted) {
        return ask(predictions, history::predictions, wanted);
    }

    @Override
    public List<TrackPeriod> trackRecord(TrackSpan wanted) {
        return ask(trackRecords, history::trackRecord, wanted);
    }

    @Override
    public Exports exports() {
        return history.exports();
    }

    @Override
    public Liquidations liquidations() {
        return liquidations;
    }

    private <S, T> T ask(Question question, Function<S, T> answer, S span) {
        question.count().increment();
        long startNs = clock.nanoTime();
        try {
            return answer.apply(span);
        } finally {
            question.durations().observe((clock.nanoTime() - startNs) / NANOS);
        }
    }

    private static Question question(String operation, Metrics metrics, Histogram durations) {
        LongAdder count = new LongAdder();
        metrics.counter("db_queries_total", "Questions asked of the store.", count::sum, "operation", operation);
        return new Question(count, durations.labelValues(operation));
    }
}
