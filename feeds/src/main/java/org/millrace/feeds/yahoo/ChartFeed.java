package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.venue.InputWriter;

/** Publishes of each chart the bars that are new, have grown, or were restated. */
final class ChartFeed {
    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FeedCounters counters;

    ChartFeed(EventPublisher publisher, InputWriter writer, FeedCounters counters) {
        this.publisher = publisher;
        this.writer = writer;
        this.counters = counters;
    }

    /**
     * A chart that is to be published.
     *
     * @param bars      oldest first, one a period
     * @param eventTime of all its events
     */
    record Chart(
            YahooInstrument instrument,
            ChartInterval interval,
            List<ChartBar> bars,
            long eventTime,
            long receiveTime) {}

    /** Returns what an answer says: none where nothing was traded. */
    Chart chart(ChartAnswer answer, ChartInterval interval, YahooInstrument instrument, long receiveTime) {
        ChartPeriods periods = new ChartPeriods(answer, interval, receiveTime);
        List<ChartBar> bars = new ArrayList<>();
        for (int row = 0; row < answer.rows(); row++) {
            if (answer.isEmpty(row) || answer.isRepeated(row)) {
                counters.count(FeedCounter.IGNORED);
                continue;
            }
            ChartBar bar = bar(answer, row, periods.start(row), instrument);
            int last = bars.size() - 1;
            if (last < 0 || bars.get(last).start() != bar.start()) {
                bars.add(bar);
            } else if (interval == ChartInterval.DAY) {
                bars.set(last, bar); // the later row is the whole day
            } else {
                bars.set(last, bars.get(last).join(bar));
            }
        }
        for (int i = 0; i < bars.size(); i++) {
            ChartBar bar = bars.get(i);
            bars.set(i, i < bars.size() - 1 || periods.isClosed(bar.start()) ? bar.closed() : bar);
        }
        long marketTime = SECONDS.toNanos(answer.meta().marketTime());
        return new Chart(instrument, interval, bars, receiveTime == 0 ? marketTime : receiveTime, receiveTime);
    }

    /** Publishes what a chart changes; false if the ring is full: the same call goes on where this one stopped. */
    boolean publish(Chart chart) {
        BarHistory history = chart.instrument().bars(chart.interval().seconds());
        for (ChartBar bar : chart.bars()) {
            BarHistory.Change change = history.change(bar);
            if (change != BarHistory.Change.NONE) {
                if (!publisher.tryClaim(1)) {
                    return false;
                }
                if (bar.isSound()) {
                    write(bar, change, chart);
                } else {
                    refuse(bar, chart);
                }
                publisher.commit();
                history.put(bar);
            }
        }
        return true;
    }

    /** Remembers a bar that the line has taken before the start. */
    static void recall(VenueBarDecoder bar, YahooInstrument instrument) {
        instrument
                .bars(bar.timeframe())
                .recall(new ChartBar(
                        NANOSECONDS.toSeconds(bar.startTime()),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volume(),
                        bar.closed() == BooleanType.T,
                        false));
    }

    private void write(ChartBar bar, BarHistory.Change change, Chart chart) {
        VenueBarEncoder event = writer.bar(0, chart.instrument(), chart.eventTime(), chart.receiveTime());
        boolean isRevised = change == BarHistory.Change.REVISED;
        event.startTime(SECONDS.toNanos(bar.start()))
                .open(bar.open())
                .high(bar.high())
                .low(bar.low())
                .close(bar.close())
                .volume(bar.volume())
                .buyVolume(0)
                .tradeCount(0)
                .timeframe(chart.interval().seconds())
                .closed(bar.isClosed() || isRevised ? BooleanType.T : BooleanType.F);
        event.notional().high(0).low(0);
        counters.count(FeedCounter.BARS);
        if (isRevised) {
            EventPrefix.flags(publisher.slot(0), 0, EventPrefix.REVISED);
            counters.count(FeedCounter.REVISED);
        }
        if (bar.isRounded()) {
            counters.count(FeedCounter.ROUNDED);
        }
    }

    private void refuse(ChartBar bar, Chart chart) {
        RejectReason reason = RejectReason.INCONSISTENT;
        if (bar.overflows()) {
            reason = RejectReason.OVERFLOW;
        } else if (bar.low() <= 0) {
            reason = RejectReason.PRICE_NOT_POSITIVE;
        }
        byte[] raw = Long.toString(bar.start()).getBytes(US_ASCII);
        writer.rejected(reason, chart.instrument().id(), VenueBarEncoder.TEMPLATE_ID, 0);
        writer.refused(chart.eventTime(), raw, 0, raw.length);
        writer.rejectedTimes(chart.eventTime(), chart.receiveTime());
        counters.countRejected(reason);
    }

    private static ChartBar bar(ChartAnswer answer, int row, long start, YahooInstrument instrument) {
        BigDecimal[] values = {
            answer.open(row), answer.high(row), answer.low(row), answer.close(row), answer.volume(row)
        };
        long[] mantissas = new long[values.length];
        boolean isRounded = false;
        for (int i = 0; i < values.length; i++) {
            boolean isPrice = i < values.length - 1; // volumes are whole numbers, printed as they are
            int exponent = isPrice ? instrument.priceExponent() : instrument.quantityExponent();
            BigDecimal value = isPrice ? FloatText.shortest(values[i]) : values[i];
            mantissas[i] = Mantissas.of(value, exponent);
            isRounded |= !Mantissas.isExact(value, mantissas[i], exponent);
        }
        return new ChartBar(
                start, mantissas[0], mantissas[1], mantissas[2], mantissas[3], mantissas[4], false, isRounded);
    }
}
