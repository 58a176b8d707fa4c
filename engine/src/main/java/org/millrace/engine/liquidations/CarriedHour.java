package org.millrace.engine.liquidations;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The values by which an hour counts: its own, or where some are missing those of the hour before. */
final class CarriedHour {
    private static final int STALE_AFTER = 3;
    private static final int MOST_PRICES = 2;
    private static final double AGREEMENT = 0.02;

    private double price = Double.NaN;
    private double longDominance = Double.NaN;
    private double longs = Double.NaN;
    private double shorts = Double.NaN;
    private int volumesCarried;
    private int pricesCarried;

    /** Returns whether a price was carried so often that the next one without any has to wait. */
    boolean isPriceWornOut() {
        return pricesCarried >= MOST_PRICES;
    }

    /** Takes an hour; the first must be one that can begin. */
    void update(HourTable table, int hour) {
        double newPrice = table.get(hour, HourlyMetric.PRICE);
        pricesCarried = Double.isNaN(newPrice) ? pricesCarried + 1 : 0;
        price = Double.isNaN(newPrice) ? price : newPrice;
        double newLongs = table.get(hour, HourlyMetric.LONGS);
        double newShorts = table.get(hour, HourlyMetric.SHORTS);
        if (Double.isNaN(newLongs) || Double.isNaN(newShorts)) {
            volumesCarried++;
            return;
        }
        volumesCarried = 0;
        longs = newLongs;
        shorts = newShorts;
        double share = table.get(hour, HourlyMetric.LONG_DOMINANCE);
        longDominance = Double.isNaN(share) ? shareOfLongs() : share;
    }

    double price() {
        return price;
    }

    double longDominance() {
        return longDominance;
    }

    double longs() {
        return longs;
    }

    double shorts() {
        return shorts;
    }

    /** Returns whether something of the hour before stands for what is missing. */
    boolean isFilled() {
        return volumesCarried > 0 || pricesCarried > 0;
    }

    /** Returns whether volumes are carried for too long to be judged by. */
    boolean isStale() {
        return volumesCarried > STALE_AFTER;
    }

    /** Returns whether the share of longs says what both sides say: so it is of sums, not of means. */
    boolean isConsistent() {
        return longs + shorts == 0 || Math.abs(longDominance - shareOfLongs()) <= AGREEMENT;
    }

    void save(SnapshotWriter out) {
        out.putDouble(price).putDouble(longDominance).putDouble(longs).putDouble(shorts);
        out.putInt(volumesCarried).putInt(pricesCarried);
    }

    void load(SnapshotReader in) {
        price = in.getDouble();
        longDominance = in.getDouble();
        longs = in.getDouble();
        shorts = in.getDouble();
        volumesCarried = in.getInt();
        pricesCarried = in.getInt();
    }

    /** Returns the share of longs; without any liquidation neither side has more. */
    private double shareOfLongs() {
        double total = longs + shorts;
        return total > 0 ? longs / total : 0.5;
    }
}
