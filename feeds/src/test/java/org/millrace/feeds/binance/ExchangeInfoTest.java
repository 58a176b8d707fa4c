package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.Captures;

class ExchangeInfoTest {
    @Test
    void shouldTakeExponentsFromTickAndLotSize() throws IOException {
        String body =
                "{'timezone':'UTC','rateLimits':[{'limit':6000}],'symbols':[{'symbol':'BTCUSDT','status':'TRADING',"
                        + "'baseAsset':'BTC','quoteAsset':'USDT','filters':[{'stepSize':'0.5','filterType':'MARKET_LOT_SIZE'},"
                        + "{'filterType':'PRICE_FILTER','tickSize':'0.05000000'},{'filterType':'LOT_SIZE','stepSize':'10.0'}]},"
                        + "{'symbol':'NONE','filters':[]}]}";

        assertEquals(
                List.of(new Instrument(0, Venue.BINANCE, "BTCUSDT", "BTC-USDT", -2, 0, 5, 10, AssetClass.CRYPTO)),
                read(body.replace('\'', '"')));
    }

    @Test
    void shouldRefuseWhatIsNoListing() {
        assertThrows(IOException.class, () -> read("{\"symbols\":[{\"symbol\":"));
        assertThrows(
                IOException.class,
                () -> read("{\"symbols\":[{\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"x\"}]}]}"));
    }

    @Test
    void shouldReadWhatTheVenueAnswered() throws IOException {
        List<String> lines = Captures.lines("binance/spot-exchangeinfo-20211012.rest.jsonl.gz");

        List<Instrument> instruments = read(lines.get(0).split("\t", 3)[2]);

        JsonNode expected = Captures.expected("binance/expected/spot-exchangeinfo-20211012.json")
                .at("/items/0");
        assertEquals(expected.get("symbols").asInt(), instruments.size());
        assertEquals(
                List.of(new Instrument(0, Venue.BINANCE, "BTCUSDT", "BTC-USDT", -2, -5, 1, 1, AssetClass.CRYPTO)),
                instruments.stream()
                        .filter(instrument -> instrument.symbol().equals("BTCUSDT"))
                        .toList());
    }

    private static List<Instrument> read(String body) throws IOException {
        return ExchangeInfo.read(Venue.BINANCE, body.getBytes(UTF_8));
    }
}
