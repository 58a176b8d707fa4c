package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.agrona.collections.LongHashSet;
import org.millrace.codecs.sbe.Venue;

/** How far a series has come: which row may follow, and what is missing between them. */
final class SeriesState {
    private static final long NONE = Long.MIN_VALUE;

    /** By how much a venue's clock may go back between two trades whose ids follow one another. */
    private static final long MOST_STEP_BACK_NS = SECONDS.toNanos(1);

    private final HistorySeries series;
    private final boolean idsRise;
    private final KnownRows.Known known;
    private final LongHashSet idsOfTime = new LongHashSet();
    private long knownLeft;
    private long lastTime = NONE;
    private long lastStart = NONE;
    private long highestId;
    private long firstTime;
    private long rowCount;
    private long knownCount;
    private long holeCount;
    private long missingBars;

    /** What is to become of a row. */
    enum Judgement {
        TAKEN,
        /** In the journal since an import before. */
        KNOWN,
        DOUBLE,
        OUT_OF_ORDER
    }

    SeriesState(HistorySeries series, KnownRows.Known known) {
        this.series = series;
        this.known = known;
        knownLeft = known.countAtLast();
        idsRise = series.instrument().venue() != Venue.ALPACA; // there each exchange counts for itself
    }

    HistorySeries series() {
        return series;
    }

    /** Judges the next row; one that is taken or known is what the next must follow. */
    Judgement judge(HistoryRow row) {
        Judgement judgement = series.kind() == RowKind.TRADE ? judgeTrade(row) : judgeInterval(row);
        if (judgement != Judgement.TAKEN) {
            return judgement;
        }
        noteHole(row);
        lastTime = Math.max(lastTime, row.time());
        lastStart = row.startTime();
        if (isKnown(row)) {
            knownCount++;
            return Judgement.KNOWN;
        }
        firstTime = rowCount == 0 ? row.eventTime() : firstTime;
        rowCount++;
        return Judgement.TAKEN;
    }

    /** Returns what has come of the series. */
    SeriesReport report() {
        return new SeriesReport(
                series, rowCount, knownCount, rowCount == 0 ? 0 : firstTime, lastTime, holeCount, missingBars);
    }

    private Judgement judgeTrade(HistoryRow row) {
        long id = row.tradeId();
        boolean isNext = idsRise && id > highestId && lastTime - row.time() <= MOST_STEP_BACK_NS;
        if (row.time() < lastTime && !isNext) {
            return Judgement.OUT_OF_ORDER;
        }
        if (id == 0) {
            return Judgement.TAKEN;
        }
        if (row.time() > lastTime) {
            idsOfTime.clear();
        }
        if ((idsRise && id <= highestId) || !idsOfTime.add(id)) {
            return Judgement.DOUBLE;
        }
        highestId = id;
        return Judgement.TAKEN;
    }

    private Judgement judgeInterval(HistoryRow row) {
        if (lastTime == NONE || row.startTime() > lastStart) {
            return Judgement.TAKEN;
        }
        return row.startTime() == lastStart ? Judgement.DOUBLE : Judgement.OUT_OF_ORDER;
    }

    private boolean isKnown(HistoryRow row) {
        if (row.eventTime() == known.lastTime() && knownLeft > 0) {
            knownLeft--;
            return true;
        }
        return row.eventTime() < known.lastTime();
    }

    /** A bar that does not begin where the one before ended leaves a hole: the market was closed, or rows are missing. */
    private void noteHole(HistoryRow row) {
        if (series.kind() != RowKind.BAR || lastTime == NONE || row.startTime() <= lastTime) {
            return;
        }
        holeCount++;
        missingBars += Math.max(1, (row.startTime() - lastTime) / (row.time() - row.startTime()));
    }
}
