package org.millrace.engine.trading;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.engine.exchange.FillRules;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.exchange.PaperExchange;
import org.millrace.engine.orders.Order;
import org.millrace.engine.portfolio.Holding;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.portfolio.Portfolio;
import org.millrace.engine.portfolio.PortfolioMessages;

/** Takes fills into the books, and tells of these. */
final class Bookkeeping {
    private static final long MILLION = 1_000_000;

    private final Portfolio portfolio;
    private final FillRules rules;
    private final PortfolioMessages messages;
    private boolean quiet;

    Bookkeeping(Portfolio portfolio, FillRules rules, EventConsumer next) {
        this.portfolio = portfolio;
        this.rules = rules;
        messages = new PortfolioMessages(next);
    }

    /** Takes an execution, and returns its fee. */
    long take(Order order, Market market, long quantity, long price, Liquidity liquidity) {
        long notional = Money.of(price, quantity, market.exponents());
        int rate = rules.fee(market.venue(), liquidity);
        long fee = Money.share(rate < 0 ? -notional : notional, Math.abs(rate), MILLION);
        portfolio.trade(
                order.terms().accountId(),
                order.terms().strategyId(),
                market,
                order.isBuy() ? quantity : -quantity,
                order.isBuy() ? notional : -notional,
                fee);
        return fee;
    }

    /** Tells of the positions that an order belongs to. */
    void tellPositions(Order order, Market market, DirectBuffer cause, int offset) {
        int accountId = order.terms().accountId();
        int strategyId = order.terms().strategyId();
        tellPosition(portfolio.account(accountId), market, cause, offset);
        if (strategyId != 0) {
            tellPosition(portfolio.ledger(accountId, strategyId), market, cause, offset);
        }
    }

    /** Does not tell any more how accounts stand: nobody listens. */
    void keepQuiet() {
        quiet = true;
    }

    /** Values all that is held, and tells of what has changed. */
    void tellPortfolios(DirectBuffer cause, int offset) {
        portfolio.value();
        if (quiet) {
            return;
        }
        int accounts = 0;
        for (int i = 0; i < portfolio.count(); i++) {
            Ledger ledger = portfolio.get(i);
            accounts += ledger.strategyId() == 0 ? 1 : 0;
            if (ledger.standing().takeChange()) {
                messages.portfolio(ledger.standing(), cause, offset);
            }
            for (int j = 0; j < ledger.purseCount() && ledger.purseCount() > 1; j++) {
                if (ledger.purse(j).takeChange()) {
                    messages.balance(ledger, ledger.purse(j), cause, offset);
                }
            }
        }
        if (accounts > 1 && portfolio.total().takeChange()) {
            messages.portfolio(portfolio.total(), cause, offset);
        }
    }

    /** Tells of all that is held, as for somebody who knows nothing. */
    void tellAll(PaperExchange exchange, DirectBuffer cause, int offset) {
        portfolio.value();
        for (int i = 0; i < portfolio.count(); i++) {
            Ledger ledger = portfolio.get(i);
            for (int id = 1; id < exchange.limit(); id++) {
                if (ledger.holding(id) != null) {
                    tellPosition(ledger, exchange.market(id), cause, offset);
                }
            }
            ledger.standing().retell();
            for (int j = 0; j < ledger.purseCount(); j++) {
                ledger.purse(j).retell();
            }
        }
        portfolio.total().retell();
        tellPortfolios(cause, offset);
    }

    private void tellPosition(Ledger ledger, Market market, DirectBuffer cause, int offset) {
        Holding holding = ledger.holding(market.instrumentId());
        long worth = portfolio.worth(market.instrumentId(), holding);
        messages.position(ledger, market, worth, cause, offset);
    }
}
