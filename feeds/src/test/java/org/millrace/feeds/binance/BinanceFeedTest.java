package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FeedCounter;

class BinanceFeedTest {
    private static final String TRADE =
            "{'e':'trade','E':1723161255343,'s':'BTCUSDT','t':ID,'p':'61837.63000000','q':'0.02000000',"
                    + "'T':1723161255342,'m':true,'M':true}";
    private static final String AGGREGATE =
            "{'e':'aggTrade','E':1617566591315,'s':'BTCUSDT','a':ID,'p':'58001.03000000','q':'0.08620500',"
                    + "'f':745522877,'l':745522877,'T':1617566591314,'m':false,'M':true}";
    private static final String TICKER =
            "{'u':50093239212,'s':'BTCUSDT','b':'61837.63000000','B':'3.78826000','a':'61837.64000000',"
                    + "'A':'1.54698000'}";
    private static final String KLINE =
            "{'e':'kline','E':1617566591776,'s':'ETHUSDT','k':{'t':1617566580000,'T':1617566639999,'s':'ETHUSDT',"
                    + "'i':'1m','f':-1,'L':346711087,'o':'2063.88000000','c':'2064.73000000','h':'2065.00000000',"
                    + "'l':'2063.88000000','v':'70.86425000','n':71,'x':true,'q':'146321.71560700','V':'58.5',"
                    + "'Q':'1.0','B':'0'}}";

    private final FeedHarness venue = new FeedHarness();

    @Test
    void shouldReadTrade() {
        assertEquals(List.of("Trade 1 1723161255342000000 7 61837.63 x 0.02 SELL"), venue.eventsOf(json(TRADE, 7)));
    }

    @Test
    void shouldReadAggregateTrade() {
        assertEquals(
                List.of("Trade 1 1617566591314000000 9 58001.03 x 0.086205 BUY"), venue.eventsOf(json(AGGREGATE, 9)));
    }

    @Test
    void shouldReadBookTickerAtReceiveTime() {
        assertEquals(
                List.of("Quote 1 1 50093239212 61837.63 x 3.78826 / 61837.64 x 1.54698"), venue.eventsOf(json(TICKER)));
    }

    @Test
    void shouldReadKline() {
        String bar = "VenueBar 1 1617566591776000000 1617566580000000000 60s o=2063.88 h=2065 l=2063.88 c=2064.73"
                + " v=70.86425 q=146321.715607 n=71 V=58.5 closed=T";

        assertEquals(List.of(bar), venue.eventsOf(json(KLINE)));
        assertEquals(List.of(bar), venue.eventsOf(json(KLINE).replace("-1", "12")));
        assertEquals(List.of(bar), venue.eventsOf(json(KLINE).replace("-1", "13")));
    }

    @Test
    void shouldReadCombinedStreams() {
        for (int id = 1; id <= 3; id++) {
            assertEquals(
                    List.of("Trade 1 1723161255342000000 " + id + " 61837.63 x 0.02 SELL"),
                    venue.eventsOf("{\"stream\":\"btcusdt@trade\",\"data\":" + json(TRADE, id) + "}"));
        }

        assertEquals(0, venue.feed.counters().get(FeedCounter.FALL_BACKS));
    }

    @Test
    void shouldExpectAnotherOrderOnceItCame() {
        String otherwise = TRADE.replace("'M':true}", "'x':1}").replace("{'e':'trade',", "{'e':'trade','M':true,");
        for (int id = 1; id <= 3; id++) {
            assertEquals(
                    List.of("Trade 1 1723161255342000000 " + id + " 61837.63 x 0.02 SELL"),
                    venue.eventsOf(json(otherwise, id)));
        }

        assertEquals(1, venue.feed.counters().get(FeedCounter.FALL_BACKS));
    }

    @Test
    void shouldReadNumbersOfChangingLength() {
        String[] prices = {"9.1", "61837.63000000", "100.00000000", "1.00000000", "0.5", "12345678.12345678"};
        String[] events = {"9.1", "61837.63", "100", "1", "0.5", "12345678.12345678"};
        for (int i = 0; i < 3 * prices.length; i++) {
            int price = i % prices.length;
            int quantity = (i + i / prices.length) % prices.length;
            String trade = TRADE.replace("61837.63000000", prices[price]).replace("0.02000000", prices[quantity]);
            assertEquals(
                    List.of("Trade 1 1723161255342000000 " + (9 + i) + ' ' + events[price] + " x " + events[quantity]
                            + " SELL"),
                    venue.eventsOf(json(trade, 9 + i)));
        }

        assertEquals(0, venue.feed.counters().get(FeedCounter.FALL_BACKS));
    }

    @Test
    void shouldTellSymbolsOfAnyLengthApart() {
        for (String symbol : List.of("A", "BTCUSDT", "BTCUSDTX", "SHIBUSDT", "1000PEPEUSDT", "ABCDEFGHIJKLMNO")) {
            for (int i = 1; i <= 2; i++) {
                assertEquals(
                        1,
                        venue.eventsOf(json(TRADE, i).replace("BTCUSDT", symbol))
                                .size(),
                        symbol);
            }
        }

        assertEquals(0, venue.feed.counters().get(FeedCounter.FALL_BACKS));
        assertEquals(0, venue.feed.counters().get(FeedCounter.TRADE_GAPS));
        assertEquals(12, venue.feed.counters().get(FeedCounter.TRADES));
    }

