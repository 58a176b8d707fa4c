package org.millrace.feeds.simulator.market;

/** The book of one market, how orders come to rest on it and leave it, and the ids by which its updates are counted. */
public final class RestingOrders {
    private static final int START_LEVELS = 200;
    private static final int MIN_LEVELS = 100;
    private static final int MAX_LEVELS = 500;
    private static final int REFILL = 8; // levels at a time
    private static final double TYPICAL_NOTIONAL = 1_500.0;
    private static final double NEAR_SHARE = 0.4;
    private static final double STEP = 0.00001;
    private static final int MAX_STEPS = 400;
    private static final int NEAR_STEPS = 20;
    private static final int CROSSED_BY_TICKS = 5;

    private final BookSide bids = new BookSide(true);
    private final BookSide asks = new BookSide(false);
    private final SeededRandom random;
    private final double typicalLots;
    private long lastUpdateId;
    private final long[] diffFirstIds = new long[DiffPace.ALL.length];
    private long topBidTicks;
    private long topBidLots;
    private long topAskTicks;
    private long topAskLots;
    private long crossedTicks;
    private boolean crossedShown;

    RestingOrders(SimulatedInstrument instrument, SeededRandom random, long firstUpdateId) {
        this.random = random;
        typicalLots = Math.max(
                10.0, TYPICAL_NOTIONAL / instrument.price() * StrictMath.pow(10, instrument.quantityDecimals()));
        lastUpdateId = firstUpdateId - 1;
    }

    public BookSide bids() {
        return bids;
    }

    public BookSide asks() {
        return asks;
    }

    public long lastUpdateId() {
        return lastUpdateId;
    }

    /** Returns the first update id of the diff that is being gathered. */
    public long diffFirstId(DiffPace pace) {
        return diffFirstIds[pace.index()];
    }

    boolean hasDiff(DiffPace pace) {
        return diffFirstIds[pace.index()] <= lastUpdateId;
    }

    /** Begins to gather the next diff. */
    void startDiff(DiffPace pace) {
        bids.forgetChanges(pace);
        asks.forgetChanges(pace);
        diffFirstIds[pace.index()] = lastUpdateId + 1;
    }

    /** Tells whether a price is where nobody would trade: so far from the fair one that orders are only on their way. */
    static boolean isFar(long ticks, double fairTicks) {
        return Math.abs(ticks - fairTicks) > reach(fairTicks, 2 * NEAR_STEPS) + CROSSED_BY_TICKS;
    }

    /** Puts the opening orders on both sides of a price. */
    void fill(double fairTicks) {
        double ticks = Math.max(1.0, fairTicks * STEP);
        for (int i = 1; i <= START_LEVELS; i++) {
            long distance = i + (long) (ticks * i * random.nextDouble());
            set(bids, Math.max(1, (long) fairTicks - distance), randomLots());
            set(asks, (long) fairTicks + distance, randomLots());
        }
        for (DiffPace pace : DiffPace.ALL) {
            startDiff(pace);
        }
    }

    void set(BookSide side, long ticks, long lots) {
        lastUpdateId++;
        side.set(ticks, lots);
    }

    /** Returns a quantity as orders have them: mostly small, rarely a hundred times as large. */
    long randomLots() {
        double tail = 1.0 / Math.max(0.01, random.nextDouble());
        return 1 + (long) (typicalLots * random.nextDouble() * tail * 0.5);
    }

    /** Lets an order come to rest: at a best price, or at a distance from the fair one. */
    void place(double fairTicks) {
        boolean buys = random.nextBoolean();
        BookSide side = buys ? bids : asks;
        long ticks = buys ? restingBid(fairTicks) : restingAsk(fairTicks);
        if (ticks > 0) {
            set(side, ticks, side.lotsAt(ticks) + randomLots());
        }
    }

    /** Takes an order, or a part of one, off: rather near the best price than far from it. */
    void cancel() {
        BookSide side = random.nextBoolean() ? bids : asks;
        double near = random.nextDouble();
        int depth = (int) (side.count() * near * near * near);
        long lots = side.lots(depth);
        set(side, side.ticks(depth), random.nextInt(3) == 0 ? lots / 2 : 0);
    }

    /** Adds far levels where few are left, and takes the farthest off where there are too many. */
    void keepSize(double fairTicks) {
        keepSize(bids, -1, fairTicks);
        keepSize(asks, 1, fairTicks);
    }

    void rememberTop() {
        topBidTicks = bids.ticks(0);
        topBidLots = bids.lots(0);
        topAskTicks = asks.ticks(0);
        topAskLots = asks.lots(0);
    }

    boolean topChanged() {
        return topBidTicks != bids.ticks(0)
                || topBidLots != bids.lots(0)
                || topAskTicks != asks.ticks(0)
                || topAskLots != asks.lots(0);
    }

    /** Puts a bid above the best ask. */
    void cross() {
        crossedTicks = asks.ticks(0) + CROSSED_BY_TICKS;
        crossedShown = false;
        set(bids, crossedTicks, randomLots());
    }

    /** Tells whether a bid stands above the best ask. */
    boolean isCrossed() {
        return crossedTicks != 0;
    }

    /** Takes the crossing bid off, once a diff has shown it. */
    void uncross() {
        if (crossedTicks == 0) {
            return;
        }
        if (crossedShown) {
            set(bids, crossedTicks, 0);
            crossedTicks = 0;
        }
        crossedShown = true;
    }

    private long restingBid(double fairTicks) {
        if (random.nextDouble() < NEAR_SHARE) {
            long near = Math.max(bids.ticks(0) + random.nextInt(2), (long) (fairTicks - reach(fairTicks, NEAR_STEPS)));
            return Math.min(asks.ticks(0) - 1, near);
        }
        return Math.min(asks.ticks(0) - 1, (long) fairTicks - distance(fairTicks));
    }

    private long restingAsk(double fairTicks) {
        if (random.nextDouble() < NEAR_SHARE) {
            long near = Math.min(asks.ticks(0) - random.nextInt(2), (long) (fairTicks + reach(fairTicks, NEAR_STEPS)));
            return Math.max(bids.ticks(0) + 1, near);
        }
        return Math.max(bids.ticks(0) + 1, (long) fairTicks + distance(fairTicks));
    }

    private long distance(double fairTicks) {
        double steps = Math.min(MAX_STEPS, 1.0 / Math.max(1e-6, random.nextDouble()) - 1.0);
        return (long) reach(fairTicks, steps);
    }

    private static double reach(double fairTicks, double steps) {
        return Math.max(1.0, fairTicks * STEP) * steps;
    }

    private void keepSize(BookSide side, int away, double fairTicks) {
        for (int i = 0; i < REFILL && side.count() < MIN_LEVELS; i++) {
            long distance = 1 + (long) reach(fairTicks, MAX_STEPS * random.nextDouble());
            long beyond = side.ticks(0) + away * distance; // never better than the best, so it cannot cross
            set(side, Math.max(1, beyond), randomLots());
        }
        if (side.count() > MAX_LEVELS) {
            set(side, side.ticks(side.count() - 1), 0);
        }
    }
}
