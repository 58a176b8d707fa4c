package org.millrace.feeds.simulator.market;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * One instrument's market: orders that rest, are cancelled or take, on one book. They come in clusters, because each
 * taker excites others and because news comes (a Hawkes process; Bacry, Mastromatteo, Muzy 2015), and around a fair
 * price that walks at random.
 */
public final class OrderFlow {
    private static final long DEPTH_INTERVAL_NS = MILLISECONDS.toNanos(100);
    private static final long BEAT_INTERVAL_NS = SECONDS.toNanos(1);
    private static final long BAR_BEATS = 2;
    private static final double TAKER_SHARE = 0.12;
    private static final double CANCEL_SHARE = 0.40;
    private static final double EXCITATION_SECONDS = 0.3;
    private static final double OFFSPRING = 0.5;
    private static final double MAX_EXCITATION = 50.0;
    private static final double NEWS_PER_SECOND = 0.05;
    private static final double NEWS_EXCITATION = 30.0;
    private static final double NEWS_MOVE = 0.0003;
    private static final double MOVE_PER_ROOT_SECOND = 0.00006;
    private static final double NANOS = 1e9;
    private static final long FIRST_UPDATE_ID = 1_000_000_000L;
    private static final long FIRST_TRADE_ID = 100_000_000L;
    private static final long FIRST_AGGREGATE_ID = 50_000_000L;
    private static final int SPIKE = 10;

    private final int index;
    private final SimulatedInstrument instrument;
    private final SeededRandom random;
    private final RestingOrders orders;
    private final SimulatedTrade trade = new SimulatedTrade();
    private final SimulatedBar[] bars = BarIntervals.newBars();
    private double fairTicks;
    private double excitation;
    private long timeNs;
    private long nextOrderNs;
    private long nextDepthNs;
    private long nextBeatNs;

    OrderFlow(int index, SimulatedInstrument instrument, long seed, long startNs) {
        this.index = index;
        this.instrument = instrument;
        random = new SeededRandom(seed);
        fairTicks = instrument.price() * StrictMath.pow(10, instrument.priceDecimals());
        orders = new RestingOrders(instrument, random, FIRST_UPDATE_ID);
        orders.fill(fairTicks);
        trade.id = FIRST_TRADE_ID;
        trade.aggregateId = FIRST_AGGREGATE_ID;
        timeNs = startNs;
        nextDepthNs = startNs - Math.floorMod(startNs, DEPTH_INTERVAL_NS) + DEPTH_INTERVAL_NS;
        nextBeatNs = startNs - Math.floorMod(startNs, BEAT_INTERVAL_NS) + BEAT_INTERVAL_NS;
        nextOrderNs = startNs + waitForOrder();
    }

    /** Returns its place in the list of instruments. */
    public int index() {
        return index;
    }

    public SimulatedInstrument instrument() {
        return instrument;
    }

    public RestingOrders orders() {
        return orders;
    }

    public SimulatedTrade lastTrade() {
        return trade;
    }

    /** Returns the running bar of an interval, and with it those before. */
    public SimulatedBar bar(int intervalIndex) {
        return bars[intervalIndex];
    }

    /** Returns the time of the last step, UTC. */
    public long timeNs() {
        return timeNs;
    }

    /** Returns the same in milliseconds. */
    public long timeMs() {
        return timeNs / MILLISECONDS.toNanos(1);
    }

    /** Returns when the next step happens. */
    long nextNs() {
        return Math.min(nextOrderNs, Math.min(nextDepthNs, nextBeatNs));
    }

    /** Makes one step: a diff, a beat of the bars, or an order. */
    void step(MarketListener listener) {
        long nextNs = nextNs();
        if (nextNs == nextDepthNs) {
            timeNs = nextNs;
            nextDepthNs += DEPTH_INTERVAL_NS;
            tellDepth(listener);
        } else if (nextNs == nextBeatNs) {
            timeNs = nextNs;
            nextBeatNs += BEAT_INTERVAL_NS;
            tellBars(listener);
        } else {
            walk(nextNs - timeNs);
            timeNs = nextNs;
            order(listener);
            nextOrderNs = nextNs + waitForOrder();
        }
    }

    /** Prints one trade at ten times the price, at a moment of the caller's choice. */
    public void spike(MarketListener listener) {
        startAggregate();
        print(orders.asks().ticks(0) * SPIKE, 1, false, listener);
        listener.onAggregateTrade(this);
    }

