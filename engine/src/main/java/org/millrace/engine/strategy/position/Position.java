package org.millrace.engine.strategy.position;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.indicators.AverageTrueRange;
import org.millrace.engine.portfolio.Holding;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.OrderTicket;
import org.millrace.engine.strategy.StrategyContext;

/**
 * What a strategy holds of one instrument, and should: long, short or nothing. It is brought there by market orders, one
 * at a time; one order turns it from long to short, unless risk refuses that: then it is left first, and the other entered
 * once it is gone. From its first fill on stops protect it. A position that a stop has ended, or whose order was refused,
 * is not entered again before the strategy says so anew.
 */
public final class Position {
    private final Terms terms;
    private final Volatility volatility = new Volatility();
    private final AverageTrueRange range = new AverageTrueRange();
    private final WinLoss past = new WinLoss();
    private final ProtectiveStops stops;
    private int instrumentId;
    private int aim;
    private double wanted;
    private long held;
    private long orderId;
    private int orderAim;
    private long orderLeft;
    private double atr = Double.NaN;
    private double fees;
    private double realised;

    /** Makes one that holds nothing; of which instrument, {@link #of} says before anything else. */
    public Position(Terms terms) {
        this.terms = terms;
        stops = new ProtectiveStops(terms.stops());
    }

    /** Says of which instrument it is. */
    public void of(int id) {
        instrumentId = id;
    }

    /**
     * Takes over what the strategy holds since it ran before, under the same number. The stops of then protect it until
     * there are others.
     */
    public void adopt(StrategyContext context) {
        Holding holding = context.hasTraded() ? context.ledger().holding(instrumentId) : null;
        if (holding != null) {
            held = holding.quantity();
            aim = Long.signum(held);
            realised = Money.toDouble(holding.realised());
            stops.inherit(instrumentId, context);
        }
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** Returns what it should be: 1 long, -1 short, 0 nothing. */
    public int aim() {
        return aim;
    }

    /** Returns the quantity that is held, a mantissa of the instrument's exponent; below 0: sold short. */
    public long held() {
        return held;
    }

    /** Returns how much would be bought now, 0: nothing, or not enough is known. */
    public double size(StrategyContext context) {
        Market market = context.market(instrumentId);
        double price = Decimals.scale(market.mark(), market.priceExponent());
        double yearly = terms.sizing().needsVolatility()
                ? volatility.ofYear(terms.timeframe(), market.assetClass())
                : Double.NaN;
        boolean canStop = !Double.isNaN(terms.stops().distance(price, atr));
        return canStop ? terms.sizing().quantity(context.equity(), price, yearly, past) : 0;
    }

    /** Brings it to where it should be, by its own idea of size. */
    public void aim(int sign, StrategyContext context) {
        aim(sign, sign == 0 ? 0 : size(context), context);
    }

    /** Brings it to where it should be. */
    public void aim(int sign, double size, StrategyContext context) {
        aim = sign;
        wanted = size;
        if (orderId != 0 && orderAim != sign) {
            context.cancel(orderId); // what comes of that brings us back here
        } else {
            settle(context);
        }
    }

    /** Takes a closed bar of its instrument and timeframe. */
    public void onBar(BarView bar, StrategyContext context) {
        if (terms.sizing().needsVolatility()) {
            volatility.update(bar.closeValue());
        }
        if (terms.stops().needsRange()) {
            atr = range.update(bar.highValue(), bar.lowValue(), bar.closeValue());
        }
        if (held != 0) {
            protect(context);
            settle(context);
        }
    }

    /** Takes a fill of the strategy, whichever. */
    public void onFill(FillDecoder fill, StrategyContext context) {
        if (fill.prefix().instrumentId() != instrumentId) {
            return;
        }
        long before = held;
        held += fill.side() == Side.BUY ? fill.quantity() : -fill.quantity();
        boolean isOwn = fill.orderId() == orderId;
        if (isOwn) {
            orderLeft -= fill.quantity();
            if (orderLeft == 0) {
                orderId = 0;
            }
        }
        double fee = Money.toDouble(fill.fee());
        boolean hasEnded = before != 0 && Long.signum(held) != Long.signum(before);
        double ending = hasEnded ? fee * Math.abs(before) / fill.quantity() : fee;
        fees += ending;
        if (hasEnded) {
            end(isOwn, context);
            fees = fee - ending;
        }
        protect(context);
        settle(context);
    }

    /** Takes the end of an order of the strategy, whichever. */
    public void onOrder(OrderDecoder order, StrategyContext context) {
        stops.forget(order.orderId());
        if (order.orderId() == orderId) {
            orderId = 0;
            if (held == 0 && aim == orderAim) {
                aim = 0;
            }
            if (aim != 0 || orderAim != 0) {
                settle(context);
            }
            protect(context);
        }
    }

    public void save(SnapshotWriter out) {
        volatility.save(out);
        range.save(out);
        past.save(out);
        stops.save(out);
        out.putInt(instrumentId).putInt(aim).putDouble(wanted).putLong(held);
        out.putLong(orderId).putInt(orderAim).putLong(orderLeft);
        out.putDouble(atr).putDouble(fees).putDouble(realised);
    }

    public void load(SnapshotReader in) {
        volatility.load(in);
        range.load(in);
        past.load(in);
        stops.load(in);
        instrumentId = in.getInt();
        aim = in.getInt();
        wanted = in.getDouble();
        held = in.getLong();
        orderId = in.getLong();
        orderAim = in.getInt();
        orderLeft = in.getLong();
        atr = in.getDouble();
        fees = in.getDouble();
        realised = in.getDouble();
    }

    private void settle(StrategyContext context) {
        if (orderId != 0 || Long.signum(held) == aim) {
            return;
        }
        long entered = aim == 0 ? 0 : context.market(instrumentId).quantity(wanted);
        boolean mayEnter = held == 0 || !stops.isInherited(); // those can only be cancelled together with the order
        if (entered > 0 && mayEnter) {
            order(aim > 0 ? Side.BUY : Side.SELL, Math.abs(held) + entered, aim, context);
        }
        if (orderId != 0) {
            stops.cancel(context); // what they protected is about to be turned round
        } else if (held != 0) {
            order(held < 0 ? Side.BUY : Side.SELL, Math.abs(held), 0, context);
        } else {
            aim = 0;
        }
    }

    private void order(Side side, long quantity, int towards, StrategyContext context) {
        OrderTicket ticket = context.order(instrumentId, side, quantity);
        orderId = towards == 0 ? ticket.reduceOnly().send() : ticket.send();
        orderAim = towards;
        orderLeft = quantity;
    }

    private void protect(StrategyContext context) {
        boolean isBeingLeft = orderId != 0 && orderAim != Long.signum(held);
        if (held != 0 && !isBeingLeft) {
            stops.protect(instrumentId, held, orderId == 0 ? 0 : orderLeft, atr, context);
        }
    }

    private void end(boolean byOwnOrder, StrategyContext context) {
        stops.cancel(context);
        if (!byOwnOrder && orderAim == aim) {
            aim = 0; // a stop did it
        }
        if (!byOwnOrder && orderId != 0) {
            context.cancel(orderId); // there is nothing left for it to end
        }
        Holding holding = context.ledger().holding(instrumentId);
        double earned = Money.toDouble(holding.realised());
        past.add(earned - realised - fees);
        realised = earned;
        fees = 0;
    }
}
