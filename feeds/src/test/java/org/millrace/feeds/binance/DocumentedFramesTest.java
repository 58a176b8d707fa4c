package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.support.FrameOutcome;

/** What becomes of each kind of frame that the venue documents, in whatever way it may write it. */
class DocumentedFramesTest {
    private static final String TRADE = "Trade 1 1723161255208000000 9007199254740993 61837.63 x 0.02 SELL";

    private final FeedHarness venue = new FeedHarness();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'e':'trade','E':1723161255209,'s':'BTCUSDT','t':9007199254740993,'p':'61837.63000000','q':'0.02000000',"
                        + "'T':1723161255208,'m':true,'M':true}",
                // until June 2024, with the orders' ids
                "{'e':'trade','E':1723161255209,'s':'BTCUSDT','t':9007199254740993,'p':'61837.63000000','q':'0.02000000',"
                        + "'b':1,'a':2,'T':1723161255208,'m':true,'M':true}",
                // microseconds
                "{'stream':'btcusdt@trade','data':{'e':'trade','E':1723161255209123,'s':'BTCUSDT','t':9007199254740993,"
                        + "'p':'61837.63','q':'0.02','T':1723161255208000,'m':true,'M':true}}",
                // bare numbers, with a power of ten, in another order, with white space and what nobody knows
                " { 'x' : [1,{'t':2}] , 'm' : true , 'q' : 2e-2 ,\r\n'T': 1723161255208 , 'p':6183763e-2, 'n':null, "
                        + "'t' : 9007199254740993 , 'e':'trade' , 's' : 'BTCUSDT' , 'E':1723161255209 } ",
                // the wrapper the other way round, and escapes
                "{'data':{'e':'\\u0074rade','E':1,'s':'BTC\\u0055SDT','t':9007199254740993,'p':'61837.63','q':'0.0200',"
                        + "'T':1723161255208,'m':true},'stream':'btcusdt@trade'}",
            })
    void shouldReadATradeHoweverItIsWritten(String frame) {
        assertThat(outcome(frame)).containsExactly("TRADES 1", TRADE);
    }

    @Test
    void shouldTakeSymbolsOfAnyLetters() {
        outcome(trade("币安人生USDT"));

        assertThat(venue.instruments.instrument(1).symbol()).isEqualTo("币安人生USDT");
    }

    @Test
    void shouldReadAggregateTradesAndQuotes() {
        assertThat(outcome("{'e':'aggTrade','E':1723161255209,'s':'BTCUSDT','a':5,'p':'1','q':'2','f':7,'l':8,"
                        + "'T':1723161255208,'m':false,'M':true}"))
                .containsExactly("TRADES 1", "Trade 1 1723161255208000000 5 1 x 2 BUY");
        assertThat(outcome("{'u':400900217,'s':'BNBUSDT','b':'25.35190000','B':'31.21000000','a':'25.36520000',"
                        + "'A':'40.66000000'}"))
                .containsExactly("QUOTES 1", "Quote 2 1 400900217 25.3519 x 31.21 / 25.3652 x 40.66");
    }

    @ParameterizedTest
    @CsvSource({"1721347022507, 1721347022507000000", "1721347022507008, 1721347022507008000"})
    void shouldTellQuotesOfFuturesAtTheVenuesTime(String time, String told) {
        String ticker = "'b':'63943.90','B':'46.371','a':'63944.00','A':'0.095'";
        String quote = " 63943.9 x 46.371 / 63944 x 0.095";
        for (int id = 7; id < 12; id++) { // read in any order at first, and then as expected
            String timed = "{'e':'bookTicker','u':" + id + ",'s':'BTCUSDT'," + ticker + ",'T':1,'E':" + time + "}";
            assertThat(outcome(timed)).containsExactly("QUOTES 1", "Quote 1 " + told + " " + id + quote);
        }

        assertThat(outcome("{'e':'bookTicker','u':12,'s':'BTCUSDT'," + ticker + "}"))
                .containsExactly("QUOTES 1", "Quote 1 1 12" + quote);
    }

    @ParameterizedTest
    @CsvSource({
        "1s,1",
        "1m,60",
        "3m,180",
        "5m,300",
        "15m,900",
        "30m,1800",
        "1h,3600",
        "2h,7200",
        "4h,14400",
        "6h,21600",
        "8h,28800",
        "12h,43200",
        "1d,86400",
        "3d,259200",
        "1w,604800",
        "1M,2592000"
    })
    void shouldReadBarsOfEveryInterval(String interval, long seconds) {
        String frame = "{'e':'kline','E':1617566592000,'s':'BTCUSDT','k':{'t':1617566580000,'T':1617566639999,"
                + "'s':'BTCUSDT','i':'" + interval + "','f':-1,'L':-1,'o':'4','c':'2','h':'5','l':'1','v':'0','n':0,"
                + "'x':false,'q':'0','V':'0','Q':'0','B':'0'}}";

        assertThat(outcome(frame))
                .containsExactly(
                        "BARS 1",
                        "VenueBar 1 1617566592000000000 1617566580000000000 " + seconds
                                + "s o=4 h=5 l=1 c=2 v=0 q=0 n=0 V=0 closed=F");
    }

    @Test
    void shouldKeepChangesOfABookThatWaitsAndPassEmptyOnesOn() {
        String change = "{'e':'depthUpdate','E':1723161255209,'s':'BTCUSDT','U':12,'u':12,'b':[],'a':[]}";

        assertThat(outcome(change))
                .containsExactly(
                        "BOOK_UPDATES 1, UPDATES_BUFFERED 1",
                        "FeedStatus 1 1723161255209000000 BOOK SYNCING SNAPSHOT_REQUESTED");
        venue.snapshot("BTCUSDT", "{\"lastUpdateId\":12,\"bids\":[],\"asks\":[[\"1e-8\",\"2\"]]}", 1);
        assertThat(venue.events.take())
                .containsExactly(
                        "BookUpdate 1 1 12-12 SNAPSHOT FIRST LAST A0.00000001x2",
                        "FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED");
        assertThat(outcome(change.replace("':12", "':13")))
                .containsExactly("BOOK_UPDATES 1", "BookUpdate 1 1723161255209000000 13-13 FIRST LAST");
    }

    @Test
    void shouldShowTheFirstLevelsOfBooksWhoseChangesDoNotCome() {
        String levels =
                "{'stream':'btcusdt@depth5@100ms','data':{'lastUpdateId':160,'bids':[['0.0024','10']],'asks':[]}}";
        venue.feed.showingFirstLevels(true);

        assertThat(outcome(levels))
                .containsExactly(
                        "SNAPSHOTS 1",
                        "BookUpdate 1 1 160-160 SNAPSHOT FIRST LAST B0.0024x10",
                        "FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED");
        assertThat(outcome(levels.replace("160", "161")))
                .containsExactly("SNAPSHOTS 1", "BookUpdate 1 1 161-161 SNAPSHOT FIRST LAST B0.0024x10");
        assertThat(outcome(levels)).containsExactly("IGNORED 1");
        venue.feed.onDisconnect(2);
        assertThat(venue.events.take()).containsExactly("FeedStatus 1 2 BOOK STALE REMOTE_CLOSE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'result':null,'id':1}",
                "{'id':'a name of our own','result':null}",
                "{'result':['btcusdt@trade','btcusdt@depth'],'id':3}",
                "{'result':true,'id':5}",
                "{'code':2,'msg':'Invalid request: unknown variant','id':null}",
                "{'code':3,'msg':'Invalid JSON: expected value at line 1 column 1'}",
                "{'error':{'code':2,'msg':'Invalid request'},'id':7}",
                "{'e':'serverShutdown','E':1723161255209}",
                "{'stream':'!serverShutdown','data':{'e':'serverShutdown','E':1723161255209}}"
            })
    void shouldCountAnswersAndAnnouncements(String frame) {
        assertThat(outcome(frame)).containsExactly("CONTROL 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'e':'24hrTicker','E':1672515782136,'s':'BNBBTC','p':'0.0015','c':'0.0025'}",
                "{'e':'24hrMiniTicker','E':1672515782136,'s':'BNBBTC','c':'0.0025'}",
                "{'stream':'!miniTicker@arr','data':[{'e':'24hrMiniTicker','E':1672515782136,'s':'BNBBTC'}]}",
                "[{'e':'24hrTicker','E':1672515782136,'s':'BNBBTC'},{'e':'24hrTicker','s':'BTCUSDT'}]",
                "{'e':'1hTicker','E':1672515782136,'s':'BNBBTC'}",
                "{'e':'4hTicker','E':1672515782136,'s':'BNBBTC'}",
                "{'e':'1dTicker','E':1672515782136,'s':'BNBBTC'}",
                "{'e':'avgPrice','E':1693907033000,'s':'BTCUSDT','i':'5m','w':'25776.86000000','T':1693907032213}",
                "{'e':'referencePrice','s':'BTCUSDT','r':'1','t':1770967030000}",
                "{'e':'blockTrade','E':1,'s':'BTCUSDT','t':1,'p':'1','q':'2','T':1723161255208,'m':true}",
                "{'e':'trade','E':1,'s':'BTCUSDT','t':1,'p':'1','q':'2','X':'INSURANCE_FUND','T':1723161255208,'m':true}"
            })
    void shouldIgnoreWhatTheSpecificationSaysToIgnore(String frame) {
        assertThat(outcome(frame)).containsExactly("IGNORED 1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'p':'61837.63', 'p':'NaN', MALFORMED",
                "'p':'61837.63', 'p':'', MALFORMED",
                "'p':'61837.63', 'p':null, MALFORMED",
                "'p':'61837.63', 'p':'1.000000001', PRECISION",
                "'p':'61837.63', 'p':'1e-9', PRECISION",
                "'p':'61837.63', 'p':'92233720369', OVERFLOW",
                "'p':'61837.63', 'p':'1e30', OVERFLOW",
                "'t':5, 't':-5, MALFORMED",
                "'t':5, 't':9223372036854775808, MALFORMED",
                "'T':1723161255208, 'T':99999999999999999, TIME_INVALID",
                "'m':true, 'm':1, MALFORMED"
            })
    void shouldRefuseWhatItCannotSayExactly(String value, String other, String reason) {
        String frame = trade("BTCUSDT").replace(value.strip(), other.strip());

        assertThat(outcome(frame)).hasSize(2).first().isEqualTo("REJECTED 1");
        assertThat(outcome(frame).get(1)).startsWith("Rejected 1 ").contains(" " + reason + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'e':'nobody','E':1}", "{'stream':'x','data':{}}"})
    void shouldCountWhatNobodyDocuments(String frame) {
        assertThat(outcome(frame)).containsExactly("UNKNOWN 1");
    }

    private static String trade(String symbol) {
        return "{'e':'trade','E':1723161255209,'s':'" + symbol
                + "','t':5,'p':'61837.63','q':'0.02','T':1723161255208,'m':true,'M':true}";
    }

    private List<String> outcome(String frame) {
        return FrameOutcome.of(frame.replace('\'', '"').getBytes(UTF_8), venue.feed, venue.events);
    }
}
