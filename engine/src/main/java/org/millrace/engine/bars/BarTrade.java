package org.millrace.engine.bars;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What bars need to know of a trade: the one at hand, or one that waits for its verdict. */
final class BarTrade {
    private int instrumentId;
    private long tradeId;
    private long sequence;
    private long time;
    private long price;
    private long quantity;
    private int flags;
    private long buyQuantity;

    BarTrade of(int instrumentId, long tradeId, long sequence, long time) {
        this.instrumentId = instrumentId;
        this.tradeId = tradeId;
        this.sequence = sequence;
        this.time = time;
        return this;
    }

    BarTrade terms(long price, long quantity, long buyQuantity, int flags) {
        this.price = price;
        this.quantity = quantity;
        this.buyQuantity = buyQuantity;
        this.flags = flags;
        return this;
    }

    void copy(BarTrade other) {
        of(other.instrumentId, other.tradeId, other.sequence, other.time);
        terms(other.price, other.quantity, other.buyQuantity, other.flags);
    }

    void replace(long price, long quantity) {
        this.price = price;
        this.buyQuantity = buyQuantity == 0 ? 0 : quantity;
        this.quantity = quantity;
    }

    int instrumentId() {
        return instrumentId;
    }

    long tradeId() {
        return tradeId;
    }

    /** Sequence of the input that brought it: trades of one event time are ordered by it. */
    long sequence() {
        return sequence;
    }

    /** Event time, UTC ns. */
    long time() {
        return time;
    }

    long price() {
        return price;
    }

    long quantity() {
        return quantity;
    }

    /** The quantity if a buyer took it, otherwise 0: to be added without a branch that is guessed wrong half the time. */
    long buyQuantity() {
        return buyQuantity;
    }

    /** Its quality bits. */
    int flags() {
        return flags;
    }

    void save(SnapshotWriter out) {
        out.putInt(instrumentId).putLong(tradeId).putLong(sequence).putLong(time);
        out.putLong(price).putLong(quantity).putLong(buyQuantity).putInt(flags);
    }

    void load(SnapshotReader in) {
        of(in.getInt(), in.getLong(), in.getLong(), in.getLong());
        terms(in.getLong(), in.getLong(), in.getLong(), in.getInt());
    }
}
