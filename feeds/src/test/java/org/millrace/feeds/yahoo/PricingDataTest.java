package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PricingDataTest {
    @Test
    void shouldTakeTheCurrencyOfTheExchangeWhereNoneIsTold() throws IOException {
        assertThat(PricingData.read(message("NYQ", "")).currency()).isEqualTo("USD");
        assertThat(PricingData.read(message("IST", "")).currency()).isEqualTo("TRY");
        assertThat(PricingData.read(message("NYQ", "CAD")).currency()).isEqualTo("CAD");
        assertThat(PricingData.read(message("CCY", "")).currency()).isEmpty();
    }

    private static byte[] message(String exchange, String currency) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, PricingField.EXCHANGE, exchange);
        if (!currency.isEmpty()) {
            text(out, PricingField.CURRENCY, currency);
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, PricingField field, String text) {
        out.write(field.number() << 3 | 2);
        out.write(text.length());
        out.writeBytes(text.getBytes(US_ASCII));
    }
}
