package org.millrace.feeds.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the venue's channel {@code instrument} says of pairs (name, exponents, tick and lot size) and tells the
 * resolver of a pair before it is asked for its id. The channel speaks at the beginning of a connection and then rarely:
 * allocates.
 */
final class InstrumentListing implements InstrumentResolver {
    private static final int MOST_DECIMALS = 18;
    private static final int UNLISTED_PRICE_EXPONENT = -10;
    private static final int UNLISTED_QUANTITY_EXPONENT = -8;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Logger LOG = LoggerFactory.getLogger(InstrumentListing.class);

    private final Venue venue;
    private final InstrumentResolver resolver;
    private final Map<String, Instrument> pairs = new HashMap<>();

    InstrumentListing(int venue, InstrumentResolver resolver) {
        this.venue = Venue.get((short) venue);
        this.resolver = resolver;
    }

    @Override
    public int resolve(int ofVenue, DirectBuffer symbol, int offset, int length) {
        String pair = symbol.getStringWithoutLengthUtf8(offset, length);
        Instrument listed = pairs.get(pair);
        resolver.describe(listed == null ? unlisted(pair) : listed);
        return resolver.resolve(ofVenue, symbol, offset, length);
    }

    /** Returns a pair as playbacks without the channel have it: with room for the venue's finest prices. */
    private Instrument unlisted(String symbol) {
        return new Instrument(
                InstrumentResolver.UNKNOWN,
                venue,
                symbol,
                PairName.of(symbol),
                UNLISTED_PRICE_EXPONENT,
                UNLISTED_QUANTITY_EXPONENT,
                0,
                0,
                AssetClass.CRYPTO);
    }

    @Override
    public Instrument instrument(int id) {
        return resolver.instrument(id);
    }

    /** Reads a frame of the channel; false: it cannot be read, and tells as much as could. */
    boolean read(DirectBuffer buffer, int offset, int length) {
        byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        try (JsonParser parser = JSON.createParser(frame)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY && "pairs".equals(parser.currentName())) {
                    pairs(parser);
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes a recorded answer of {@code AssetPairs}, for both protocols; false: it cannot be read. */
    boolean take(DirectBuffer body, int offset, int length) {
        byte[] answer = new byte[length];
        body.getBytes(offset, answer);
        try {
            for (Instrument listed : AssetPairs.read(answer)) {
                pairs.put(listed.symbol(), listed);
                pairs.put(listed.name().replace('-', '/'), renamed(listed));
            }
            return true;
        } catch (IOException e) {
            LOG.warn("{}: recorded pairs cannot be read: {}", venue, e.getMessage());
            return false;
        }
    }

    /** Returns a pair as v2 calls it. */
    private static Instrument renamed(Instrument listed) {
        return new Instrument(
                listed.id(),
                listed.venue(),
                listed.name().replace('-', '/'),
                listed.name(),
                listed.priceExponent(),
                listed.quantityExponent(),
                listed.tickSize(),
                listed.lotSize(),
                listed.assetClass());
    }

    private void pairs(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            Pair pair = new Pair();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                pair.take(field, parser);
                parser.skipChildren();
            }
            pair.describe();
        }
    }

    private final class Pair {
        private String symbol = "";
        private String base = "";
        private String quote = "";
        private int priceDecimals = -1;
        private int quantityDecimals = -1;
        private BigDecimal tick = BigDecimal.ZERO;
        private BigDecimal lot = BigDecimal.ZERO;

        void take(String field, JsonParser parser) throws IOException {
            switch (field) {
                case "symbol" -> symbol = parser.getText();
                case "base" -> base = parser.getText();
                case "quote" -> quote = parser.getText();
                case "price_precision" -> priceDecimals = parser.getValueAsInt(-1);
                case "qty_precision" -> quantityDecimals = parser.getValueAsInt(-1);
                case "price_increment" -> tick = number(parser);
                case "qty_increment" -> lot = number(parser);
                default -> {
                    // of no concern here
                }
            }
        }

        void describe() {
            if (!isPlace(priceDecimals) || !isPlace(quantityDecimals) || base.isEmpty() || quote.isEmpty()) {
                return;
            }
            Instrument pair = new Instrument(
                    InstrumentResolver.UNKNOWN,
                    venue,
                    symbol,
                    PairName.of(base, quote),
                    -priceDecimals,
                    -quantityDecimals,
                    mantissa(tick, priceDecimals),
                    mantissa(lot, quantityDecimals),
                    AssetClass.CRYPTO);
            pairs.put(symbol, pair);
        }

        private static BigDecimal number(JsonParser parser) throws IOException {
            return parser.currentToken().isNumeric() ? parser.getDecimalValue() : BigDecimal.ZERO;
        }

        private static boolean isPlace(int decimals) {
            return decimals >= 0 && decimals <= MOST_DECIMALS;
        }

        /** Returns a step as a mantissa; 0 where it has more decimals than the pair. */
        private static long mantissa(BigDecimal step, int decimals) {
            BigDecimal scaled = step.movePointRight(decimals).stripTrailingZeros();
            return scaled.signum() > 0 && scaled.scale() <= 0 && scaled.precision() - scaled.scale() <= MOST_DECIMALS
                    ? scaled.longValueExact()
                    : 0;
        }
    }
}
