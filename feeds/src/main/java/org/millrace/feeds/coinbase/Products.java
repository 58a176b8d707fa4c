package org.millrace.feeds.coinbase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** Reads what the venue says of its products: Exchange's {@code GET /products}, and Advanced Trade's. */
final class Products {
    /** Of one request. */
    static final int WEIGHT = 1;

    private static final int MAX_DECIMALS = 18;
    private static final JsonFactory JSON = new JsonFactory();

    private final Venue venue;
    private final List<Instrument> instruments = new ArrayList<>();
    private String id = "";
    private BigDecimal tick = BigDecimal.ZERO;
    private BigDecimal lot = BigDecimal.ZERO;

    private Products(Venue venue) {
        this.venue = venue;
    }

    static String path(boolean isAdvanced) {
        return isAdvanced ? "/api/v3/brokerage/market/products" : "/products";
    }

    /**
     * Returns the instruments that have a tick and a lot size, each with id 0.
     *
     * @throws IOException if the answer is not what the venue documents
     */
    static List<Instrument> read(Venue venue, byte[] body) throws IOException {
        Products products = new Products(venue);
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                products.list(parser);
            } else {
                products.wrapped(parser);
            }
        }
        return products.instruments;
    }

    private void wrapped(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isList = parser.currentName().equals("products");
            if (parser.nextToken() == JsonToken.START_ARRAY && isList) {
                list(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void list(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            product(parser);
        }
    }

    private void product(JsonParser parser) throws IOException {
        id = "";
        tick = BigDecimal.ZERO;
        lot = BigDecimal.ZERO;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id", "product_id" -> id = parser.getText();
                case "quote_increment" -> tick = decimal(parser.getText());
                case "base_increment" -> lot = decimal(parser.getText());
                default -> parser.skipChildren();
            }
        }
        if (tick.signum() > 0 && lot.signum() > 0 && decimals(tick) <= MAX_DECIMALS && decimals(lot) <= MAX_DECIMALS) {
            instruments.add(new Instrument(
                    0,
                    venue,
                    id,
                    id, // is normal as it is
                    -decimals(tick),
                    -decimals(lot),
                    mantissa(tick),
                    mantissa(lot),
                    AssetClass.CRYPTO));
        }
    }

    private static BigDecimal decimal(String text) throws IOException {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw new IOException("increment: " + text + ", expected a decimal", e);
        }
    }

    private static int decimals(BigDecimal size) {
        return Math.max(0, size.scale());
    }

    private static long mantissa(BigDecimal size) {
        return size.scaleByPowerOfTen(decimals(size)).longValueExact();
    }
}
