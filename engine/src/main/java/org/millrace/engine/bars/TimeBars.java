package org.millrace.engine.bars;

import org.millrace.codecs.EventPrefix;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * One instrument's time bars.
 *
 * <p>{@code time} is the instrument's own time: intervals that end at or before it are closed, those that contain it are
 * open. A trade goes into the shortest open bar alone; a bar that closes is merged into the next longer one. So an open
 * bar is the sum of its own builder and of all shorter ones:
 *
 * <pre>
 *   1m   |........................................|      what closed 30s bars left, and trades late for 30s
 *   30s                      |....................|
 *   5s                                  |.........|
 *   1s                                    |.......|      trades arrive here
 *                                             time
 * </pre>
 */
final class TimeBars {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int LAST = Timeframes.COUNT - 1;
    private static final long SECOND_NS = Timeframes.lengthNs(0);
    /** No bars are made up over a pause longer than this: it is a hole in the recording, not a quiet market. */
    private static final long MAX_FILL_NS = 3_600_000_000_000L;

    private final BarInstrument instrument;
    private final BarRules rules;
    private final BarOutput out;
    private final BarBuilder[] open = new BarBuilder[Timeframes.COUNT];
    private final ClosedBars[] closed = new ClosedBars[Timeframes.COUNT];
    private final long[] ends = new long[Timeframes.COUNT];
    private final long[] missed = new long[Timeframes.COUNT];
    private final BarBuilder whole = new BarBuilder();
    private long time = NEVER;
    private long newestTime = NEVER;
    private long newestPrice;
    private long missedCount;
    private int changedFrom = Timeframes.COUNT;
    private boolean live;

    TimeBars(BarInstrument instrument, BarRules rules, BarOutput out) {
        this.instrument = instrument;
        this.rules = rules;
        this.out = out;
        for (int i = 0; i < Timeframes.COUNT; i++) {
            open[i] = new BarBuilder();
            closed[i] = new ClosedBars(Timeframes.kept(i));
            ends[i] = NEVER;
        }
    }

    void add(BarTrade trade) {
        long at = trade.time();
        if (at < ends[0] && at >= ends[0] - SECOND_NS && live) {
            addToFirst(trade, at);
        } else {
            addElsewhere(trade, at);
        }
    }

    /** Takes the time by the venue's clock, less the grace. */
    void onTime(long now) {
        if (time == NEVER || now <= time) {
            return;
        }
        if (now >= ends[0]) {
            advance(now);
        } else {
            time = now;
        }
    }

    /** The stream is cut here: what is open does not cover its whole interval, nor does what the next trade opens. */
    void interrupt() {
        taintOpen(EventPrefix.PARTIAL);
        live = false;
    }

    /** Adds quality bits to all that is open. */
    void taintOpen(int flags) {
        if (time != NEVER) {
            open[0].taint(flags);
        }
    }

    /** Sends the open bars that changed since it was last called. */
    void sendProgress() {
        if (changedFrom == Timeframes.COUNT) {
            return;
        }
        whole.reset();
        for (int i = 0; i < Timeframes.COUNT; i++) {
            whole.merge(open[i]);
            if (i >= changedFrom && !whole.isEmpty()) {
                out.inProgress(instrument, i, startOf(i), whole);
            }
        }
        changedFrom = Timeframes.COUNT;
    }

    /** Returns how many times a trade came too late to correct a bar, each timeframe counted by itself. */
    long missedCount() {
        return missedCount;
    }

    void save(SnapshotWriter out) {
        out.putLong(time).putLong(newestTime).putLong(newestPrice).putLong(missedCount);
        out.putInt(changedFrom).putBoolean(live);
        out.putLongs(ends, Timeframes.COUNT).putLongs(missed, Timeframes.COUNT);
        for (int i = 0; i < Timeframes.COUNT; i++) {
            open[i].save(out);
            closed[i].save(out);
        }
    }

    void load(SnapshotReader in) {
        time = in.getLong();
        newestTime = in.getLong();
        newestPrice = in.getLong();
        missedCount = in.getLong();
        changedFrom = in.getInt();
        live = in.getBoolean();
        in.getLongs(ends, Timeframes.COUNT);
        in.getLongs(missed, Timeframes.COUNT);
        for (int i = 0; i < Timeframes.COUNT; i++) {
            open[i].load(in);
            closed[i].load(in);
        }
    }

