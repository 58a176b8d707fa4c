package org.millrace.engine.liquidations.features;

import java.util.Arrays;

/**
 * The best clusters there are of sorted values, by squared distance: exact in one dimension, by dynamic programming over
 * where the last cluster begins, which never moves back as values are added, so that half of each range can be left out
 * at each step (Grønlund and others 2017). No seed, no restarts: the same values give the same clusters.
 */
final class KMeans {
    static final int CLUSTERS = 9;

    private static final int DEPTH = 32; // ranges that wait while a range is halved and halved again

    private final double[] sums;
    private final double[] squares;
    private final double[][] costs;
    private final int[][] firsts;
    private final int[] ranges = new int[4 * DEPTH];

    /** Makes room for so many values. */
    KMeans(int capacity) {
        sums = new double[capacity + 1];
        squares = new double[capacity + 1];
        costs = new double[2][capacity];
        firsts = new int[CLUSTERS][capacity];
    }

    /**
     * Finds the clusters.
     *
     * @param sorted  values in ascending order
     * @param count   how many there are
     * @param centres takes the means of the clusters, in ascending order
     * @return whether there are as many different values as clusters; otherwise nothing is written
     */
    boolean fit(double[] sorted, int count, double[] centres) {
        if (!hasEnough(sorted, count)) {
            return false;
        }
        sum(sorted, count);
        for (int j = 0; j < count; j++) {
            costs[0][j] = cost(0, j);
        }
        for (int cluster = 1; cluster < CLUSTERS - 1; cluster++) {
            addCluster(cluster, count);
        }
        int last = count - 1;
        firsts[CLUSTERS - 1][last] = best(costs[CLUSTERS & 1], last, CLUSTERS - 1, last); // of all values, not of fewer
        for (int cluster = CLUSTERS - 1; cluster >= 0; cluster--) {
            int first = cluster == 0 ? 0 : firsts[cluster][last];
            centres[cluster] = mean(sorted, first, last);
            last = first - 1;
        }
        return true;
    }

    private static boolean hasEnough(double[] sorted, int count) {
        int different = Math.min(count, 1);
        for (int i = 1; i < count && different < CLUSTERS; i++) {
            different += sorted[i] > sorted[i - 1] ? 1 : 0;
        }
        return different == CLUSTERS;
    }

    /** Sums distances from the median, so that squares of nearly equal values keep their digits. */
    private void sum(double[] sorted, int count) {
        double median = sorted[count / 2];
        for (int i = 0; i < count; i++) {
            double distance = sorted[i] - median;
            sums[i + 1] = sums[i] + distance;
            squares[i + 1] = squares[i] + distance * distance;
        }
    }

    /** Returns the squared distances of values i to j from their mean. */
    private double cost(int i, int j) {
        double sum = sums[j + 1] - sums[i];
        return Math.max(0.0, squares[j + 1] - squares[i] - sum * sum / (j - i + 1));
    }

    /** Finds, for each number of values, where one cluster more begins best; of equal ones the first. */
    private void addCluster(int cluster, int count) {
        double[] before = costs[(cluster - 1) & 1];
        double[] now = costs[cluster & 1];
        int[] first = firsts[cluster];
        Arrays.fill(now, 0, cluster, Double.POSITIVE_INFINITY); // fewer values than clusters
        int waiting = push(0, cluster, count - 1, cluster, count - 1);
        while (waiting > 0) {
            waiting--;
            int low = ranges[4 * waiting];
            int high = ranges[4 * waiting + 1];
            int from = ranges[4 * waiting + 2];
            int to = ranges[4 * waiting + 3];
            int middle = (low + high) >>> 1;
            int best = best(before, middle, from, Math.min(middle, to));
            first[middle] = best;
            now[middle] = before[best - 1] + cost(best, middle);
            waiting = push(waiting, low, middle - 1, from, best);
            waiting = push(waiting, middle + 1, high, best, to);
        }
    }

    private int best(double[] before, int last, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        int best = from;
        double sumToLast = sums[last + 1];
        double squaresToLast = squares[last + 1];
        for (int i = from; i <= to; i++) { // a million times: as cost() has it, but for what stays the same
            double sum = sumToLast - sums[i];
            double within = squaresToLast - squares[i] - sum * sum / (last - i + 1);
            double cost = before[i - 1] + (within > 0 ? within : 0.0);
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    private int push(int waiting, int low, int high, int from, int to) {
        if (low > high) {
            return waiting;
        }
        ranges[4 * waiting] = low;
        ranges[4 * waiting + 1] = high;
        ranges[4 * waiting + 2] = from;
        ranges[4 * waiting + 3] = to;
        return waiting + 1;
    }

    private static double mean(double[] sorted, int first, int last) {
        double sum = 0;
        for (int i = first; i <= last; i++) {
            sum += sorted[i];
        }
        return sum / (last - first + 1);
    }
}
