package org.millrace.feeds.venue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.RejectReason;

/**
 * Reads a book as venues answer it by REST, wherever in the answer its sides are: {@code bids} and {@code asks}, best level
 * first, each level an array that begins with price and quantity, or an object with {@code price} and {@code size}.
 * Where a venue rounds quantities, those that it rounded to nothing are left out.
 */
final class BookAnswer {
    /** Quantities are stated with all their decimals. */
    static final int EXACT = Integer.MAX_VALUE;

    private static final JsonFactory JSON = new JsonFactory();

    final Levels bids = new Levels();
    final Levels asks = new Levels();
    private final int decimals;
    private VenueInstrument of;
    private int quantityExponent;
    private int limit;
    private long price;
    private long quantity;
    private RejectReason reason = RejectReason.NULL_VAL;

    /**
     * Makes a reader.
     *
     * @param decimals that the venue rounds quantities to, or {@link #EXACT}
     */
    BookAnswer(int decimals) {
        this.decimals = decimals;
    }

    /**
     * Reads an answer; false: it is no book of the instrument, and the reason says why.
     *
     * @param most levels a side that are taken
     */
    boolean read(byte[] body, VenueInstrument instrument, int most) {
        of = instrument;
        quantityExponent = Math.max(of.quantityExponent(), -decimals);
        limit = most;
        bids.clear();
        asks.clear();
        reason = RejectReason.NULL_VAL;
        try (JsonParser parser = JSON.createParser(body)) {
            while (reason == RejectReason.NULL_VAL && parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    sideOrNothing(parser);
                }
            }
        } catch (IOException e) {
            reason = RejectReason.MALFORMED;
        }
        if (reason == RejectReason.NULL_VAL && bids.count() + asks.count() == 0) {
            reason = RejectReason.MALFORMED;
        }
        return reason == RejectReason.NULL_VAL;
    }

    RejectReason reason() {
        return reason;
    }

    /** Returns what the quantities are of, as a power of ten. */
    int quantityExponent() {
        return quantityExponent;
    }

    private void sideOrNothing(JsonParser parser) throws IOException {
        String name = parser.currentName();
        if ("bids".equals(name)) {
            side(parser, bids);
        } else if ("asks".equals(name)) {
            side(parser, asks);
        }
    }

    private void side(JsonParser parser, Levels to) throws IOException {
        while (reason == RejectReason.NULL_VAL && parser.nextToken() != JsonToken.END_ARRAY) {
            if (to.count() == limit) {
                parser.skipChildren();
                continue;
            }
            price = Decimals.MALFORMED;
            quantity = Decimals.MALFORMED;
            switch (parser.currentToken()) {
                case START_ARRAY -> array(parser);
                case START_OBJECT -> object(parser);
                default -> {} // no level
            }
            add(to);
        }
    }

    private void array(JsonParser parser) throws IOException {
        int item = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (item == 0) {
                price = decimal(parser, of.priceExponent());
            } else if (item == 1) {
                quantity = decimal(parser, quantityExponent);
            }
            parser.skipChildren();
            item++;
        }
    }

    private void object(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("price")) {
                price = decimal(parser, of.priceExponent());
            } else if (field.equals("size")) {
                quantity = decimal(parser, quantityExponent);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void add(Levels to) {
        if (Decimals.isError(price) || Decimals.isError(quantity)) {
            reason = Refusals.reason(Decimals.isError(price) ? price : quantity);
        } else if (price <= 0) {
            reason = RejectReason.PRICE_NOT_POSITIVE;
        } else if (quantity < 0 || (quantity == 0 && decimals == EXACT)) {
            reason = RejectReason.QUANTITY_NOT_POSITIVE;
        } else if (quantity > 0) {
            to.add(price, quantity);
        }
    }

    /** Returns a number, quoted or not, by its digits as they are written. */
    private long decimal(JsonParser parser, int exponent) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isScalarValue()) {
            return Decimals.MALFORMED;
        }
        byte[] digits = parser.getText().getBytes(US_ASCII);
        return Decimals.parse(digits, 0, digits.length, exponent);
    }
}
