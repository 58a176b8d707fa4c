package org.millrace.feeds.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;

/**
 * Reads damaged JSON by Jackson as forgivingly as it can: what a venue never writes but a decoder may pass over, as bytes
 * that are no UTF-8, control characters in texts and zeros in front of numbers, is no reason to read nothing.
 */
public final class LooseJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private LooseJson() {}

    /** Reads a frame; each byte of a text is a character of its own, see {@link #utf8}. */
    public static JsonNode read(byte[] frame) throws JsonProcessingException {
        try {
            return JSON.readTree(new String(frame, ISO_8859_1));
        } catch (NumberFormatException e) { // of a power of ten that Java does not hold
            throw new JsonParseException(null, "number", e);
        }
    }

    /** Returns the text whose bytes a node has. */
    public static String utf8(JsonNode text) {
        return new String(text.asText().getBytes(ISO_8859_1), UTF_8);
    }

    /** Returns a number, in quotes or without, as decimals are printed. */
    public static String plain(JsonNode number) {
        return plain(new BigDecimal(number.asText()));
    }

    public static String plain(BigDecimal number) {
        boolean isSane = number.signum() == 0 || Math.abs(number.precision() - (long) number.scale()) < 40;
        return isSane ? number.stripTrailingZeros().toPlainString() : "beyond";
    }
}