    private void addToFirst(BarTrade trade, long at) {
        open[0].add(trade);
        changedFrom = 0;
        if (at > time) {
            time = at;
        }
    }

    private void addElsewhere(BarTrade trade, long at) {
        if (at >= ends[0]) {
            advance(at);
        }
        if (at >= startOf(0)) {
            addToFirst(trade, at);
        } else {
            addLate(trade, at);
        }
        if (!live) {
            cover(at);
        }
    }

    /** Closes what ends at or before {@code to}, short to long. */
    private void advance(long to) {
        boolean fills = rules.carriesForward() && live && to - time <= MAX_FILL_NS;
        for (int i = 0; i < Timeframes.COUNT && to >= ends[i]; i++) {
            if (time != NEVER) {
                close(i, fills);
                fillUntil(to, i, fills);
            }
            ends[i] = Timeframes.startOf(to, i) + Timeframes.lengthNs(i);
        }
        time = to;
    }

    private void close(int i, boolean fills) {
        BarBuilder bar = open[i];
        if (!bar.isEmpty()) {
            noteNewest(bar.close(), bar.lastTime());
            BarBuilder kept = closed[i].append(startOf(i));
            kept.copy(bar);
            kept.taint(takeMissed(i));
            out.closed(instrument, i, startOf(i), kept);
        } else if (fills) {
            fill(i, startOf(i), bar.flags());
        }
        if (i < LAST) {
            open[i + 1].merge(bar);
        }
        bar.reset();
    }

    private void fillUntil(long to, int i, boolean fills) {
        long length = Timeframes.lengthNs(i);
        for (long start = ends[i]; fills && start + length <= to; start += length) {
            fill(i, start, 0);
        }
    }

    private void fill(int i, long start, int flags) {
        BarBuilder kept = closed[i].append(start);
        kept.fill(newestPrice, flags | takeMissed(i) | EventPrefix.FILLED);
        out.closed(instrument, i, start, kept);
    }

    /** Corrects the bars of closed intervals, and adds the trade to the shortest open one that it lies in. */
    private void addLate(BarTrade trade, long at) {
        noteNewest(trade.price(), at);
        int i = 0;
        while (i < Timeframes.COUNT && at < startOf(i)) {
            correct(i, trade);
            i++;
        }
        if (i < Timeframes.COUNT) {
            open[i].add(trade);
            changedFrom = Math.min(changedFrom, i);
        }
    }

    private void correct(int i, BarTrade trade) {
        long start = Timeframes.startOf(trade.time(), i);
        boolean judged = (trade.flags() & EventPrefix.ANOMALY) != 0;
        boolean inWindow = judged || time - (start + Timeframes.lengthNs(i)) <= rules.lateWindowNs();
        int index = inWindow ? closed[i].findOrInsert(start) : ClosedBars.NONE;
        if (index == ClosedBars.NONE) {
            missed[i] |= EventPrefix.LATE;
            missedCount++;
            return;
        }
        BarBuilder bar = closed[i].bar(index);
        if (bar.isEmpty()) {
            bar.empty();
        }
        bar.add(trade);
        bar.taint(judged ? EventPrefix.REVISED : EventPrefix.REVISED | EventPrefix.LATE);
        closed[i].revise(index);
        out.corrected(instrument, i, start, closed[i], index);
    }

    /** The stream is whole from here on: the bars that began before are not. */
    private void cover(long at) {
        live = true;
        for (int i = 0; i < Timeframes.COUNT; i++) {
            if (startOf(i) < at) {
                open[i].taint(EventPrefix.PARTIAL);
                return;
            }
        }
    }

    private void noteNewest(long price, long at) {
        if (at >= newestTime) {
            newestTime = at;
            newestPrice = price;
        }
    }

    private int takeMissed(int i) {
        int flags = (int) missed[i];
        missed[i] = 0;
        return flags;
    }

    private long startOf(int i) {
        return ends[i] - Timeframes.lengthNs(i);
    }
}
