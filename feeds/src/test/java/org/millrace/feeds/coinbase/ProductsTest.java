package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.Captures;

class ProductsTest {
    @Test
    void shouldReadIncrementsOfAllProducts() throws IOException {
        String line =
                Captures.lines("coinbase/rest-products-20210417.rest.jsonl.gz").get(0);
        byte[] body = line.substring(line.lastIndexOf('\t') + 1).getBytes(UTF_8);

        List<Instrument> products = Products.read(Venue.COINBASE, body);

        JsonNode expected = Captures.expected("coinbase/expected/rest-products-20210417.json")
                .at("/items/0");
        assertEquals(expected.get("products").asInt(), products.size());
        assertEquals(expected.get("ids_sha256").asText(), sha256(products));
        assertEquals(
                new Instrument(0, Venue.COINBASE, "SKL-EUR", "SKL-EUR", -4, -1, 1, 1, AssetClass.CRYPTO),
                products.get(0));
    }

    /** Returns the hash of all ids in their order, a line each but for the end of the last. */
    private static String sha256(List<Instrument> products) {
        String ids = products.stream().map(Instrument::symbol).sorted().collect(Collectors.joining("\n"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ids.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldReadThoseOfAdvancedTrade() throws IOException {
        String body = "{\"products\":[{\"product_id\":\"BTC-USD\",\"price\":\"1\",\"base_increment\":\"0.00000001\","
                + "\"quote_increment\":\"0.01\",\"alias_to\":[\"BTC-USDC\"]},{\"product_id\":\"NO-USD\"}],"
                + "\"num_products\":2}";

        assertEquals(
                List.of(new Instrument(
                        0, Venue.COINBASE_ADVANCED, "BTC-USD", "BTC-USD", -2, -8, 1, 1, AssetClass.CRYPTO)),
                Products.read(Venue.COINBASE_ADVANCED, body.getBytes(UTF_8)));
    }
}
