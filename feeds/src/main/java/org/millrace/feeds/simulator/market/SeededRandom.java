package org.millrace.feeds.simulator.market;

/** Draws the same numbers from the same seed on every machine: SplitMix64 (Steele, Lea, Flood 2014). */
public final class SeededRandom {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    public SeededRandom(long seed) {
        state = seed;
    }

    public long nextLong() {
        state += GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns a number from 0, inclusive, to 1, exclusive. */
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Returns a number from 0, inclusive, to {@code bound}, exclusive. */
    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** Returns a waiting time of mean 1. */
    double nextExponential() {
        return -StrictMath.log(1.0 - nextDouble());
    }

    /** Returns a number near the normal distribution (a sum of twelve uniform ones), of mean 0 and deviation 1. */
    double nextNormal() {
        double sum = -6.0;
        for (int i = 0; i < 12; i++) {
            sum += nextDouble();
        }
        return sum;
    }
}
