package org.millrace.engine.bars;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Accumulates trades, in whatever order they come, into what a bar says of them. Open and close are the first and last
 * by event time, then sequence. Sums are exact; a volume beyond 64 bits stays at the largest and is told of by
 * {@link #isOverflown}.
 */
final class BarBuilder {
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long buyVolume;
    private long notionalHigh;
    private long notionalLow;
    private long tradeCount;
    private long firstTime;
    private long firstSequence;
    private long lastTime;
    private long lastSequence;
    private int flags;

    BarBuilder() {
        reset();
    }

    /** Forgets everything. */
    void reset() {
        open = 0;
        high = Long.MIN_VALUE;
        low = Long.MAX_VALUE;
        close = 0;
        volume = 0;
        buyVolume = 0;
        notionalHigh = 0;
        notionalLow = 0;
        tradeCount = 0;
        firstTime = Long.MAX_VALUE;
        firstSequence = Long.MAX_VALUE;
        lastTime = Long.MIN_VALUE;
        lastSequence = Long.MIN_VALUE;
        flags = 0;
    }

    void add(BarTrade trade) {
        long price = trade.price();
        long quantity = trade.quantity();
        if (isLast(trade.time(), trade.sequence())) {
            close(price, trade.time(), trade.sequence());
        }
        if (isFirst(trade.time(), trade.sequence())) {
            open(price, trade.time(), trade.sequence());
        }
        high = Math.max(high, price);
        low = Math.min(low, price);
        volume = saturate(volume + quantity);
        buyVolume = saturate(buyVolume + trade.buyQuantity());
        addNotional(Amounts.multiplyHigh(price, quantity), price * quantity);
        tradeCount++;
        flags |= trade.flags();
    }

    /** Adds what another has accumulated; the order of merging does not matter. */
    void merge(BarBuilder other) {
        flags |= other.flags;
        if (other.tradeCount == 0) {
            return;
        }
        if (isLast(other.lastTime, other.lastSequence)) {
            close(other.close, other.lastTime, other.lastSequence);
        }
        if (isFirst(other.firstTime, other.firstSequence)) {
            open(other.open, other.firstTime, other.firstSequence);
        }
        high = Math.max(high, other.high);
        low = Math.min(low, other.low);
        volume = saturate(volume + other.volume);
        buyVolume = saturate(buyVolume + other.buyVolume);
        addNotional(other.notionalHigh, other.notionalLow);
        tradeCount += other.tradeCount;
    }

    /** Makes this a bar without trades at one price. */
    void fill(long price, int flags) {
        reset();
        open = price;
        high = price;
        low = price;
        close = price;
        this.flags = flags;
    }

    /** Takes back what {@link #fill} made up. */
    void empty() {
        int kept = flags & ~EventPrefix.FILLED;
        reset();
        flags = kept;
    }

    void copy(BarBuilder other) {
        reset();
        merge(other);
    }

    /** Adds quality bits. */
    void taint(int flags) {
        this.flags |= flags;
    }

    boolean isEmpty() {
        return tradeCount == 0;
    }

    boolean isOverflown() {
        return volume == Long.MAX_VALUE;
    }

    long open() {
        return open;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    long close() {
        return close;
    }

    long volume() {
        return volume;
    }

    long buyVolume() {
        return buyVolume;
    }

    long notionalHigh() {
        return notionalHigh;
    }

    long notionalLow() {
        return notionalLow;
    }

    long tradeCount() {
        return tradeCount;
    }

    /** Event time of the first trade. */
    long firstTime() {
        return firstTime;
    }

    /** Event time of the last trade. */
    long lastTime() {
        return lastTime;
    }

    int flags() {
        return flags;
    }

    void save(SnapshotWriter out) {
        out.putLong(open).putLong(high).putLong(low).putLong(close);
        out.putLong(volume).putLong(buyVolume).putLong(notionalHigh).putLong(notionalLow);
        out.putLong(tradeCount).putLong(firstTime).putLong(firstSequence);
        out.putLong(lastTime).putLong(lastSequence).putInt(flags);
    }

    void load(SnapshotReader in) {
        open = in.getLong();
        high = in.getLong();
        low = in.getLong();
        close = in.getLong();
        volume = in.getLong();
        buyVolume = in.getLong();
        notionalHigh = in.getLong();
        notionalLow = in.getLong();
        tradeCount = in.getLong();
        firstTime = in.getLong();
        firstSequence = in.getLong();
        lastTime = in.getLong();
        lastSequence = in.getLong();
        flags = in.getInt();
    }

    private boolean isLast(long time, long sequence) {
        return time > lastTime || (time == lastTime && sequence >= lastSequence);
    }

    private boolean isFirst(long time, long sequence) {
        return time < firstTime || (time == firstTime && sequence < firstSequence);
    }

    private void close(long price, long time, long sequence) {
        close = price;
        lastTime = time;
        lastSequence = sequence;
    }

    private void open(long price, long time, long sequence) {
        open = price;
        firstTime = time;
        firstSequence = sequence;
    }

    private void addNotional(long high, long low) {
        notionalHigh = Amounts.addHigh(notionalHigh, notionalLow, high, low);
        notionalLow += low;
    }

    /** Quantities are never negative: a negative sum has run over. */
    private static long saturate(long sum) {
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
