package org.millrace.engine.liquidations;

import org.millrace.codecs.EventPrefix;
import org.millrace.engine.liquidations.features.HourFeatures;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The hours of one asset, in their order. One counts as soon as its metrics can be out and nothing of it is missing; one of
 * which something is missing holds up those behind it until the provider has said nothing for a while, then counts by what
 * was known before.
 */
final class AssetHours {
    private static final int[] HORIZONS = {1, 6, 24};

    private final int instrumentId;
    private final LiquidationRules rules;
    private final HourTable table = new HourTable();
    private final CarriedHour carried = new CarriedHour();
    private HourFeatures features = new HourFeatures();
    private Outcomes outcomes = new Outcomes();
    private long runId;
    private int nextHour = HourTable.NONE;
    private int firstHour = HourTable.NONE;
    private long newsTime;

    /** Creates an asset of which nothing is known. */
    AssetHours(int instrumentId, LiquidationRules rules, long runId) {
        this.instrumentId = instrumentId;
        this.rules = rules;
        this.runId = runId;
    }

    /** Notes that the provider said something, or may not have had the time to. */
    void onNews(long now) {
        newsTime = now;
    }

    /** Takes what was said of an hour, and tells where that contradicts what was said before. */
    void put(int hour, HourlyMetric metric, Said said, LiquidationOutput out) {
        boolean isBefore = firstHour != HourTable.NONE && hour < firstHour;
        boolean isCounted = firstHour != HourTable.NONE && hour >= firstHour && hour < nextHour;
        double before = table.get(hour, metric);
        if (before == said.value || !table.put(hour, metric, said.value, said.flags & EventPrefix.QUALITY_MASK)) {
            return;
        }
        out.of(instrumentId, said.time, table.flags(hour));
        if (isCounted || !Double.isNaN(before)) {
            out.revision(hour, said.metricId, before, said.value, isCounted);
        }
        if (isCounted || isBefore) { // the others are told when they count
            out.inputs(hour, table);
        }
        if (firstHour == HourTable.NONE && table.canBegin(hour)) {
            begin(hour);
        }
    }

    /** Lets hours count that may, by the time of the newest tick. */
    void advance(long now, LiquidationOutput out) {
        newsTime = Math.min(newsTime, now); // a past that is imported has its own clock
        int hours = 0;
        while (hours < LiquidationsStage.MOST_HOURS && mayCount(now)) {
            count(out);
            hours++;
        }
    }

    /** Begins anew with the hours that are known, as a run of its own. */
    void rerun(long newRunId, boolean hasOtherSeries) {
        if (hasOtherSeries) {
            table.forgetVolumes();
        }
        features = new HourFeatures();
        outcomes = new Outcomes();
        runId = newRunId;
        begin(table.oldestBeginning());
    }

    void save(SnapshotWriter out) {
        out.putInt(instrumentId)
                .putLong(runId)
                .putInt(nextHour)
                .putInt(firstHour)
                .putLong(newsTime);
        table.save(out);
        carried.save(out);
        features.save(out);
        outcomes.save(out);
    }

    static AssetHours load(SnapshotReader in, LiquidationRules rules) {
        AssetHours asset = new AssetHours(in.getInt(), rules, in.getLong());
        asset.nextHour = in.getInt();
        asset.firstHour = in.getInt();
        asset.newsTime = in.getLong();
        asset.table.load(in);
        asset.carried.load(in);
        asset.features.load(in);
        asset.outcomes.load(in);
        return asset;
    }

    private void begin(int hour) {
        firstHour = hour;
        nextHour = hour;
    }

    private long availableAt(int hour) {
        return (hour + 1) * LiquidationOutput.HOUR_NS + rules.publishDelayNs();
    }

    private boolean mayCount(long now) {
        if (nextHour == HourTable.NONE || now < availableAt(nextHour)) {
            return false;
        }
        if (table.isWhole(nextHour)) {
            return true;
        }
        boolean isOverdue = now - availableAt(nextHour) >= rules.patienceNs() && now - newsTime >= rules.patienceNs();
        return isOverdue && hasPrice();
    }

    /** Returns whether there is a price for the next hour: its own, one to be carried, or one behind it that ends the wait. */
    private boolean hasPrice() {
        return !Double.isNaN(table.get(nextHour, HourlyMetric.PRICE))
                || !carried.isPriceWornOut()
                || table.newestPrice() > nextHour;
    }

    private void count(LiquidationOutput out) {
        int hour = nextHour++;
        carried.update(table, hour);
        boolean isAnomaly = !rules.isMean() && !carried.isConsistent();
        int quality = table.flags(hour)
                | (carried.isFilled() ? EventPrefix.FILLED : 0)
                | (isAnomaly ? EventPrefix.ANOMALY : 0);
        out.of(instrumentId, availableAt(hour), quality);
        out.inputs(hour, table);
        boolean isRefitted = features.update(
                carried.longDominance(), carried.longs(), carried.shorts(), carried.isStale(), rules.source());
        outcomes.add(hour, carried.price(), features.signal());
        if (isRefitted) {
            out.bins(hour, features);
        }
        out.features(hour, runId, carried.price(), features);
        tellOutcomes(hour, out);
    }

    private void tellOutcomes(int hour, LiquidationOutput out) {
        int lag = rules.entryLagHours();
        for (int horizon : HORIZONS) {
            int signalHour = hour - lag - horizon;
            if (signalHour >= firstHour && outcomes.isSignal(signalHour)) {
                out.outcome(signalHour, lag, horizon, outcomes);
            }
        }
    }

    /** One thing that was said, filled anew for each. */
    static final class Said {
        private long metricId;
        private double value;
        private long time;
        private int flags;

        /**
         * Sets it.
         *
         * @param at when it came
         */
        Said wrap(long metric, double said, long at, int bits) {
            metricId = metric;
            value = said;
            time = at;
            flags = bits;
            return this;
        }
    }
}
