package org.millrace.gateway.latest;

import java.math.BigDecimal;
import org.millrace.codecs.sbe.IndicatorsDecoder;

/** A copy of closed bars with their indicators, oldest first; for any thread. */
public final class BarRows {
    /** How many indicators a row has, in the order of the store's columns. */
    public static final int INDICATOR_COUNT = 18;

    static final int OPEN = 1;
    static final int HIGH = 2;
    static final int LOW = 3;
    static final int CLOSE = 4;
    static final int VOLUME = 5;
    static final int VWAP = 6;
    static final int TRADES = 7;
    static final int EXPONENTS = 8;
    static final int INDICATORS = 9;
    static final int CELLS = INDICATORS + INDICATOR_COUNT;
    static final long NOT_A_NUMBER = Double.doubleToRawLongBits(Double.NaN);

    private static final double[] POWERS = powers();
    private static final long EXACT = 1L << 53;

    private final long[] cells;
    private final long oldestKeptNs;

    BarRows(long[] cells, long oldestKeptNs) {
        this.cells = cells;
        this.oldestKeptNs = oldestKeptNs;
    }

    static BarRows none() {
        return new BarRows(new long[0], Long.MAX_VALUE);
    }

    public int size() {
        return cells.length / CELLS;
    }

    /** Returns the start of the oldest bar in memory, also where it is not among these; UTC ns. */
    public long oldestKeptNs() {
        return oldestKeptNs;
    }

    public long startNs(int row) {
        return cells[row * CELLS];
    }

    public double open(int row) {
        return price(row, OPEN);
    }

    public double high(int row) {
        return price(row, HIGH);
    }

    public double low(int row) {
        return price(row, LOW);
    }

    public double close(int row) {
        return price(row, CLOSE);
    }

    public double volume(int row) {
        return quantity(cells[row * CELLS + VOLUME], cells[row * CELLS + EXPONENTS]);
    }

    public double vwap(int row) {
        return Double.longBitsToDouble(cells[row * CELLS + VWAP]);
    }

    public long trades(int row) {
        return cells[row * CELLS + TRADES];
    }

    /** Returns an indicator; NaN where it is not warm, or has not come yet. */
    public double indicator(int row, int column) {
        return Double.longBitsToDouble(cells[row * CELLS + INDICATORS + column]);
    }

    static long exponents(int price, int quantity) {
        return (price & 0xFFL) | (quantity & 0xFFL) << Byte.SIZE;
    }

    static void putIndicators(long[] cells, int row, IndicatorsDecoder values) {
        int cell = row + INDICATORS;
        cells[cell++] = Double.doubleToRawLongBits(values.rsi14());
        cells[cell++] = Double.doubleToRawLongBits(values.macd());
        cells[cell++] = Double.doubleToRawLongBits(values.macdSignal());
        cells[cell++] = Double.doubleToRawLongBits(values.macdHistogram());
        cells[cell++] = Double.doubleToRawLongBits(values.bbUpper());
        cells[cell++] = Double.doubleToRawLongBits(values.bbMiddle());
        cells[cell++] = Double.doubleToRawLongBits(values.bbLower());
        cells[cell++] = Double.doubleToRawLongBits(values.sma20());
        cells[cell++] = Double.doubleToRawLongBits(values.sma50());
        cells[cell++] = Double.doubleToRawLongBits(values.ema12());
        cells[cell++] = Double.doubleToRawLongBits(values.ema26());
        cells[cell++] = Double.doubleToRawLongBits(values.volumeSma20());
        cells[cell++] = Double.doubleToRawLongBits(values.stochK());
        cells[cell++] = Double.doubleToRawLongBits(values.stochD());
        cells[cell++] = Double.doubleToRawLongBits(values.atr14());
        cells[cell++] = Double.doubleToRawLongBits(values.obv());
        cells[cell++] = Double.doubleToRawLongBits(values.vwap());
        cells[cell] = Double.doubleToRawLongBits(values.wma20());
    }

    private double price(int row, int column) {
        return price(cells[row * CELLS + column], cells[row * CELLS + EXPONENTS]);
    }

    static double price(long mantissa, long exponents) {
        return decimal(mantissa, (byte) exponents);
    }

    static double quantity(long mantissa, long exponents) {
        return decimal(mantissa, (byte) (exponents >> Byte.SIZE));
    }

    /** Returns the double that is nearest to a decimal. */
    private static double decimal(long mantissa, int exponent) {
        return exponent <= 0 && -exponent < POWERS.length && Math.abs(mantissa) < EXACT
                ? mantissa / POWERS[-exponent] // both are exact, so that the quotient is rounded once
                : BigDecimal.valueOf(mantissa, -exponent).doubleValue();
    }

    private static double[] powers() {
        double[] powers = new double[23]; // the greatest that a double holds exactly is 10^22
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