    @Test
    void shouldReadMicroseconds() {
        assertEquals(
                List.of("Trade 1 1723161255342123000 7 61837.63 x 0.02 SELL"),
                venue.eventsOf(json(TRADE, 7).replace("1723161255342", "1723161255342123")));
    }

    @Test
    void shouldReadAnyOrderWhiteSpaceEscapesAndUnknownFields() {
        String odd = "\n{ 'm' : true , 'new':{'a':[1,{'p':'2'}],'b':'}'}, 'q':'0.02' ,'\\u0070':'6183\\u0037.63',"
                + "'T':1723161255342,'\\u0065':'trade','t':7,\t's':'BTC\\u0055SDT', 'x':null, 'y':-1.5e3 }\r\n";

        assertEquals(
                List.of("Trade 1 1723161255342000000 7 61837.63 x 0.02 SELL"),
                venue.eventsOf(odd.replace('\'', '"').replace("\"\\u0065\":\"trade\"", "\"e\":\"trade\"")));
    }

    @Test
    void shouldTellOfMissingTrades() {
        venue.eventsOf(json(TRADE, 7));

        assertEquals(
                List.of(
                        "FeedStatus 1 1723161255342000000 TRADES LIVE GAP 8-9",
                        "Trade 1 1723161255342000000 10 61837.63 x 0.02 SELL"),
                venue.eventsOf(json(TRADE, 10)));
        assertEquals(List.of("Trade 1 1723161255342000000 9 61837.63 x 0.02 SELL"), venue.eventsOf(json(TRADE, 9)));
        assertEquals(List.of("Trade 1 1723161255342000000 11 61837.63 x 0.02 SELL"), venue.eventsOf(json(TRADE, 11)));
    }

    @Test
    void shouldTakeOnlyOneKindOfTrades() {
        venue.eventsOf(json(TRADE, 7));

        assertEquals(List.of(), venue.eventsOf(json(AGGREGATE, 9)));
        assertEquals(1, venue.feed.counters().get(FeedCounter.TRADES_PASSED_OVER));
    }

    @Test
    void shouldRefuseWhatItCannotRead() {
        venue.instruments.define("BTCUSDT", -2, -5).refuse("DOGEUSDT");
        String trade = json(TRADE, 7);

        List<String> events = new ArrayList<>();
        events.addAll(venue.eventsOf(trade.replace("61837.63", "61837.631")));
        events.addAll(venue.eventsOf(trade.replace("0.02", "10000000000000000")));
        events.addAll(venue.eventsOf(trade.replace("0.02", "O.02")));
        events.addAll(venue.eventsOf(trade.replace("1723161255342", "99999999999999999")));
        events.addAll(venue.eventsOf(trade.replace("BTCUSDT", "DOGEUSDT")));
        events.addAll(venue.eventsOf(trade.replace("\"m\":true,", "")));
        events.addAll(venue.eventsOf(trade.substring(1)));

        assertEquals(
                List.of(
                        "Rejected 1 1 PRECISION 4 0 [61837.631000000]",
                        "Rejected 1 1 OVERFLOW 4 0 [10000000000000000000000]",
                        "Rejected 1 1 MALFORMED 4 0 [O.02000000]",
                        "Rejected 1 1 TIME_INVALID 4 0 [99999999999999999]",
                        "Rejected 0 1 UNKNOWN_INSTRUMENT 4 0 [DOGEUSDT]",
                        "Rejected 1 1 MALFORMED 4 0 [{\"e\":\"trade\",\"E\":1723161255343,\"]",
                        "Rejected 0 1 MALFORMED 0 0 [\"e\":\"trade\",\"E\":1723161255343,\"s]"),
                events);
        assertEquals(3, venue.feed.counters().rejected(RejectReason.MALFORMED));
    }

    @Test
    void shouldKnowSymbolsFromARecordedList() {
        byte[] list = json("{'symbols':[{'symbol':'BTCUSDT','baseAsset':'BTC','quoteAsset':'USDT','filters':["
                        + "{'filterType':'PRICE_FILTER','tickSize':'0.01'},{'filterType':'LOT_SIZE','stepSize':'1.0'}]},"
                        + "{'symbol':'ETHUSDT','baseAsset':'ETH','quoteAsset':'USDT','filters':["
                        + "{'filterType':'PRICE_FILTER','tickSize':'0.01'},{'filterType':'LOT_SIZE','stepSize':'1.0'}]}]}")
                .getBytes(UTF_8);
        String large = TRADE.replace("0.02000000", "1234567890123.00");

        assertTrue(new FeedHarness().eventsOf(json(large, 7)).get(0).contains("OVERFLOW"));
        venue.feed.onListing("GET https://x/api/v3/exchangeInfo", new UnsafeBuffer(list), 0, list.length);
        venue.feed.onListing("GET https://x/api/v3/time", new UnsafeBuffer(list), 0, 0);

        assertEquals(
                List.of("Trade 1 1723161255342000000 7 61837.63 x 1234567890123 SELL"), venue.eventsOf(json(large, 7)));
        assertEquals(1, venue.instruments.count());
    }

