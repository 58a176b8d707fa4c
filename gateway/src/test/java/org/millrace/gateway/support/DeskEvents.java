package org.millrace.gateway.support;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FillEncoder;
import org.millrace.codecs.sbe.KillSwitchEncoder;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderEncoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.PortfolioEncoder;
import org.millrace.codecs.sbe.PositionEncoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.SignalEncoder;
import org.millrace.codecs.sbe.StrategyParameterEncoder;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.codecs.sbe.StrategyStatusEncoder;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.EventBuilder;

/** Writes what a desk does, with prices of one decimal place and quantities of two. */
public final class DeskEvents {
    private static final int MONEY_EXPONENT = -8;
    private static final long MONEY = 100_000_000;

    private final RunningGateway gateway;
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int instrument = 1;
    private String time = "11:00:00";

    public DeskEvents(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** Says which instrument the events that follow are of. */
    public DeskEvents of(int instrumentId) {
        instrument = instrumentId;
        return this;
    }

    /** Says when the events that follow happen. */
    public DeskEvents at(String clock) {
        time = clock;
        return this;
    }

    /** Writes a limit order of account 1 to buy 2 at 99.5. */
    public DeskEvents order(long id, OrderState state) {
        return order(id, state, OrderReason.NONE, 0, 0);
    }

    /** Writes an order that a rule has refused. */
    public DeskEvents refused(long id, OrderReason rule, double bound, double value) {
        return order(id, OrderState.REFUSED, rule, bound, value);
    }

    private DeskEvents order(long id, OrderState state, OrderReason reason, double bound, double value) {
        OrderEncoder order = new OrderEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .orderId(id)
                .price(995)
                .quantity(200)
                .filledQuantity(state == OrderState.FILLED ? 200 : 0)
                .accountId(1)
                .side(Side.BUY)
                .orderType(OrderType.LIMIT)
                .timeInForce(TimeInForce.GTC)
                .state(state)
                .priceExponent((byte) -1)
                .quantityExponent((byte) -2)
                .bound(bound)
                .value(value)
                .averagePrice(state == OrderState.FILLED ? 99.5 : Double.NaN)
                .reason(reason)
                .reasonCode(reason.value())
                .reduceOnly(BooleanType.F);
        order.commandId().mostSignificant(0).leastSignificant(id);
        return write(order.encodedLength());
    }

    public DeskEvents fill(long id, long orderId) {
        return write(new FillEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .fillId(id)
                .orderId(orderId)
                .price(995)
                .quantity(200)
                .fee(19_900_000)
                .accountId(1)
                .side(Side.BUY)
                .liquidity(Liquidity.MAKER)
                .priceExponent((byte) -1)
                .quantityExponent((byte) -2)
                .moneyExponent((byte) MONEY_EXPONENT)
                .encodedLength());
    }

    public DeskEvents position(int account, int strategy) {
        return write(new PositionEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .quantity(200)
                .averagePrice(99.5)
                .realisedPnl(0)
                .unrealisedPnl(MONEY)
                .accountId(account)
                .strategyId(strategy)
                .quantityExponent((byte) -2)
                .moneyExponent((byte) MONEY_EXPONENT)
                .fifoPnl(0)
                .markPrice(100)
                .currency("USDT")
                .encodedLength());
    }

    /** Writes how a ledger stands. */
    public DeskEvents portfolio(int account, int strategy, long equity) {
        int of = instrument;
        instrument = 0;
        write(new PortfolioEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .cash(equity * MONEY)
                .equity(equity * MONEY)
                .exposure(0)
                .fees(19_900_000)
                .drawdown(0.01)
                .accountId(account)
                .strategyId(strategy)
                .moneyExponent((byte) MONEY_EXPONENT)
                .dayPnl(MONEY)
                .currency("USDT")
                .encodedLength());
        return of(of);
    }

    public DeskEvents killSwitch(int account, boolean engaged) {
        int of = instrument;
        instrument = 0;
        write(new KillSwitchEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .accountId(account)
                .engaged(engaged ? BooleanType.T : BooleanType.F)
                .reason(OrderReason.REQUESTED)
                .encodedLength());
        return of(of);
    }

    /** Writes how a strategy stands, with one parameter. */
    public DeskEvents strategy(int id, StrategyState state) {
        write(new StrategyStatusEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .started(EventBuilder.nanos(time))
                .name("Crossover")
                .strategyId(id)
                .accountId(1)
                .state(state)
                .encodedLength());
        return write(new StrategyParameterEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .value(20)
                .name("fast")
                .strategyId(id)
                .encodedLength());
    }

    public DeskEvents signal(int strategy) {
        return write(new SignalEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .strength(1)
                .strategyId(strategy)
                .reasonCode(1)
                .side(Side.BUY)
                .rule("shorter mean > longer mean")
                .left(101)
                .right(100)
                .encodedLength());
    }

    private UnsafeBuffer clean() {
        event.setMemory(0, event.capacity(), (byte) 0);
        return event;
    }

    private DeskEvents write(int encodedLength) {
        int venueFlags = EventPrefix.venueFlags(instrument == 0 ? 0 : Venue.SIMULATOR.value(), 0);
        EventPrefix.writeInput(event, 0, EventBuilder.nanos(time), 0, instrument, venueFlags);
        EventPrefix.sequence(event, 0, gateway.nextSequence());
        gateway.write(event, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
        return this;
    }
}
