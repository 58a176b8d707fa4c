package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.Captures;

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
    void shouldReadThePairsThatWereRecorded() throws IOException {
        String line =
                Captures.lines("kraken/rest-assetpairs-20210417.rest.jsonl.gz").get(0);
        String body = line.substring(line.lastIndexOf('\t') + 1);
        JsonNode expected = Captures.expected("kraken/expected/rest-assetpairs-20210417.json")
                .at("/items/0");
        JsonNode bitcoin = expected.get("XXBTZUSD");

        List<Instrument> pairs = AssetPairs.read(body.getBytes(UTF_8));

        assertEquals(
                expected.get("pairs").asInt(),
                new ObjectMapper().readTree(body).get("result").size());
        assertEquals(expected.get("pairs").asInt() - 11, pairs.size()); // of dark pools, which no socket knows
        assertEquals(
                List.of(new Instrument(
                        0,
                        Venue.KRAKEN,
                        bitcoin.get("wsname").asText(),
                        "BTC-USD",
                        -bitcoin.get("pair_decimals").asInt(),
                        -bitcoin.get("lot_decimals").asInt(),
                        0,
                        1,
                        AssetClass.CRYPTO)),
                pairs.stream().filter(pair -> pair.symbol().equals("XBT/USD")).toList());
    }

    @Test
    void shouldFindNoneInAnError() throws IOException {
        assertEquals(List.of(), AssetPairs.read("{\"error\":[\"EGeneral:Temporary lockout\"]}".getBytes(UTF_8)));
    }
}