    @Test
    void shouldPassOverWhatIsOfAllMarkets() {
        String prices = "[{'e':'markPriceUpdate','E':1723161255343,'s':'BTCUSDT','p':'61837.6'},{'e':'x'}]";
        String tickers = " [ {'E':1,'e':'24hrTicker'}]";

        assertEquals(List.of(), venue.eventsOf(json(prices)));
        assertEquals(List.of(), venue.eventsOf(json(tickers)));
        assertEquals(List.of(), venue.eventsOf(json("{'stream':'!ticker@arr','data':" + tickers + "}")));
        String levels =
                "{'stream':'btcusdt@depth5@100ms','data':{'e':'depthUpdate','E':1,'T':1,'s':'BTCUSDT','U':5,'u':9,"
                        + "'pu':4,'b':[['7403.89','0.002']],'a':[['7405.96','3.4']]}}";
        assertEquals(List.of(), venue.eventsOf(json(levels)));
        assertEquals(1, venue.eventsOf(json(levels.replace("depth5", "depth"))).size());
        assertEquals(4, venue.feed.counters().get(FeedCounter.IGNORED));
        for (String other :
                List.of("[]", "[1,{'a':'b'},'book-10','XBT/USD']", "[{'T':'success'}]", "[{'e':'24hrTicker'}")) {
            assertTrue(venue.eventsOf(json(other)).get(0).startsWith("Rejected 0 1 MALFORMED"), other);
        }
    }

    @Test
    void shouldReadLevelsAsTheyWereWrittenOnce() {
        String depth = "{'e':'depthUpdate','E':1550000000000,'s':'BNBBTC','U':7,'u':7,'b':[['0.0024','10',[]]],"
                + "'a':[['0.0026','0.00000000',[]],['0.0027','5',[]]]}";
        String snapshot = "{'lastUpdateId':6,'bids':[['0.0023','1',[]]],'asks':[['0.0026','2',[]]]}";

        venue.frame(json(depth), 1);
        venue.snapshot("BNBBTC", json(snapshot), 2);

        assertEquals(
                List.of(
                        "FeedStatus 1 1550000000000000000 BOOK SYNCING SNAPSHOT_REQUESTED",
                        "BookUpdate 1 2 6-6 SNAPSHOT FIRST LAST B0.0023x1 A0.0026x2",
                        "BookUpdate 1 1550000000000000000 7-7 FIRST LAST B0.0024x10 A0.0026x0 A0.0027x5",
                        "FeedStatus 1 2 BOOK LIVE SNAPSHOT_APPLIED"),
                venue.events.take());
    }

    @Test
    void shouldTellSessionWhatVenueSays() {
        List<String> said = new ArrayList<>();
        venue.feed.control(new ControlListener() {
            @Override
            public void onReply(long requestId) {
                said.add("reply " + requestId);
            }

            @Override
            public void onError(long requestId, long code) {
                said.add("error " + requestId + " " + code);
            }

            @Override
            public void onShutdownNotice() {
                said.add("shutdown");
            }
        });

        venue.frame(json("{'result':null,'id':1}"), 1);
        venue.frame(json("{'result':['a'],'id':'x'}"), 1);
        venue.frame(json("{'code':2,'msg':'Invalid request','id':3}"), 1);
        venue.frame(json("{'error':{'code':3,'msg':'Invalid JSON'},'id':4}"), 1);
        venue.frame(json("{'stream':'!serverShutdown','data':{'e':'serverShutdown','E':1}}"), 1);
        venue.frame(json("{'stream':'btcusdt@depth5','data':{'lastUpdateId':1,'bids':[],'asks':[]}}"), 1);
        venue.frame(json("{'e':'news','E':1}"), 1);

        assertEquals(List.of("reply 1", "reply -1", "error 3 2", "error 4 3", "shutdown"), said);
        assertEquals(List.of(), venue.events.lines());
        assertEquals(1, venue.feed.counters().get(FeedCounter.IGNORED));
        assertEquals(1, venue.feed.counters().get(FeedCounter.UNKNOWN));
    }

    @Test
    void shouldTakeFrameAgainThatFoundRingFull() {
        venue.eventsOf(json(TRADE, 7));
        venue.ring.free(1);

        assertFalse(venue.frame(json(TRADE, 9), 1));
        assertEquals(List.of(), venue.events.take());
        venue.ring.free(2);
        assertTrue(venue.frame(json(TRADE, 9), 1));

        assertEquals(
                List.of(
                        "FeedStatus 1 1723161255342000000 TRADES LIVE GAP 8-8",
                        "Trade 1 1723161255342000000 9 61837.63 x 0.02 SELL"),
                venue.events.take());
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String json(String text, long id) {
        return json(text).replace("ID", Long.toString(id));
    }
}
