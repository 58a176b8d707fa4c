package org.millrace.gateway.metrics;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.gateway.fanout.Channels;

/** What is counted of one instrument, or of all that have no label of their own. */
final class InstrumentMetrics {
    private static final double NANOS = 1e9;
    private static final List<String> TIMEFRAMES = Channels.TIMEFRAMES.subList(0, 9);

    private final Count trades = new Count();
    private final List<Count> bars;
    private final Histogram.Series barCompletion;
    private final Histogram.Series indicatorCalculation;
    private final Count features;
    private final Histogram.Series featureCalculation;
    private volatile double score = Double.NaN;
    private volatile double bookScore = Double.NaN;
    private volatile double bookLostSeconds;
    private volatile long bookAgreements;
    private volatile long bookDisagreements;
    private volatile long bookNotComparable;
    private volatile boolean bookLive;

    /**
     * Registers what adds up: bars, features and durations.
     *
     * @param symbol a name that no other instrument has
     */
    InstrumentMetrics(String symbol, Metrics metrics, Durations durations) {
        bars = Stream.generate(Count::new).limit(TIMEFRAMES.size()).toList();
        barCompletion = durations.barCompletion(symbol);
        indicatorCalculation = durations.indicatorCalculation(symbol);
        featureCalculation = durations.featureCalculation(symbol);
        features = new Count();
        metrics.counter("features_calculated_total", "Values of features.", features::get, "symbol", symbol);
        for (int i = 0; i < TIMEFRAMES.size(); i++) {
            metrics.counter(
                    "bars_completed_total",
                    "Bars closed.",
                    bars.get(i)::get,
                    "symbol",
                    symbol,
                    "timeframe",
                    TIMEFRAMES.get(i));
        }
    }

    /** Registers nothing: bars, features and durations are counted among those of others. */
    InstrumentMetrics(InstrumentMetrics others) {
        bars = others.bars;
        barCompletion = others.barCompletion;
        indicatorCalculation = others.indicatorCalculation;
        features = others.features;
        featureCalculation = others.featureCalculation;
    }

    /** Registers its trades, under the name that the same thing has at each venue. */
    void countTrades(String exchange, String name, Metrics metrics) {
        metrics.counter("trades_received_total", "Trades accepted.", trades::get, "exchange", exchange, "symbol", name);
    }

    /** Registers how it stands, which means something of one instrument only. */
    void show(String symbol, Metrics metrics) {
        metrics.gauge("data_quality_score", "Newest score, 0 to 1.", () -> score, "symbol", symbol);
        metrics.gauge("book_live", "1 where the book is whole and true.", () -> bookLive ? 1 : 0, "symbol", symbol);
        metrics.gauge(
                "book_truth_score",
                "Share of agreements with what the venue says of its book besides, 0 to 1.",
                () -> bookScore,
                "symbol",
                symbol);
        metrics.gauge(
                "book_lost_seconds",
                "Time without a book that is whole and trusted, since the span began.",
                () -> bookLostSeconds,
                "symbol",
                symbol);
    }

    /** Registers how its book compared with what the venue says besides. */
    void showChecks(String symbol, Metrics metrics) {
        checks(symbol, "agreed", () -> bookAgreements, metrics);
        checks(symbol, "disagreed", () -> bookDisagreements, metrics);
        checks(symbol, "not_comparable", () -> bookNotComparable, metrics);
    }

    private static void checks(String symbol, String result, LongSupplier count, Metrics metrics) {
        metrics.gauge(
                "book_checks",
                "Books compared with quotes, first levels, snapshots and checksums since the span began.",
                count::getAsLong,
                "symbol",
                symbol,
                "result",
                result);
    }

    void onTrade() {
        trades.increment();
    }

    /** Takes a closed bar of a place in {@link Channels#TIMEFRAMES}. */
    void onBar(int place, double secondsSinceEnd) {
        if (place < TIMEFRAMES.size()) {
            bars.get(place).increment();
            Durations.observe(barCompletion, secondsSinceEnd);
        }
    }

    void onIndicators(double secondsSinceCause) {
        Durations.observe(indicatorCalculation, secondsSinceCause);
    }

    /** Takes one message of a run of features. */
    void onFeatures(int values, boolean isLast, double secondsSinceCause) {
        features.add(values);
        if (isLast) {
            Durations.observe(featureCalculation, secondsSinceCause);
        }
    }

    void onScore(QualityScoreDecoder newest) {
        score = newest.score();
        bookScore = newest.bookScore();
        bookLostSeconds = newest.bookLostTime() / NANOS;
        bookAgreements = newest.bookAgreements();
        bookDisagreements = newest.bookDisagreements();
        bookNotComparable = newest.bookNotComparable();
    }

    void onBook(boolean live) {
        bookLive = live;
    }
}
