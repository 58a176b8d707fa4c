package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
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

        assertEquals(162, products.size());
        assertEquals(
                new Instrument(0, Venue.COINBASE, "SKL-EUR", "SKL-EUR", -4, -1, 1, 1, AssetClass.CRYPTO),
                products.get(0));
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
