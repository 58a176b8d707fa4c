package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

class AssetPairsTest {
    @Test
    void shouldReadThosePairsThatASocketKnows() throws IOException {
        String answer = "{\"error\":[],\"result\":{"
                + "\"XXBTZUSD\":{\"wsname\":\"XBT/USD\",\"pair_decimals\":1,\"lot_decimals\":8,\"leverage_buy\":[2,3],"
                + "\"tick_size\":\"0.5\"},"
                + "\"XDGUSD\":{\"lot_decimals\":8,\"wsname\":\"XDG/USD\",\"pair_decimals\":7},"
                + "\"OLD\":{\"altname\":\"OLD\",\"pair_decimals\":2,\"lot_decimals\":8}}}";

        assertEquals(
                List.of(
                        new Instrument(0, Venue.KRAKEN, "XBT/USD", "BTC-USD", -1, -8, 5, 1, AssetClass.CRYPTO),
                        new Instrument(0, Venue.KRAKEN, "XDG/USD", "DOGE-USD", -7, -8, 0, 1, AssetClass.CRYPTO)),
                AssetPairs.read(answer.getBytes(UTF_8)));
    }

    @Test
    void shouldFindNoneInAnError() throws IOException {
        assertEquals(List.of(), AssetPairs.read("{\"error\":[\"EGeneral:Temporary lockout\"]}".getBytes(UTF_8)));
    }
}
