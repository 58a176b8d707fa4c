package org.millrace.feeds.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** Reads what the venue says of its instruments: {@code GET /api/v3/exchangeInfo} ("General endpoints"). */
final class ExchangeInfo {
    /** Of one request. */
    static final int WEIGHT = 20;

    private static final int MAX_DECIMALS = 18;
    private static final JsonFactory JSON = new JsonFactory();

    private final Venue venue;
    private final List<Instrument> instruments = new ArrayList<>();
    private String symbol = "";
    private String base = "";
    private String quote = "";
    private BigDecimal tick = BigDecimal.ZERO;
    private BigDecimal lot = BigDecimal.ZERO;

    private ExchangeInfo(Venue venue) {
        this.venue = venue;
    }

    /**
     * @param root of the paths of the venue's REST interface
     */
    static String path(String root, List<String> symbols) {
        String list = "[\"" + String.join("\",\"", symbols) + "\"]";
        return root + "/exchangeInfo?symbols=" + URLEncoder.encode(list, StandardCharsets.UTF_8);
    }

    /**
     * Returns the instruments that have a tick and a lot size, each with id 0.
     *
     * @throws IOException if the answer is not what the venue documents
     */
    static List<Instrument> read(Venue venue, byte[] body) throws IOException {
        ExchangeInfo info = new ExchangeInfo(venue);
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isSymbols = parser.currentName().equals("symbols");
                parser.nextToken();
                while (isSymbols && parser.nextToken() == JsonToken.START_OBJECT) {
                    info.symbol(parser);
                }
                parser.skipChildren();
            }
        }
        return info.instruments;
    }

    private void symbol(JsonParser parser) throws IOException {
        tick = BigDecimal.ZERO;
        lot = BigDecimal.ZERO;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "symbol" -> symbol = parser.getText();
                case "baseAsset" -> base = parser.getText();
                case "quoteAsset" -> quote = parser.getText();
                case "filters" -> filters(parser, value);
                default -> parser.skipChildren();
            }
        }
        if (tick.signum() > 0 && lot.signum() > 0 && decimals(tick) <= MAX_DECIMALS && decimals(lot) <= MAX_DECIMALS) {
            instruments.add(new Instrument(
                    0,
                    venue,
                    symbol,
                    PairName.of(base, quote),
                    -decimals(tick),
                    -decimals(lot),
                    mantissa(tick),
                    mantissa(lot),
                    AssetClass.CRYPTO));
        }
    }

    private void filters(JsonParser parser, JsonToken first) throws IOException {
        if (first != JsonToken.START_ARRAY) {
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            filter(parser);
        }
    }

    private void filter(JsonParser parser) throws IOException {
        boolean isLotSize = false;
        BigDecimal step = BigDecimal.ZERO;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "filterType" -> isLotSize = parser.getText().equals("LOT_SIZE");
                case "tickSize" -> tick = decimal(parser.getText());
                case "stepSize" -> step = decimal(parser.getText());
                default -> parser.skipChildren();
            }
        }
        lot = isLotSize ? step : lot;
    }

    private static BigDecimal decimal(String text) throws IOException {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw new IOException("size: " + text + ", expected a decimal", e);
        }
    }

    private static int decimals(BigDecimal size) {
        return Math.max(0, size.scale());
    }

    private static long mantissa(BigDecimal size) {
        return size.scaleByPowerOfTen(decimals(size)).longValueExact();
    }
}
