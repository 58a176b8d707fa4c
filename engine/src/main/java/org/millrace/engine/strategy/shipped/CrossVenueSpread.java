package org.millrace.engine.strategy.shipped;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Range;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.Strategy;
import org.millrace.engine.strategy.StrategyContext;
import org.millrace.engine.strategy.position.Position;
import org.millrace.engine.strategy.position.Terms;

/**
 * Sells a pair where it is dearer and buys it on another venue where it is cheaper, once the bid of the one is so far
 * above the ask of the other; ends both when the prices have come together. The other instrument is the first one of the
 * same normalised name that is heard of from another venue. Where one leg ends, by a stop or a refusal, so does the other.
 */
public final class CrossVenueSpread extends Strategy {
    private static final SignalRule DEARER = new SignalRule(1, "bid > ask elsewhere");
    private static final SignalRule CHEAPER = new SignalRule(2, "ask < bid elsewhere");
    private static final SignalRule TOGETHER = new SignalRule(3, "ask near bid elsewhere");
    private static final SignalRule ALONE = new SignalRule(4, "the other leg has ended");

    private final Parameters parameters;
    private final Leg here;
    private final Leg there;
    private int dearer; // 1: here, -1: there, 0: nothing is held

    /**
     * What it can be tuned by.
     *
     * @param entry part of the price that the bid of one must be above the ask of the other
     * @param exit  part of the price that the ask of the dearer may at most be above the bid of the other at the end
     * @param venue number of the other venue; 0: any
     */
    public record Parameters(
            @Range(value = 0.002, from = 0, to = 0.5, step = 0.0005) double entry,
            @Range(value = 0.0005, from = -0.5, to = 0.5, step = 0.0005) double exit,
            @Range(value = 0, from = 0, to = 254) int venue,
            Terms terms) {
        public Parameters {
            if (exit > entry) {
                throw new IllegalArgumentException("exit=" + exit + " must not be above entry=" + entry);
            }
            if (Venue.get((short) venue) == Venue.SBE_UNKNOWN) {
                throw new IllegalArgumentException("venue=" + venue + ": expected 0 for any, or one of " + venues());
            }
        }

        private static String venues() {
            return Arrays.stream(Venue.values())
                    .filter(each -> each != Venue.NONE && each != Venue.SBE_UNKNOWN && each != Venue.NULL_VAL)
                    .map(each -> each.value() + " " + each)
                    .collect(Collectors.joining(", "));
        }
    }

    public CrossVenueSpread(Parameters parameters) {
        this.parameters = parameters;
        here = new Leg(new Position(parameters.terms()));
        there = new Leg(new Position(parameters.terms()));
    }

    @Override
    public boolean usesFeatures() {
        return false;
    }

    @Override
    public boolean usesIndicators() {
        return false;
    }

    @Override
    public void onStart(StrategyContext context) {
        here.position.of(context.instrumentId());
    }

    @Override
    public void onTop(BookTopDecoder top, StrategyContext context) {
        Leg leg = leg(top.prefix().instrumentId(), context);
        if (leg != null) {
            leg.isBooked = true;
            boolean isWhole = top.state() == BookState.LIVE && top.bidQuantity() > 0 && top.askQuantity() > 0;
            leg.show(isWhole ? top.bidPrice() : 0, isWhole ? top.askPrice() : 0, top.priceExponent());
            compare(context);
        }
    }

    @Override
    public void onQuote(QuoteDecoder quote, StrategyContext context) {
        Leg leg = leg(quote.prefix().instrumentId(), context);
        if (leg != null && !leg.isBooked) {
            leg.show(quote.bidPrice(), quote.askPrice(), quote.priceExponent());
            compare(context);
        }
    }

    @Override
    public void onBar(BarView bar, StrategyContext context) {
        Leg leg = leg(bar.instrumentId(), context);
        if (leg != null && bar.timeframe() == parameters.terms().timeframe() && bar.startTime() > leg.lastStart) {
            leg.lastStart = bar.startTime();
            leg.position.onBar(bar, context);
        }
    }

    @Override
    public void onFill(FillDecoder fill, StrategyContext context) {
        here.position.onFill(fill, context);
        there.position.onFill(fill, context);
        endAlone(context);
    }

