package org.millrace.engine.strategy.position;

import org.millrace.codecs.sbe.Side;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.StrategyContext;

/** The stop orders of one position: one at a price, one that follows the market. */
final class ProtectiveStops {
    private final Stops rules;
    private long fixedId;
    private long trailingId;
    private boolean isInherited;

    ProtectiveStops(Stops rules) {
        this.rules = rules;
    }

    /** Leaves in force the stops of who held the position before, until there are others; without any, ends them. */
    void inherit(int instrumentId, StrategyContext context) {
        isInherited = hasFixed() || rules.trailingStop() > 0;
        if (!isInherited) {
            context.cancelAll(instrumentId);
        }
    }

    /** Tells whether the stops are those of who held the position before. */
    boolean isInherited() {
        return isInherited;
    }

    /**
     * Places those that are missing.
     *
     * @param held    quantity, below 0: sold short
     * @param further quantity that is still to come
     */
    void protect(int instrumentId, long held, long further, double atr, StrategyContext context) {
        if ((fixedId != 0 || !hasFixed()) && (trailingId != 0 || rules.trailingStop() == 0)) {
            return;
        }
        Market market = context.market(instrumentId);
        double paid = context.ledger().holding(instrumentId).averagePrice(market.quantityExponent());
        if (isInherited && Double.isNaN(rules.distance(paid, atr))) {
            return;
        }
        if (isInherited) {
            context.cancelAll(instrumentId);
            isInherited = false;
        }
        Side side = held > 0 ? Side.SELL : Side.BUY;
        long quantity = Math.abs(held) + further;
        if (fixedId == 0 && hasFixed()) {
            double away = rules.distance(paid, atr);
            long price = market.price(held > 0 ? paid - away : paid + away);
            if (price > 0) { // the market cannot go beyond
                fixedId = context.order(instrumentId, side, quantity)
                        .stop(price)
                        .reduceOnly()
                        .send();
            }
        }
        if (trailingId == 0 && rules.trailingStop() > 0) {
            trailingId = context.order(instrumentId, side, quantity)
                    .trailingStop(Math.max(1, market.price(rules.trail(paid))))
                    .reduceOnly()
                    .send();
        }
    }

    /** Cancels them: there is nothing left to protect. */
    void cancel(StrategyContext context) {
        if (fixedId != 0) {
            context.cancel(fixedId);
        }
        if (trailingId != 0) {
            context.cancel(trailingId);
        }
        fixedId = 0;
        trailingId = 0;
        isInherited = false;
    }

    /** One of them may have ended by itself. */
    void forget(long orderId) {
        if (orderId == fixedId) {
            fixedId = 0;
        }
        if (orderId == trailingId) {
            trailingId = 0;
        }
    }

    void save(SnapshotWriter out) {
        out.putLong(fixedId).putLong(trailingId).putBoolean(isInherited);
    }

    void load(SnapshotReader in) {
        fixedId = in.getLong();
        trailingId = in.getLong();
        isInherited = in.getBoolean();
    }

    private boolean hasFixed() {
        return rules.stop() > 0 || rules.atrStop() > 0;
    }
}
