package org.millrace.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Token;

/** Texts of single values. */
final class FieldText {
    private static final int CERTAIN_DIGITS = 15; // any decimal of so many digits survives a double

    private FieldText() {}

    /** Returns characters without their padding, broken UTF-8 replaced; or bytes as hexadecimal digits. */
    static String ofArray(DirectBuffer buffer, int index, Token type) {
        byte[] bytes = new byte[type.arrayLength()];
        buffer.getBytes(index, bytes);
        if ("Hash".equals(type.encoding().semanticType())) {
            return HexFormat.of().formatHex(bytes);
        }
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, UTF_8);
    }

    /** Returns the shortest decimal that reads back as the same double; before JDK 19 Double.toString may be longer. */
    static String ofDouble(double value) {
        String text = Double.toString(value);
        if (text.length() <= CERTAIN_DIGITS) {
            return text;
        }
        BigDecimal exact = new BigDecimal(value);
        int precision = new BigDecimal(text).precision();
        for (int digits = CERTAIN_DIGITS; digits < precision; digits++) {
            BigDecimal shorter = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() == value) {
                return shorter.stripTrailingZeros().toString();
            }
        }
        return text;
    }
}