    @Override
    public void onOrder(OrderDecoder order, StrategyContext context) {
        here.position.onOrder(order, context);
        there.position.onOrder(order, context);
        endAlone(context);
    }

    @Override
    public void save(SnapshotWriter out) {
        here.save(out);
        there.save(out);
        out.putInt(dearer);
    }

    @Override
    public void load(SnapshotReader in) {
        here.load(in);
        there.load(in);
        dearer = in.getInt();
    }

    private void compare(StrategyContext context) {
        if (dearer == 0) {
            enter(here, there, 1, context);
            if (dearer == 0) {
                enter(there, here, -1, context);
            }
        } else {
            leave(dearer > 0 ? here : there, dearer > 0 ? there : here, context);
        }
    }

    private void enter(Leg dear, Leg cheap, int which, StrategyContext context) {
        boolean isFar = cheap.ask > 0 && dear.bid / cheap.ask - 1 >= parameters.entry();
        boolean isFlat = dear.position.held() == 0 && cheap.position.held() == 0;
        double size = isFar && isFlat ? Math.min(dear.position.size(context), cheap.position.size(context)) : 0;
        if (size > 0) {
            dearer = which;
            context.signal(dear.position.instrumentId(), Side.SELL, 1, DEARER, dear.bid, cheap.ask);
            context.signal(cheap.position.instrumentId(), Side.BUY, 1, CHEAPER, cheap.ask, dear.bid);
            dear.position.aim(-1, size, context);
            cheap.position.aim(1, size, context);
            endAlone(context);
        }
    }

    private void leave(Leg dear, Leg cheap, StrategyContext context) {
        if (dear.ask > 0 && cheap.bid > 0 && dear.ask / cheap.bid - 1 <= parameters.exit()) {
            end(TOGETHER, dear.ask, cheap.bid, context);
        }
    }

    private void endAlone(StrategyContext context) {
        if (dearer != 0 && (here.position.aim() == 0 || there.position.aim() == 0)) {
            end(ALONE, here.position.aim(), there.position.aim(), context);
        }
    }

    private void end(SignalRule rule, double left, double right, StrategyContext context) {
        int was = dearer;
        dearer = 0;
        context.signal(here.position.instrumentId(), was > 0 ? Side.BUY : Side.SELL, 1, rule, left, right);
        context.signal(there.position.instrumentId(), was > 0 ? Side.SELL : Side.BUY, 1, rule, left, right);
        here.position.aim(0, context);
        there.position.aim(0, context);
    }

    /** Returns the leg of an instrument; null: it is none of both. */
    private Leg leg(int instrumentId, StrategyContext context) {
        if (instrumentId == here.position.instrumentId()) {
            return here;
        }
        if (there.position.instrumentId() == 0 && isOther(instrumentId, context)) {
            there.position.of(instrumentId);
        }
        return instrumentId == there.position.instrumentId() ? there : null;
    }

    private boolean isOther(int instrumentId, StrategyContext context) {
        if (!context.name(instrumentId).equals(context.name(context.instrumentId()))) {
            return false;
        }
        int venue = context.market(instrumentId).venue();
        return venue != context.market(context.instrumentId()).venue()
                && (parameters.venue() == 0 || parameters.venue() == venue);
    }

    /** The pair on one venue: what is shown of it, as numbers, 0: nothing; and what is held. */
    private static final class Leg {
        private final Position position;
        private double bid;
        private double ask;
        private boolean isBooked;
        private long lastStart = Long.MIN_VALUE;

        Leg(Position position) {
            this.position = position;
        }

        void show(long bidPrice, long askPrice, int exponent) {
            bid = Decimals.toDouble(bidPrice, exponent);
            ask = Decimals.toDouble(askPrice, exponent);
        }

        void save(SnapshotWriter out) {
            position.save(out);
            out.putDouble(bid).putDouble(ask).putBoolean(isBooked).putLong(lastStart);
        }

        void load(SnapshotReader in) {
            position.load(in);
            bid = in.getDouble();
            ask = in.getDouble();
            isBooked = in.getBoolean();
            lastStart = in.getLong();
        }
    }
}
