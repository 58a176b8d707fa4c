package org.millrace.feeds.msgpack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.decimal.Decimals;

class FloatDecimalsTest {
    @Test
    void shouldTakeTheShortestDecimal() {
        assertEquals(
                List.of(12655000000L, 10L, 0L, 123456789012345670L, 2221181300000000L, -15000000L),
                DoubleStream.of(126.55, 1e-7, -0.0, 1234567890.1234567, 22211813, -0.15)
                        .mapToObj(number -> FloatDecimals.of(number, -8))
                        .toList());
        assertEquals(16292000000L, FloatDecimals.of(162.92f, -8));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertEquals(
                List.of(
                        Decimals.PRECISION,
                        Decimals.OVERFLOW,
                        Decimals.OVERFLOW,
                        Decimals.PRECISION,
                        Decimals.MALFORMED,
                        Decimals.MALFORMED),
                DoubleStream.of(1e-9, 1e12, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY)
                        .mapToObj(number -> FloatDecimals.of(number, -8))
                        .toList());
        assertEquals(Decimals.PRECISION, FloatDecimals.of(1e-9f, -8));
        assertEquals(Decimals.MALFORMED, FloatDecimals.of(Float.NaN, -8));
    }

    @Test
    void shouldReadBackAsTheNumberItCameFrom() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            int exponent = -random.nextInt(13);
            BigDecimal decimal = BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(13));
            double number = decimal.doubleValue();

            assertEquals(expected(new BigDecimal(Double.toString(number)), exponent, number), of(number, exponent));
        }
    }

    @Test
    void shouldReadBackAsTheFloatItCameFrom() {
        Random random = new Random(2);
        for (int i = 0; i < 300_000; i++) {
            int exponent = -random.nextInt(13);
            float number = BigDecimal.valueOf(random.nextInt() >> random.nextInt(31), random.nextInt(10))
                    .floatValue();
            long mantissa = FloatDecimals.of(number, exponent);

            if (!Decimals.isError(mantissa)) {
                assertEquals(number, BigDecimal.valueOf(mantissa, -exponent).floatValue());
            } else {
                long least = FloatDecimals.of(number, -18);
                assertEquals(
                        true,
                        mantissa == Decimals.OVERFLOW
                                || Decimals.isError(least)
                                || BigDecimal.valueOf(least, 18)
                                                .stripTrailingZeros()
                                                .scale()
                                        > -exponent);
            }
        }
    }

    /** Double.toString is at times a digit too long before Java 19: then the number is compared, not the digits. */
    private static String expected(BigDecimal shortest, int exponent, double number) {
        BigDecimal scaled = shortest.scaleByPowerOfTen(-exponent);
        if (scaled.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return "OVERFLOW";
        }
        boolean fits = scaled.setScale(0, RoundingMode.DOWN).compareTo(scaled) == 0;
        return fits ? String.valueOf(number) : "PRECISION";
    }

    private static String of(double number, int exponent) {
        long mantissa = FloatDecimals.of(number, exponent);
        if (Decimals.isError(mantissa)) {
            return mantissa == Decimals.OVERFLOW ? "OVERFLOW" : "PRECISION";
        }
        return String.valueOf(BigDecimal.valueOf(mantissa, -exponent).doubleValue());
    }
}
