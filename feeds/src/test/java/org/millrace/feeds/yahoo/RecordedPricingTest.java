package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.venue.MetricId;

class RecordedPricingTest {
    private static final String STREAMER = "yahoo/streamer-btcusd-20250110.ws.jsonl.gz";

    @Test
    void shouldReadEveryFieldOfTheRecordedMessage() throws IOException {
        JsonNode expected = Captures.expected("yahoo/expected/streamer-btcusd-20250110.json")
                .at("/decoded/0");
        byte[] frame = frame().getBytes(US_ASCII);

        PricingData data = StreamFrame.read(new UnsafeBuffer(frame), 0, frame.length);

        Map<String, String> wanted = new LinkedHashMap<>();
        expected.properties().forEach(field -> wanted.put(field.getKey(), wanted(field.getValue())));
        assertThat(text(data)).isEqualTo(wanted);
    }

    @Test
    void shouldTellThePriceOnceAndInventNeitherSidesNorQuantities() {
        YahooHarness harness = new YahooHarness();

        harness.frame(frame(), 0);
        harness.frame("{\"message\":\"" + frame() + "\",\"type\":\"pricing\"}", 0);

        assertThat(harness.take())
                .containsExactly("Metric 2 1736509140000000000 " + MetricId.of("price") + " 0s 94745.08");
    }

    private static String frame() {
        String line = Captures.lines(STREAMER).get(0);
        return line.substring(line.indexOf('\t') + 1);
    }

    private static String wanted(JsonNode value) {
        return value.isObject()
                ? value.at("/float32_bits").asText() + " "
                        + value.at("/shortest").asText()
                : value.asText();
    }

    private static Map<String, String> text(PricingData data) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (PricingField field : PricingField.values()) {
            String text = text(data, field);
            if (!text.isEmpty()) {
                texts.put(field.name().toLowerCase(Locale.ROOT), text);
            }
        }
        return texts;
    }

    private static String text(PricingData data, PricingField field) {
        if (field.kind() == PricingField.Kind.TEXT) {
            return data.text(field);
        }
        if (data.whole(field) == 0) {
            return "";
        }
        return switch (field.kind()) {
            case FLOAT -> {
                float number = data.number(field);
                BigDecimal shortest = FloatText.shortest(number);
                yield Integer.toHexString(Float.floatToRawIntBits(number)) + " " + shortest.toPlainString();
            }
            case DOUBLE -> BigDecimal.valueOf(data.wide(field)).setScale(1).toPlainString();
            default -> Long.toString(data.whole(field));
        };
    }
}
