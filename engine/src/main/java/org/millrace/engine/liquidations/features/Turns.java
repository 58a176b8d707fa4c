package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Where a dominating side is exhausted (-1 a ceiling, 1 a bottom), and where that turned out wrong within eight hours
 * (1 a ceiling failed, -1 a bottom did).
 */
final class Turns {
    private static final int SLOPE_WINDOW = 3;
    private static final int REVERSE_HOURS = 8;
    private static final double REVERSE_FRACTION = 0.06;

    private final Slope slope = new Slope(SLOPE_WINDOW);
    private final Repetition hits = new Repetition();
    private final Repetition reverses = new Repetition();
    private double slopeBefore;
    private boolean hasSlopeBefore;
    private int lastHit;
    private long lastHitHour;
    private double lastHitDifference;
    private int hit;
    private int reverse;

    /**
     * Takes the next hour.
     *
     * @param side       that dominates
     * @param difference longs less shorts
     */
    void update(long hour, int side, double difference, double longs, double shorts, Thresholds thresholds) {
        double slopeNow = slope.update(difference);
        boolean canHit = thresholds.areKnown() && hasSlopeBefore;
        int rawHit = canHit ? hit(side, difference, longs, shorts, slopeNow, thresholds) : 0;
        int rawReverse = thresholds.areKnown() ? reverse(hour, difference, thresholds) : 0;
        slopeBefore = slopeNow;
        hasSlopeBefore = slope.isFull();
        hit = hits.suppress(rawHit);
        reverse = reverses.suppress(rawReverse);
        if (rawHit != 0) {
            lastHit = rawHit;
            lastHitHour = hour;
            lastHitDifference = difference;
        }
    }

    int hit() {
        return hit;
    }

    int reverse() {
        return reverse;
    }

    void save(SnapshotWriter out) {
        slope.save(out);
        hits.save(out);
        reverses.save(out);
        out.putDouble(slopeBefore).putBoolean(hasSlopeBefore);
        out.putInt(lastHit).putLong(lastHitHour).putDouble(lastHitDifference);
        out.putInt(hit).putInt(reverse);
    }

    void load(SnapshotReader in) {
        slope.load(in);
        hits.load(in);
        reverses.load(in);
        slopeBefore = in.getDouble();
        hasSlopeBefore = in.getBoolean();
        lastHit = in.getInt();
        lastHitHour = in.getLong();
        lastHitDifference = in.getDouble();
        hit = in.getInt();
        reverse = in.getInt();
    }

    private int hit(int side, double difference, double longs, double shorts, double slopeNow, Thresholds thresholds) {
        boolean isCeiling = side > 0
                && difference <= thresholds.difference(0.2)
                && shorts >= thresholds.manyShorts()
                && slopeBefore < 0
                && slopeNow >= 0;
        if (isCeiling) {
            return -1;
        }
        boolean isBottom = side < 0
                && difference >= thresholds.difference(0.8)
                && longs >= thresholds.manyLongs()
                && slopeBefore > 0
                && slopeNow <= 0;
        return isBottom ? 1 : 0;
    }

    private int reverse(long hour, double difference, Thresholds thresholds) {
        if (lastHit == 0 || hour - lastHitHour > REVERSE_HOURS) {
            return 0;
        }
        double step = REVERSE_FRACTION * (thresholds.difference(0.8) - thresholds.difference(0.2));
        if (lastHit < 0) {
            return difference <= lastHitDifference - step ? 1 : 0;
        }
        return difference >= lastHitDifference + step ? -1 : 0;
    }
}
