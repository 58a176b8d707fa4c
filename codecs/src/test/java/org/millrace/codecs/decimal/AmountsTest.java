package org.millrace.codecs.decimal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AmountsTest {
    private static final int CASES = 50_000;

    private final Random random = new Random(20261121);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Amounts.MAX_PRINTED_LENGTH]);

    @Test
    void shouldMultiplyExactly() {
        for (int i = 0; i < CASES; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);

            BigInteger product = big(Amounts.multiplyHigh(a, b), a * b);

            assertEquals(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), product);
        }
    }

    @Test
    void shouldAddSubtractAndCompareExactly() {
        for (int i = 0; i < CASES; i++) {
            long highA = random.nextLong() >> (1 + random.nextInt(63));
            long highB = random.nextInt(4) == 0 ? highA : random.nextLong() >> (1 + random.nextInt(63));
            long lowA = random.nextLong();
            long lowB = random.nextInt(4) == 0 ? lowA : random.nextLong();
            BigInteger a = big(highA, lowA);
            BigInteger b = big(highB, lowB);

            assertEquals(a.add(b), big(Amounts.addHigh(highA, lowA, highB, lowB), lowA + lowB));
            assertEquals(a.subtract(b), big(Amounts.subtractHigh(highA, lowA, highB, lowB), lowA - lowB));
            assertEquals(a.compareTo(b), Amounts.compare(highA, lowA, highB, lowB));
        }
    }

    @Test
    void shouldPrintAsBigDecimalDoes() {
        for (int i = 0; i < CASES; i++) {
            long high = random.nextLong() >> random.nextInt(64);
            long low = random.nextInt(8) == 0 ? 0 : random.nextLong();
            int exponent = -random.nextInt(37);

            int length = Amounts.print(high, low, exponent, buffer, 0);

            String expected = text(high, low, exponent);
            assertEquals(expected, buffer.getStringWithoutLengthAscii(0, length));
            assertEquals(expected, Amounts.toText(high, low, exponent));
        }
    }

    @Test
    void shouldPrintTheEndsOfItsRange() {
        int largest = Amounts.print(Long.MAX_VALUE, -1, -36, buffer, 0);
        assertEquals("170.141183460469231731687303715884105727", buffer.getStringWithoutLengthAscii(0, largest));

        int smallest = Amounts.print(Long.MIN_VALUE, 0, 0, buffer, 0);
        assertEquals("-170141183460469231731687303715884105728", buffer.getStringWithoutLengthAscii(0, smallest));
    }

    @Test
    void shouldDivideWithinThreeUnitsOfTheLastPlace() {
        for (int i = 0; i < CASES; i++) {
            long high = random.nextLong() >> (1 + random.nextInt(63));
            long low = random.nextLong();
            long divisor = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            int exponent = -random.nextInt(19);
            BigDecimal amount = new BigDecimal(big(high, low), -exponent);

            assertNear(amount.doubleValue(), Amounts.toDouble(high, low, exponent));
            assertNear(
                    amount.divide(BigDecimal.valueOf(divisor), MathContext.DECIMAL128)
                            .doubleValue(),
                    Amounts.divide(high, low, divisor, exponent));
        }
    }

    private static void assertNear(double expected, double actual) {
        assertTrue(Math.abs(expected - actual) <= 3 * Math.ulp(expected), () -> expected + " but was " + actual);
    }

    private static String text(long high, long low, int exponent) {
        return new BigDecimal(big(high, low), -exponent).stripTrailingZeros().toPlainString();
    }

    private static BigInteger big(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    }
}
