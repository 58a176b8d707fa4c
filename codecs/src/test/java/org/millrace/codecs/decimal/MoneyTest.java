package org.millrace.codecs.decimal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final int CASES = 50_000;

    private final Random random = new Random(20261121);

    @Test
    void shouldMultiplyPriceByQuantity() {
        assertEquals(3_500_000_000_000L, Money.of(7_000_000, 50, -4)); // 70,000.00 x 0.50
        assertEquals(2, Money.of(15, 1, -9)); // halves go to the even neighbour
        assertEquals(2, Money.of(25, 1, -9));
        assertEquals(-2, Money.of(-25, 1, -9));
        assertEquals(Money.OVERFLOW, Money.of(Long.MAX_VALUE, 2, -8));
    }

    @Test
    void shouldRoundProductsAsBigDecimalDoes() {
        for (int i = 0; i < CASES; i++) {
            long price = random.nextLong() >> random.nextInt(64);
            long quantity = random.nextLong() >> random.nextInt(64);
            int exponents = random.nextInt(37) - 26;
            BigDecimal product =
                    new BigDecimal(BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity)), -exponents);

            assertEquals(rounded(product.movePointRight(8)), Money.of(price, quantity, exponents));
        }
    }

    @Test
    void shouldShareAsBigDecimalDoes() {
        for (int i = 0; i < CASES; i++) {
            long amount = random.nextLong() >> random.nextInt(64);
            long whole = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            long part = (long) (whole * random.nextDouble());
            BigDecimal share = BigDecimal.valueOf(amount)
                    .multiply(BigDecimal.valueOf(part))
                    .divide(BigDecimal.valueOf(whole), 40, RoundingMode.HALF_EVEN);

            assertEquals(rounded(share), Money.share(amount, part, whole));
        }
    }

    private static long rounded(BigDecimal units) {
        BigInteger whole = units.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        return whole.bitLength() < Long.SIZE ? whole.longValue() : Money.OVERFLOW;
    }
}