    /** Lets a bid stand above the best ask until the diff after the next. */
    public void cross(MarketListener listener) {
        orders.cross();
        listener.onTop(this);
    }

    private long waitForOrder() {
        double perSecond = instrument.ordersPerSecond() * (1.0 + excitation);
        return 1 + (long) (random.nextExponential() / perSecond * NANOS);
    }

    private void walk(long elapsedNs) {
        double seconds = elapsedNs / NANOS;
        excitation *= StrictMath.exp(-seconds / EXCITATION_SECONDS);
        double move = MOVE_PER_ROOT_SECOND * StrictMath.sqrt(seconds) * random.nextNormal();
        if (random.nextDouble() < NEWS_PER_SECOND * seconds) {
            excite(NEWS_EXCITATION);
            move += NEWS_MOVE * random.nextNormal();
        }
        fairTicks *= 1.0 + move;
    }

    private void excite(double by) {
        excitation = Math.min(MAX_EXCITATION, excitation + by);
    }

    private void order(MarketListener listener) {
        orders.rememberTop();
        double roll = random.nextDouble();
        if (orders.isCrossed()) {
            orders.place(fairTicks); // what crosses shall be seen: nobody takes it or takes it off
        } else if (roll < TAKER_SHARE) {
            take(listener);
            excite(OFFSPRING / (instrument.ordersPerSecond() * EXCITATION_SECONDS * TAKER_SHARE));
        } else if (roll < TAKER_SHARE + CANCEL_SHARE) {
            orders.cancel();
        } else {
            orders.place(fairTicks);
        }
        orders.keepSize(fairTicks);
        if (orders.topChanged()) {
            listener.onTop(this);
        }
    }

    /** Takes from the side that the fair price lies beyond, up to it; from either side, within the best level, if not. */
    private void take(MarketListener listener) {
        BookSide asks = orders.asks();
        BookSide bids = orders.bids();
        boolean buys = fairTicks > asks.ticks(0) || (fairTicks >= bids.ticks(0) && random.nextBoolean());
        BookSide side = buys ? asks : bids;
        if (RestingOrders.isFar(side.ticks(0), fairTicks)) {
            return;
        }
        long limit = buys ? Math.max(asks.ticks(0), (long) fairTicks) : Math.min(bids.ticks(0), (long) fairTicks);
        long left = orders.randomLots() * (1 + random.nextInt(4));
        while (left > 0 && side.count() > 1 && (buys ? side.ticks(0) <= limit : side.ticks(0) >= limit)) {
            left -= takeLevel(side, left, !buys, listener);
        }
    }

    /** Takes from the best level, as one to three makers' orders, and returns how much. */
    private long takeLevel(BookSide side, long wanted, boolean buyerIsMaker, MarketListener listener) {
        long ticks = side.ticks(0);
        long available = side.lots(0);
        long taken = Math.min(wanted, available);
        startAggregate();
        int makers = (int) Math.min(taken, 1 + random.nextInt(3));
        long left = taken;
        for (int i = makers; i > 0; i--) {
            long lots = i == 1 ? left : Math.max(1, left / i);
            print(ticks, lots, buyerIsMaker, listener);
            left -= lots;
        }
        listener.onAggregateTrade(this);
        orders.set(side, ticks, available - taken);
        return taken;
    }

    private void startAggregate() {
        trade.aggregateId++;
        trade.aggregateLots = 0;
        trade.firstId = trade.id + 1;
    }

    private void print(long ticks, long lots, boolean buyerIsMaker, MarketListener listener) {
        trade.id++;
        trade.ticks = ticks;
        trade.lots = lots;
        trade.aggregateLots += lots;
        trade.buyerIsMaker = buyerIsMaker;
        for (SimulatedBar bar : bars) {
            bar.add(trade, timeMs());
        }
        listener.onTrade(this);
    }

    private void tellDepth(MarketListener listener) {
        for (DiffPace pace : DiffPace.ALL) {
            if (pace.isDue(timeNs) && orders.hasDiff(pace)) {
                listener.onDepth(this, pace);
                orders.startDiff(pace);
            }
        }
        orders.rememberTop();
        orders.uncross();
        if (orders.topChanged()) {
            listener.onTop(this);
        }
    }

    private void tellBars(MarketListener listener) {
        boolean onBeat = Math.floorMod(timeNs / BEAT_INTERVAL_NS, BAR_BEATS) == 0;
        for (SimulatedBar bar : bars) {
            bar.tell(this, timeMs(), onBeat || bar.lengthMs == SECONDS.toMillis(1), listener);
        }
    }
}
