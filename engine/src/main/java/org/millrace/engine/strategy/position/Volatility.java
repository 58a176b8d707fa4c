package org.millrace.engine.strategy.position;

import org.millrace.codecs.sbe.AssetClass;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Sample standard deviation of the logarithmic returns of the last bars. */
public final class Volatility {
    /** Returns in the window. */
    public static final int WINDOW = 20;

    private static final double SECONDS_OF_DAY = 86_400;
    private static final double SECONDS_OF_SESSION = 6.5 * 3_600;
    private static final double TRADING_DAYS = 252;
    private static final double DAYS = 365;

    private final double[] returns = new double[WINDOW];
    private double lastClose = Double.NaN;
    private long count;

    /** Takes the next close. */
    public void update(double close) {
        if (!Double.isNaN(lastClose)) {
            returns[(int) (count % WINDOW)] = StrictMath.log(close / lastClose);
            count++;
        }
        lastClose = close;
    }

    /** Returns that of one bar; NaN before {@value #WINDOW} returns. */
    public double ofBar() {
        if (count < WINDOW) {
            return Double.NaN;
        }
        double mean = 0;
        for (double each : returns) {
            mean += each / WINDOW;
        }
        double squares = 0;
        for (double each : returns) {
            squares += (each - mean) * (each - mean);
        }
        return Math.sqrt(squares / (WINDOW - 1));
    }

    /**
     * Returns that of a year.
     *
     * @param timeframe of the bars, seconds
     */
    public double ofYear(int timeframe, AssetClass assetClass) {
        return ofBar() * Math.sqrt(barsOfYear(timeframe, assetClass));
    }

    /** Returns how many bars a year has: of shares 252 days of 6.5 hours, of all else each day and hour. */
    public static double barsOfYear(int timeframe, AssetClass assetClass) {
        if (assetClass != AssetClass.EQUITY) {
            return DAYS * SECONDS_OF_DAY / timeframe;
        }
        return TRADING_DAYS * (timeframe < SECONDS_OF_DAY ? SECONDS_OF_SESSION : SECONDS_OF_DAY) / timeframe;
    }

    void save(SnapshotWriter out) {
        out.putDoubles(returns, WINDOW).putDouble(lastClose).putLong(count);
    }

    void load(SnapshotReader in) {
        in.getDoubles(returns, WINDOW);
        lastClose = in.getDouble();
        count = in.getLong();
    }
}
