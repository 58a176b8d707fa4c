package org.millrace.engine.liquidations.features;

import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CorrelationCase;
import org.millrace.codecs.sbe.LiquidationBinsEncoder;
import org.millrace.codecs.sbe.LiquidationFeaturesEncoder;
import org.millrace.codecs.sbe.SignalClass;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * All features of an asset's hours, which come one after the other without a hole. Each is made of the hour itself and of
 * those before it; nothing is looked at again. All memory is taken at the start, over a megabyte.
 */
public final class HourFeatures {
    private static final int WARM_HOURS = Coif3.WINDOW;
    private static final double NOTHING = 1e-12;

    private final SmoothedSeries dominanceOfLongs = new SmoothedSeries(1);
    private final SmoothedSeries longs = new SmoothedSeries(Double.POSITIVE_INFINITY);
    private final SmoothedSeries shorts = new SmoothedSeries(Double.POSITIVE_INFINITY);
    private final Ema smoothDifference = new Ema(16);
    private final Ema smoothDominance = new Ema(12);
    private final BinModel bins = new BinModel();
    private final BinSwing swing = new BinSwing();
    private final BinExtreme extreme = new BinExtreme();
    private final Thresholds thresholds = new Thresholds();
    private final Dominance dominance = new Dominance();
    private final Turns turns = new Turns();
    private long count;
    private double difference;
    private double risk;
    private CorrelationCase moves = CorrelationCase.NONE;
    private int bin = BinModel.NEUTRAL;
    private int fromExtreme;
    private boolean isStale;
    private boolean isWarm;

    /** Where the risk priority number comes from. */
    public enum Source {
        /** The smoothed share of longs. */
        LLD,
        /** The ratio of both sides, each smoothed. */
        RATIO
    }

    /**
     * Takes the next hour.
     *
     * @param longDominance share of longs, 0 to 1
     * @param longVolume    liquidated longs, in coins
     * @param shortVolume   liquidated shorts, in coins
     * @param stale         whether they were carried over a gap for too long: then nothing is signalled
     * @param source        of the risk priority number
     * @return whether clusters were fitted anew, which this hour is the first to be judged by
     */
    public boolean update(double longDominance, double longVolume, double shortVolume, boolean stale, Source source) {
        long hour = count++;
        smooth(longDominance, longVolume, shortVolume);
        risk = risk(source);
        boolean isRefitted = bins.refit(hour);
        bin = bins.binOf(risk);
        bins.add(risk);
        swing.update(bin, hour);
        fromExtreme = extreme.update(bin, hour);
        thresholds.add(difference, longs.filtered(), shorts.filtered());
        dominance.update(Dominance.of(bin, risk, difference, thresholds));
        turns.update(hour, dominance.side(), difference, longs.filtered(), shorts.filtered(), thresholds);
        isStale = stale;
        isWarm = count >= WARM_HOURS && bins.id() != 0 && thresholds.areKnown();
        return isRefitted;
    }

    /** Returns what the newest hour signals. */
    public SignalClass signal() {
        return isQuiet() ? SignalClass.NEUTRAL : SignalLevels.of(dominance.side(), turns.hit(), turns.reverse());
    }

    /** Writes what was made of the newest hour; prefix, times and price are the caller's. */
    public void write(LiquidationFeaturesEncoder to) {
        to.lldNormal(dominanceOfLongs.normal()).fllNormal(longs.normal()).fslNormal(shorts.normal());
        to.diffLsNormal(longs.normal() - shorts.normal()).riskPriorityNumber(risk);
        to.lldCwtKf(dominanceOfLongs.filtered()).fllCwtKf(longs.filtered()).fslCwtKf(shorts.filtered());
        to.diffLsCwtKf(difference).lldCwtKfSmooth(smoothDominance.value()).diffLsSmooth(smoothDifference.value());
        to.deltaFll(longs.delta()).deltaFsl(shorts.delta()).corrCase(moves);
        to.binModelId(bins.id()).binIndex((byte) bin).isRpnExtreme((byte) fromExtreme);
        to.binMomentum((byte) swing.momentum()).binTurn((short) swing.turns());
        to.binMmDirection((byte) swing.direction());
        to.dominance((byte) dominance.side()).dominanceLast((byte) dominance.lastSide());
        to.dominanceDuration(dominance.duration()).dominanceTime(dominance.episode());
        to.isKeep(flag(dominance.isKept())).isStrengthen(flag(dominance.isStrengthened()));
        to.hitCeilingBottom((byte) turns.hit()).reverseCeilingBottom((byte) turns.reverse());
        boolean isQuiet = isQuiet();
        to.signalL1((byte) (isQuiet ? 0 : dominance.side()));
        to.signalL2((byte) (isQuiet ? 0 : turns.hit()));
        to.signalL3((byte) (isQuiet ? 0 : turns.reverse()));
        to.signalClass(signal()).isStale(flag(isStale)).isWarm(flag(isWarm));
    }

    /** Writes the clusters in force; prefix and times are the caller's. */
    public void write(LiquidationBinsEncoder to) {
        bins.write(to);
    }

    /** Writes all state. */
    public void save(SnapshotWriter out) {
        dominanceOfLongs.save(out);
        longs.save(out);
        shorts.save(out);
        smoothDifference.save(out);
        smoothDominance.save(out);
        bins.save(out);
        swing.save(out);
        extreme.save(out);
        thresholds.save(out);
        dominance.save(out);
        turns.save(out);
        out.putLong(count).putDouble(difference).putDouble(risk).putInt(moves.value());
        out.putInt(bin).putInt(fromExtreme).putBoolean(isStale).putBoolean(isWarm);
    }

    /** Reads what {@link #save} wrote. */
    public void load(SnapshotReader in) {
        dominanceOfLongs.load(in);
        longs.load(in);
        shorts.load(in);
        smoothDifference.load(in);
        smoothDominance.load(in);
        bins.load(in);
        swing.load(in);
        extreme.load(in);
        thresholds.load(in);
        dominance.load(in);
        turns.load(in);
        count = in.getLong();
        difference = in.getDouble();
        risk = in.getDouble();
        moves = CorrelationCase.get((short) in.getInt());
        bin = in.getInt();
        fromExtreme = in.getInt();
        isStale = in.getBoolean();
        isWarm = in.getBoolean();
    }

    private void smooth(double longDominance, double longVolume, double shortVolume) {
        dominanceOfLongs.update(Math.min(1, Math.max(0.0, longDominance)));
        longs.update(StrictMath.log1p(Math.max(0.0, longVolume)));
        shorts.update(StrictMath.log1p(Math.max(0.0, shortVolume)));
        difference = longs.filtered() - shorts.filtered();
        smoothDifference.update(difference);
        smoothDominance.update(dominanceOfLongs.filtered());
        moves = SideMoves.of(longs.delta(), shorts.delta(), longs.filtered(), shorts.filtered());
    }

    private double risk(Source source) {
        if (source == Source.LLD) {
            return Math.min(1, Math.max(0.0, dominanceOfLongs.filtered()));
        }
        double total = longs.filtered() + shorts.filtered();
        return total > NOTHING ? longs.filtered() / (total + NOTHING) : 0.5;
    }

    private boolean isQuiet() {
        return isStale || !isWarm;
    }

    private static BooleanType flag(boolean is) {
        return is ? BooleanType.T : BooleanType.F;
    }
}
