package org.millrace.codecs.decimal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    private static final int MARGIN = 24; // bytes before a number, as in a frame: the fast path reads there
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger SMALLEST = BigInteger.valueOf(Decimals.OVERFLOW + 1);
    private static final Pattern BEYOND_BIG_DECIMAL = Pattern.compile(".*[eE].?[0-9]{4,}");
    private static final String GARBAGE = "0123456789.-+eE \"x\u0000/:";

    private final Random random = new Random(20261121);
    private final byte[] bytes = new byte[256];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    @Test
    void shouldReadWhatVenuesWrite() {
        assertEquals(1306, parse("0.00001306", -8));
        assertEquals(1475500000, parse("14.7550", -8));
        assertEquals(10_000_000_000L, parse("100", -8));
        assertEquals(6_168_600, parse("61686.00000000", -2));
        assertEquals(12_345_678_900_000_000L, parse("123456789.00000000", -8));
        assertEquals(1, parse("1e-08", -8));
        assertEquals(150, parse("1.5E+2", 0));
        assertEquals(-250, parse("-2.50", -2));
        assertEquals(0, parse("0", 0));
        assertEquals(0, parse("0.00000000", -2));
    }

    @Test
    void shouldSayWhyItRefuses() {
        String[] malformed = {"", ".", "-", "-.", "+1", "1.2.3", "1e", "1e+", "1e1.5", "e5", "1 ", " 1", "--1", "NaN"};

        for (String text : malformed) {
            assertEquals(Decimals.MALFORMED, parse(text, -8), text);
        }
        assertEquals(Decimals.PRECISION, parse("0.001", -2));
        assertEquals(Decimals.PRECISION, parse("99999999999999999999999.001", -2));
        assertEquals(Decimals.OVERFLOW, parse("92233720368.54775808", -8));
        assertEquals(Decimals.OVERFLOW, parse("100000000000000000000", 0));
        assertEquals(Decimals.OVERFLOW, parse("1e400000000000", 0));
        assertEquals(Decimals.PRECISION, parse("1e-400000000000", 0));
    }

    @Test
    void shouldReachTheEndsOfItsRange() {
        assertEquals(Long.MAX_VALUE, parse("9223372036854775807", 0));
        assertEquals(Decimals.OVERFLOW + 1, parse("-9223372036854775805", 0));
        assertEquals(Decimals.OVERFLOW, parse("-9223372036854775806", 0));
    }

    @Test
    void shouldReadEveryPrefixOfANumber() {
        String text = "-61686.00130600e-1";

        long[] results = IntStream.rangeClosed(0, text.length())
                .mapToLong(length -> parse(text.substring(0, length), -8))
                .toArray();

        long bad = Decimals.MALFORMED;
        assertEquals(
                LongStream.of(
                                bad,
                                bad,
                                -600000000L,
                                -6100000000L,
                                -61600000000L,
                                -616800000000L,
                                -6168600000000L,
                                -6168600000000L,
                                -6168600000000L,
                                -6168600000000L,
                                -6168600100000L,
                                -6168600130000L,
                                -6168600130000L,
                                -6168600130600L,
                                -6168600130600L,
                                -6168600130600L,
                                bad,
                                bad,
                                -616860013060L)
                        .boxed()
                        .toList(),
                LongStream.of(results).boxed().toList());
    }

    @Test
    void shouldReadRandomNumbersAsBigDecimalDoes() {
        for (int i = 0; i < 1_000_000; i++) {
            String text = randomNumber();
            int exponent = -random.nextInt(19);

            assertEquals(expected(text, exponent), parse(text, exponent), () -> text + " at " + exponent);
        }
    }

    @Test
    void shouldReadRandomBytesAsBigDecimalDoes() {
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(26); length > 0; length--) {
                text.append(random.nextInt(8) > 0 ? (char) ('0' + random.nextInt(10)) : garbage());
            }

            long result = parse(text.toString(), -8);

            if (!BEYOND_BIG_DECIMAL.matcher(text).matches()) {
                assertEquals(expected(text.toString(), -8), result, () -> "'" + text + "'");
            }
        }
    }

    @Test
    void shouldReadNumbersInTheWordsThatTheyBeginIn() {
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = randomNumber();
            int length = Math.min(text.length(), 15);
            if (length > 0) {
                long expected = parse(text.substring(0, length), -8);
                buffer.putStringWithoutLengthAscii(MARGIN, text.substring(0, length) + "\",\"12345.67890,123");

                long result = Decimals.parseFront(
                        buffer.getLong(MARGIN, LITTLE_ENDIAN), buffer.getLong(MARGIN + 8, LITTLE_ENDIAN), length, -8);

                read += result == Decimals.MALFORMED ? 0 : 1;
                assertEquals(result == Decimals.MALFORMED ? result : expected, result, text);
            }
        }
        assertTrue(read > 100_000, "nearly all without sign and power are read: " + read);
    }

    @Test
    void shouldReadBytesOutsideAscii() {
        for (int i = 0; i < 200_000; i++) {
            int length = 1 + random.nextInt(24);
            buffer.putStringWithoutLengthAscii(MARGIN, "123456789012345678901234", 0, length);
            buffer.putByte(MARGIN + random.nextInt(length), (byte) (0x3A + random.nextInt(0xC0)));

            long fast = Decimals.parse(bytes, MARGIN, length, -8);

            assertEquals(DecimalScanner.parse(bytes, MARGIN, length, -8), fast);
        }
    }

    @Test
    void shouldReadAtTheVeryStartOfABuffer() {
        byte[] tight = "14.7550".getBytes(US_ASCII);

        assertEquals(147550, Decimals.parse(tight, 0, 7, -4));
    }

    @Test
    void shouldPrintPlainWithoutTrailingZeros() {
        assertEquals("61686", print(6_168_600_000_000L, -8));
        assertEquals("0.00009", print(9000, -8));
        assertEquals("-0.5", print(-50, -2));
        assertEquals("0", print(0, -8));
        assertEquals("9.223372036854775807", print(Long.MAX_VALUE, -18));
        assertEquals("-9223372036854775808", print(Long.MIN_VALUE, 0));
    }

    @Test
    void shouldPrintAsBigDecimalDoes() {
        for (int i = 0; i < 200_000; i++) {
            long mantissa = random.nextLong() >> random.nextInt(64);
            int exponent = -random.nextInt(19);
            String text =
                    BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();

            assertEquals(text, print(mantissa, exponent));
            assertEquals(text, Decimals.toText(mantissa, exponent));
        }
    }

    @Test
    void shouldConvertToNearestDouble() {
        for (int i = 0; i < 200_000; i++) {
            long mantissa = random.nextLong() >> (11 + random.nextInt(50));
            int exponent = -random.nextInt(19);

            assertEquals(BigDecimal.valueOf(mantissa, -exponent).doubleValue(), Decimals.toDouble(mantissa, exponent));
        }
    }

    private char garbage() {
        return GARBAGE.charAt(random.nextInt(GARBAGE.length()));
    }

    private String randomNumber() {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "-" : "");
        appendDigits(text, random.nextInt(random.nextInt(6) == 0 ? 24 : 12));
        if (random.nextInt(4) > 0) {
            text.append('.');
            appendDigits(text, random.nextInt(random.nextInt(6) == 0 ? 24 : 9));
            text.append("0".repeat(random.nextInt(4)));
        }
        if (random.nextInt(10) == 0) {
            text.append(random.nextBoolean() ? "e" : "E").append(random.nextInt(60) - 30);
        }
        return text.toString();
    }

    private void appendDigits(StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(3) == 0 ? '0' : (char) ('0' + random.nextInt(10)));
        }
    }

    private static long expected(String text, int exponent) {
        if (text.startsWith("+") || !text.matches("[-0-9.eE+]*")) {
            return Decimals.MALFORMED;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text).movePointRight(-exponent);
        } catch (NumberFormatException e) {
            return Decimals.MALFORMED;
        }
        if (value.setScale(0, RoundingMode.DOWN).compareTo(value) != 0) {
            return Decimals.PRECISION;
        }
        BigInteger mantissa = value.toBigInteger();
        boolean fits = mantissa.compareTo(LARGEST) <= 0 && mantissa.compareTo(SMALLEST) >= 0;
        return fits ? mantissa.longValue() : Decimals.OVERFLOW;
    }

    private long parse(String text, int exponent) {
        buffer.setMemory(0, MARGIN, (byte) '9');
        buffer.putStringWithoutLengthAscii(MARGIN, text);
        buffer.setMemory(MARGIN + text.length(), MARGIN, (byte) '9');
        return Decimals.parse(bytes, MARGIN, text.length(), exponent);
    }

    private String print(long mantissa, int exponent) {
        int length = Decimals.print(mantissa, exponent, buffer, 3);
        return buffer.getStringWithoutLengthAscii(3, length);
    }
}
