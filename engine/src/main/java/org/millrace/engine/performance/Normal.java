package org.millrace.engine.performance;

/** The standard normal distribution. */
public final class Normal {
    private static final double SQRT_2_PI = StrictMath.sqrt(2 * StrictMath.PI);
    private static final double SERIES_END = 3;
    private static final int FRACTION_DEPTH = 200;
    private static final double CENTRE = 0.425;
    private static final double TAIL = 5;

    /** Coefficients of Wichura's PPND16, the constant first: for the centre, the sides, the tails. */
    private static final double[][] ABOVE = {
        {
            3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
            45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227
        },
        {
            1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
            1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414
        },
        {
            6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
            0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7
        }
    };

    private static final double[][] BELOW = {
        {
            1,
            42.31333070160091,
            687.1870074920579,
            5394.196021424751,
            21213.794301586597,
            39307.89580009271,
            28729.085735721943,
            5226.495278852854
        },
        {
            1,
            2.053191626637759,
            1.6763848301838038,
            0.6897673349851,
            0.14810397642748008,
            0.015198666563616457,
            0.0005475938084995345,
            1.0507500716444169e-9
        },
        {
            1,
            0.599832206555888,
            0.1369298809227358,
            0.014875361290850615,
            0.0007868691311456133,
            1.8463183175100548e-5,
            1.421511758316446e-7,
            2.0442631033899397e-15
        }
    };

    private Normal() {}

    /** Returns the density at a point. */
    public static double density(double x) {
        return StrictMath.exp(-x * x / 2) / SQRT_2_PI;
    }

    /**
     * Returns the probability of less than a value: by Taylor's series around 0 (G. Marsaglia, Evaluating the Normal
     * Distribution, 2004), and far from it by Laplace's continued fraction of the tail. Of NaN it is NaN.
     */
    public static double probability(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        double distance = Math.abs(x);
        if (distance > SERIES_END) {
            double fraction = distance;
            for (int i = FRACTION_DEPTH; i > 0; i--) {
                fraction = distance + i / fraction;
            }
            double tail = density(distance) / fraction;
            return x > 0 ? 1 - tail : tail;
        }
        double sum = x;
        double term = x;
        for (int i = 3; sum + term != sum; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }

    /**
     * Returns the value below which a share of all lies: M. Wichura, Algorithm AS 241, Applied Statistics 37 (1988),
     * PPND16.
     *
     * @param share more than 0, less than 1
     */
    public static double quantile(double share) {
        double fromMiddle = share - 0.5;
        if (Math.abs(fromMiddle) <= CENTRE) {
            return fromMiddle * ratio(0, CENTRE * CENTRE - fromMiddle * fromMiddle);
        }
        double root = StrictMath.sqrt(-StrictMath.log(fromMiddle < 0 ? share : 1 - share));
        double value = root <= TAIL ? ratio(1, root - 1.6) : ratio(2, root - TAIL);
        return fromMiddle < 0 ? -value : value;
    }

    private static double ratio(int part, double x) {
        return polynomial(ABOVE[part], x) / polynomial(BELOW[part], x);
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
