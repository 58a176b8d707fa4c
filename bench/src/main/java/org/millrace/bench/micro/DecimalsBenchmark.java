package org.millrace.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.openjdk.jmh.annotations.Benchmark;

/** Reads and prints prices such as {@code 61837.63000000}, beside BigDecimal. */
public class DecimalsBenchmark extends MicroBenchmark {
    private static final int COUNT = 1_024;
    private static final int LENGTH = 14;
    private static final int EXPONENT = -8;

    private final byte[] text = new byte[COUNT * LENGTH];
    private final UnsafeBuffer printed = new UnsafeBuffer(new byte[Decimals.MAX_PRINTED_LENGTH]);
    private final char[] chars = new char[COUNT * LENGTH];
    private final long[] mantissas = new long[COUNT];
    private int index;

    public DecimalsBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            String price = String.valueOf(6_100_000 + random.nextInt(100_000));
            String decimal = price.substring(0, 5) + "." + price.substring(5) + "000000";
            System.arraycopy(decimal.getBytes(US_ASCII), 0, text, i * LENGTH, LENGTH);
            decimal.getChars(0, LENGTH, chars, i * LENGTH);
            mantissas[i] = Long.parseLong(price) * 1_000_000;
        }
    }

    @Benchmark
    public long parse() {
        return Decimals.parse(text, next() * LENGTH, LENGTH, EXPONENT);
    }

    @Benchmark
    public long parseBigDecimal() {
        return new BigDecimal(chars, next() * LENGTH, LENGTH)
                .movePointRight(-EXPONENT)
                .longValueExact();
    }

    @Benchmark
    public int print() {
        return Decimals.print(mantissas[next()], EXPONENT, printed, 0);
    }

    @Benchmark
    public int printBigDecimal() {
        String decimal = BigDecimal.valueOf(mantissas[next()], -EXPONENT)
                .stripTrailingZeros()
                .toPlainString();
        return printed.putStringWithoutLengthAscii(0, decimal);
    }

    private int next() {
        index = (index + 1) & (COUNT - 1);
        return index;
    }
}
