package org.millrace.feeds.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** Reads the answer of {@code /0/public/AssetPairs}, which says what the pairs of WebSocket v1 are. */
final class AssetPairs {
    static final String PATH = "/0/public/AssetPairs";
    /** Of one request. */
    static final int WEIGHT = 1;

    private static final int MOST_DECIMALS = 18;
    private static final JsonFactory JSON = new JsonFactory();

    private String name = "";
    private int priceDecimals = -1;
    private int quantityDecimals = -1;
    private BigDecimal tick = BigDecimal.ZERO;

    private AssetPairs() {}

    /**
     * Returns the pairs that have a name on WebSocket, each with id 0.
     *
     * @throws IOException if the answer is not what the venue documents
     */
    static List<Instrument> read(byte[] body) throws IOException {
        List<Instrument> pairs = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isResult = parser.currentName().equals("result");
                if (parser.nextToken() == JsonToken.START_OBJECT && isResult) {
                    pairs(parser, pairs);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return pairs;
    }

    private static void pairs(JsonParser parser, List<Instrument> pairs) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                AssetPairs pair = new AssetPairs();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    pair.take(parser.currentName(), parser);
                }
                pair.addTo(pairs);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void take(String field, JsonParser parser) throws IOException {
        parser.nextToken();
        switch (field) {
            case "wsname" -> name = parser.getText();
            case "pair_decimals" -> priceDecimals = parser.getValueAsInt(-1);
            case "lot_decimals" -> quantityDecimals = parser.getValueAsInt(-1);
            case "tick_size" -> tick = number(parser.getText());
            default -> parser.skipChildren();
        }
    }

    private void addTo(List<Instrument> pairs) {
        int slash = name.indexOf('/');
        if (slash <= 0 || !isPlace(priceDecimals) || !isPlace(quantityDecimals)) {
            return;
        }
        BigDecimal ticks = tick.movePointRight(priceDecimals).stripTrailingZeros();
        boolean isWhole =
                ticks.signum() > 0 && ticks.scale() <= 0 && ticks.precision() - ticks.scale() <= MOST_DECIMALS;
        pairs.add(new Instrument(
                InstrumentResolver.UNKNOWN,
                Venue.KRAKEN,
                name,
                PairName.of(name),
                -priceDecimals,
                -quantityDecimals,
                isWhole ? ticks.longValueExact() : 0,
                1,
                AssetClass.CRYPTO));
    }

    private static boolean isPlace(int decimals) {
        return decimals >= 0 && decimals <= MOST_DECIMALS;
    }

    private static BigDecimal number(String text) throws IOException {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IOException("tick_size: " + text, e);
        }
    }
}
