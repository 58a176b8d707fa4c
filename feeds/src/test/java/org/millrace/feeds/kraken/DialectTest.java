package org.millrace.feeds.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialectTest {
    @Test
    void shouldAskForBarsOfALength() {
        assertThat(Dialect.V2.subscribe("ohlc-5", List.of("BTC/USD", "XRP/USD"), 10))
                .isEqualTo(
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"ohlc\",\"symbol\":[\"BTC/USD\",\"XRP/USD\"],"
                                + "\"interval\":5,\"snapshot\":true}}");
        assertThat(Dialect.V1.unsubscribe("ohlc-1440", List.of("XBT/USD"), 10))
                .isEqualTo("{\"event\":\"unsubscribe\",\"pair\":[\"XBT/USD\"],\"subscription\":{\"name\":\"ohlc\","
                        + "\"interval\":1440}}");
    }
}
