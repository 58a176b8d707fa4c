package org.millrace.engine.portfolio;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.BalanceEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.PortfolioEncoder;
import org.millrace.codecs.sbe.PositionEncoder;
import org.millrace.engine.exchange.Market;

/** Tells what ledgers hold. */
public final class PortfolioMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventConsumer next;
    private final PositionEncoder position = new PositionEncoder();
    private final PortfolioEncoder portfolio = new PortfolioEncoder();
    private final UnsafeBuffer positionOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final BalanceEncoder balance = new BalanceEncoder();
    private final UnsafeBuffer portfolioOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final UnsafeBuffer balanceOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);

    public PortfolioMessages(EventConsumer next) {
        this.next = next;
        position.wrapAndApplyHeader(positionOut, 0, new MessageHeaderEncoder());
        portfolio.wrapAndApplyHeader(portfolioOut, 0, new MessageHeaderEncoder());
        balance.wrapAndApplyHeader(balanceOut, 0, new MessageHeaderEncoder());
    }

    /** Tells what a ledger holds of an instrument that it has traded. */
    public void position(Ledger ledger, Market market, long worth, DirectBuffer cause, int offset) {
        Holding holding = ledger.holding(market.instrumentId());
        EventPrefix.writeDerived(positionOut, 0, cause, offset, market.instrumentId(), market.venue());
        position.quantity(holding.quantity())
                .averagePrice(holding.averagePrice(market.quantityExponent()))
                .realisedPnl(holding.realised())
                .unrealisedPnl(worth - holding.cost())
                .accountId(ledger.accountId())
                .strategyId(ledger.strategyId())
                .quantityExponent((byte) market.quantityExponent())
                .moneyExponent((byte) Money.EXPONENT)
                .fifoPnl(holding.fifoRealised())
                .markPrice(market.mark() == 0 ? Double.NaN : Decimals.scale(market.mark(), market.priceExponent()));
        currency(positionOut, PositionEncoder.currencyEncodingOffset(), market.quote());
        next.onEvent(positionOut, 0, HEADER + PositionEncoder.BLOCK_LENGTH);
    }

    /** Tells how a ledger, or all of them, stood when they were last valued. */
    public void portfolio(Standing standing, DirectBuffer cause, int offset) {
        EventPrefix.writeDerived(portfolioOut, 0, cause, offset, 0, 0);
        portfolio
                .cash(standing.cash())
                .equity(standing.equity())
                .exposure(standing.exposure())
                .realisedPnl(standing.realised())
                .unrealisedPnl(standing.unrealised())
                .fees(standing.fees())
                .drawdown(standing.drawdown())
                .accountId(standing.accountId())
                .strategyId(standing.strategyId())
                .moneyExponent((byte) Money.EXPONENT)
                .dayPnl(standing.earnedToday())
                .excluded(standing.excluded());
        currency(portfolioOut, PortfolioEncoder.currencyEncodingOffset(), standing.currency());
        next.onEvent(portfolioOut, 0, HEADER + PortfolioEncoder.BLOCK_LENGTH);
    }

    /** Tells what a ledger has of one currency. */
    public void balance(Ledger ledger, Purse purse, DirectBuffer cause, int offset) {
        EventPrefix.writeDerived(balanceOut, 0, cause, offset, 0, 0);
        balance.cash(purse.cash())
                .fees(purse.fees())
                .realisedPnl(purse.realised())
                .rate(purse.rate())
                .accountId(ledger.accountId())
                .strategyId(ledger.strategyId())
                .moneyExponent((byte) Money.EXPONENT);
        currency(balanceOut, BalanceEncoder.currencyEncodingOffset(), purse.currency());
        next.onEvent(balanceOut, 0, HEADER + BalanceEncoder.BLOCK_LENGTH);
    }

    private static void currency(UnsafeBuffer out, int fieldOffset, long currency) {
        out.putLong(HEADER + fieldOffset, currency, LITTLE_ENDIAN);
    }
}
