package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.millrace.codecs.json.Timeframes;

/** Rows of one kind of one instrument: its trades, or its bars of one interval. Times in it never fall. */
public final class HistorySeries {
    private final HistoryInstrument instrument;
    private final RowKind kind;
    private final long seconds;
    private final long metricId;

    /**
     * @param seconds  the interval's; 0 where rows have none
     * @param metricId of observations; else 0
     */
    HistorySeries(HistoryInstrument instrument, RowKind kind, long seconds, long metricId) {
        this.instrument = instrument;
        this.kind = kind;
        this.seconds = seconds;
        this.metricId = metricId;
    }

    public HistoryInstrument instrument() {
        return instrument;
    }

    public RowKind kind() {
        return kind;
    }

    /** Returns the interval, seconds; 0 = none. */
    public long seconds() {
        return seconds;
    }

    /** Returns the number of the metric; 0 = it is none. */
    public long metricId() {
        return metricId;
    }

    /** Returns when an interval ends that began at {@code start}, ns; of a calendar month, the month's end. */
    public long endOf(long start) {
        if (seconds != Timeframes.MONTH) {
            return start + SECONDS.toNanos(seconds);
        }
        Instant began = Instant.ofEpochSecond(NANOSECONDS.toSeconds(start));
        LocalDateTime end = LocalDateTime.ofInstant(began, ZoneOffset.UTC).plusMonths(1);
        return SECONDS.toNanos(end.toEpochSecond(ZoneOffset.UTC));
    }

    /** Returns what it is, as {@code BINANCE BTCUSDT 1m bars}. */
    public String label() {
        return switch (kind) {
            case TRADE -> instrument.label() + " trades";
            case BAR -> instrument.label() + " " + Timeframes.text(seconds) + " bars";
            case QUOTE -> instrument.label() + " quotes";
            case METRIC -> instrument.label() + " metric " + metricId;
        };
    }
}
