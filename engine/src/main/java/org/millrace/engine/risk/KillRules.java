package org.millrace.engine.risk;

import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.exchange.PaperExchange;
import org.millrace.engine.orders.OpenOrders;
import org.millrace.engine.orders.Orders;
import org.millrace.engine.portfolio.Ledger;

/** Looks, with each beat of the clock, whether an account has to be stopped. */
public final class KillRules {
    private final RiskLimits limits;
    private final PaperExchange exchange;
    private final Orders orders;

    public KillRules(RiskLimits limits, PaperExchange exchange, Orders orders) {
        this.limits = limits;
        this.exchange = exchange;
        this.orders = orders;
    }

    /** Returns why an account has to be stopped; null: it has not. */
    public KillSwitchState check(Ledger account, long nowNs) {
        if (!limits.areAccountsStopped()) {
            return null;
        }
        double loss = limits.of(Setting.RISK_DAILY_LOSS);
        double lost = Money.toDouble(account.lostToday());
        if (lost > loss) {
            return new KillSwitchState(account.accountId(), OrderReason.DAILY_LOSS, loss, lost);
        }
        double drawdown = limits.of(Setting.RISK_DRAWDOWN);
        if (account.drawdown() > drawdown) {
            return new KillSwitchState(account.accountId(), OrderReason.DRAWDOWN, drawdown, account.drawdown());
        }
        double stale = limits.of(Setting.RISK_STALE_KILL);
        if (stale == Double.POSITIVE_INFINITY) {
            return null;
        }
        double age = (double) (nowNs - Math.min(account.oldestPriceNs(exchange), oldestOrderedNs(account)));
        return age > stale ? new KillSwitchState(account.accountId(), OrderReason.STALE, stale, age) : null;
    }

    private long oldestOrderedNs(Ledger account) {
        long oldest = Long.MAX_VALUE;
        for (int id = 1; id < orders.limit() && orders.count() > 0; id++) {
            OpenOrders open = orders.of(id);
            for (int i = 0; open != null && i < open.count(); i++) {
                boolean counts = open.get(i).isAlive() && open.get(i).terms().accountId() == account.accountId();
                oldest = counts ? Math.min(oldest, exchange.market(id).lastNs()) : oldest;
            }
        }
        return oldest;
    }
}
