package org.millrace.engine.risk;

import java.util.Arrays;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The limits that are in force, for all instruments and, in their stead, for single ones; 0: none. */
public final class RiskLimits {
    private static final int FIRST = Setting.RISK_ORDER_NOTIONAL.value();
    private static final int COUNT = Setting.RISK_STALE_KILL.value() - FIRST + 1;
    private static final int ALL = 0;

    private final double[] values = new double[COUNT];
    private final PerInstrument<double[]> others = new PerInstrument<>();
    private boolean stopsAccounts;

    /** Makes the limits of the shipped configuration: what an account has, it may use, and no more. */
    public RiskLimits() {
        values[Setting.RISK_LEVERAGE.value() - FIRST] = 1;
    }

    /** Takes a setting, if it is one of these; of no instrument: for all. */
    public void set(Setting setting, int instrumentId, double value) {
        int index = setting.value() - FIRST;
        if (index < 0 || index >= COUNT) {
            return;
        }
        if (instrumentId == ALL) {
            values[index] = value;
            conclude();
            return;
        }
        double[] own = others.get(instrumentId);
        if (own == null) {
            own = new double[COUNT];
            Arrays.fill(own, Double.NaN);
            others.put(instrumentId, own);
        }
        own[index] = value;
    }

    /** Tells whether there is a limit beyond which an account may not trade any more. */
    boolean areAccountsStopped() {
        return stopsAccounts;
    }

    /** Returns a limit; where there is none, one that nothing exceeds. */
    double of(Setting setting) {
        return of(setting, ALL);
    }

    /** Returns the limit of an instrument. */
    double of(Setting setting, int instrumentId) {
        int index = setting.value() - FIRST;
        double[] own = others.get(instrumentId);
        double value = own == null || Double.isNaN(own[index]) ? values[index] : own[index];
        return value == 0 ? Double.POSITIVE_INFINITY : value;
    }

    /** Returns the most that all positions of an asset class may come to. */
    double of(AssetClass assetClass) {
        return switch (assetClass) {
            case CRYPTO -> of(Setting.RISK_EXPOSURE_CRYPTO);
            case EQUITY -> of(Setting.RISK_EXPOSURE_EQUITY);
            case FX -> of(Setting.RISK_EXPOSURE_FX);
            case INDEX -> of(Setting.RISK_EXPOSURE_INDEX);
            case FUTURE -> of(Setting.RISK_EXPOSURE_FUTURE);
            default -> Double.POSITIVE_INFINITY;
        };
    }

    public void save(SnapshotWriter out) {
        out.putDoubles(values, COUNT);
        others.save(out, (own, to) -> to.putDoubles(own, COUNT));
    }

    public void load(SnapshotReader in) {
        in.getDoubles(values, COUNT);
        conclude();
        others.load(in, from -> {
            double[] own = new double[COUNT];
            from.getDoubles(own, COUNT);
            return own;
        });
    }

    private void conclude() {
        stopsAccounts = of(Setting.RISK_DAILY_LOSS) < Double.POSITIVE_INFINITY
                || of(Setting.RISK_DRAWDOWN) < Double.POSITIVE_INFINITY
                || of(Setting.RISK_STALE_KILL) < Double.POSITIVE_INFINITY;
    }
}
