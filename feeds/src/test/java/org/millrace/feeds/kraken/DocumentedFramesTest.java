package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.support.FrameOutcome;

/** What becomes of each kind of frame that the venue documents, in whatever way it may write it. */
class DocumentedFramesTest {
    private static final String TRADE =
            "{'channel':'trade','type':'update','data':[{'symbol':'MATIC/USD','side':'sell',"
                    + "'price':0.5117,'qty':40.0,'ord_type':'market','trade_id':4665906,'timestamp':'2026-08-02T03:35:50.5Z'}]}";

    private final KrakenHarness venue = new KrakenHarness();

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRADE,
                // numbers in quotes, with powers of ten; another order; white space; what nobody knows; escapes
                "{ 'data' : [ { 'trade_id':'4665906' , 'new':[{}], 'qty':'4e1', 'price':5117E-4, 'timestamp':"
                        + "'2026-08-02T03:35:50.500000000Z','side':'\\u0073ell','symbol':'MATIC\\/USD'}],"
                        + "'type':'update','channel':'trade'}\r\n"
            })
    void shouldReadATradeHoweverItIsWritten(String frame) {
        assertThat(outcome(frame)).containsExactly("TRADES 1", "Trade 1 1785641750500000000 4665906 0.5117 x 40 SELL");
    }

    @Test
    void shouldPassOverTheTradesBeforeItSubscribed() {
        assertThat(outcome(TRADE.replace("update", "snapshot"))).containsExactly("TRADES_PASSED_OVER 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | 2 | 1.6 | 3 | Quote 1 1785641750000000000 0 1.5 x 2 / 1.6 x 3",
                "1e-08 | 1E2 | 2e-8 | 3.00000000 | Quote 1 1785641750000000000 0 0.00000001 x 100 / 0.00000002 x 3",
                "0.0 | 0.00000000 | 1.6 | 3 | Quote 1 1785641750000000000 0 0 x 0 / 1.6 x 3",
                "1.5 | 2 | 0.0 | 0.0 | Quote 1 1785641750000000000 0 1.5 x 2 / 0 x 0"
            })
    void shouldReadTickersWithOneSideOrTwo(String bid, String bids, String ask, String asks, String quote) {
        assertThat(outcome(ticker(bid, bids, ask, asks))).containsExactly("QUOTES 1", quote);
    }

    @Test
    void shouldIgnoreTheTickersOfDeadPairs() {
        assertThat(outcome(ticker("0.0", "0.0", "0.0", "0.0"))).containsExactly("IGNORED 1");
    }

    @Test
    void shouldReadBooksWithoutTimesAndWithEmptySides() {
        assertThat(outcome(
                        "{'channel':'book','type':'snapshot','data':[{'symbol':'ALGO/USD','bids':[{'price':0.5666,'qty':"
                                + "4831.75496356}],'asks':[],'checksum':" + crc("5666", "483175496356") + "}]}"))
                .containsExactly(
                        "BOOK_UPDATES 1, CHECKSUMS 1, SNAPSHOTS 1",
                        "BookUpdate 1 1 0-0 SNAPSHOT FIRST LAST B0.5666x4831.75496356",
                        "FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED");
        assertThat(outcome("{'type':'update','data':[{'timestamp':'2026-08-02T03:35:50Z','checksum':'"
                        + crc("5667", "100000000")
                        + "','asks':[{'qty':1.00000000,'price':0.5667}],'bids':[{'qty':0,'price':0.5666}],"
                        + "'symbol':'ALGO/USD'}],'channel':'book'}"))
                .containsExactly(
                        "BOOK_UPDATES 1, CHECKSUMS 1",
                        "BookUpdate 1 1785641750000000000 0-0 FIRST LAST B0.5666x0 A0.5667x1");
    }

    @Test
    void shouldReadBooksOfTheOlderProtocolInOneOrTwoPayloads() {
        assertThat(outcome(
                        "[0,{'as':[['5541.30000','2.50700000','1534614248.456738']],'bs':[['5541.20000','1.52900000',"
                                + "'1534614248.765567']]},'book-100','XBT/USD']"))
                .containsExactly(
                        "BOOK_UPDATES 1, SNAPSHOTS 1",
                        "BookUpdate 1 1534614248765567000 0-0 SNAPSHOT FIRST LAST B5541.2x1.529 A5541.3x2.507",
                        "FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED");
        String both = crc("554130000", "1", "554120000", "2");
        assertThat(outcome(
                        "[1234,{'a':[['5541.30000','0.00000001','1534614335.345903']]},{'b':[['5541.20000','0.00000002',"
                                + "'1534614335.345904','r']],'c':'" + both + "'},'book-100','XBT/USD']"))
                .containsExactly(
                        "BOOK_UPDATES 1, CHECKSUMS 1",
                        "BookUpdate 1 1534614335345904000 0-0 FIRST LAST B5541.2x0.00000002 A5541.3x0.00000001");
    }

    @Test
    void shouldReadTradesAndTickersOfTheOlderProtocol() {
        assertThat(outcome("[0,[['5541.20000','0.15850568','1534614057.321597','s','l',''],['6060.00000','0.02455000',"
                        + "'1534614057.324998','b','m','']],'trade','XBT/USD']"))
                .containsExactly(
                        "TRADES 2",
                        "Trade 1 1534614057321597000 0 5541.2 x 0.15850568 SELL",
                        "Trade 1 1534614057324998000 0 6060 x 0.02455 BUY");
        assertThat(outcome(
                        "[0,{'a':['5525.40000',1,'1.000'],'b':['5525.10000',1,'1.000'],'c':['5525.10000','0.00398963'],"
                                + "'v':['2634.11501494','3591.17907851'],'p':['5631.44067','5653.78939'],'t':[11493,16267],"
                                + "'l':['5505.00000','5505.00000'],'h':['5783.00000','5783.00000'],'o':['5760.70000','5763.40000']},"
                                + "'ticker','XBT/USD']"))
                .containsExactly("QUOTES 1", "Quote 1 1 0 5525.1 x 1 / 5525.4 x 1");
    }

    @Test
    void shouldReadBarsOfWhichAllButTheLatestAreClosed() {
        assertThat(outcome("{'channel':'ohlc','type':'snapshot','timestamp':'2026-08-02T03:36:30.524394914Z','data':["
                        + bar("0.5627", "2026-08-02T03:35:00.000000000Z", 5) + ","
                        + bar("0.5628", "2026-08-02T03:30:00.000000000Z", 5) + ","
                        + bar("0.5629", "2026-08-02T03:30:00Z", 15) + "]}"))
                .containsExactly(
                        "BARS 3",
                        "VenueBar 1 1785641790524394914 1785641700000000000 300s o=0.5624 h=0.5628 l=0.5622 c=0.5627"
                                + " v=30927.68066226 q=0 n=12 V=0 closed=F",
                        "VenueBar 1 1785641790524394914 1785641400000000000 300s o=0.5624 h=0.5628 l=0.5622 c=0.5628"
                                + " v=30927.68066226 q=0 n=12 V=0 closed=T",
                        "VenueBar 1 1785641790524394914 1785641400000000000 900s o=0.5624 h=0.5628 l=0.5622 c=0.5629"
                                + " v=30927.68066226 q=0 n=12 V=0 closed=F");
        assertThat(outcome(
                        "{'data':[" + bar("0.5630", "2026-08-02T03:30:00Z", 5) + "],'type':'update','channel':'ohlc'}"))
                .containsExactly(
                        "BARS 1",
                        "VenueBar 1 1 1785641400000000000 300s o=0.5624 h=0.5628 l=0.5622 c=0.563"
                                + " v=30927.68066226 q=0 n=12 V=0 closed=T");
    }

    @Test
    void shouldReadBarsOfTheOlderProtocol() {
        assertThat(outcome("[42,['1542057314.748456','1542057360.435743','3586.70000','3586.80000','3586.60000',"
                        + "'3586.60000','3586.68894','0.03373000',2],'ohlc-1','XBT/USD']"))
                .containsExactly(
                        "BARS 1",
                        "VenueBar 1 1542057314748456000 1542057300000000000 60s o=3586.7 h=3586.8 l=3586.6 c=3586.6"
                                + " v=0.03373 q=0 n=2 V=0 closed=F");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'interval':5, 'interval':7, MALFORMED",
                "'interval':5, 'interval':'?', MALFORMED",
                "'close':0.5627, 'end':0.5627, MALFORMED",
                "'trades':12, 'trades':-12, MALFORMED",
                "'volume':30927.68066226, 'volume':1e-9, PRECISION",
                "2026-08-02T03:35:00Z, now, TIME_INVALID"
            })
    void shouldRefuseBarsThatItCannotSayExactly(String value, String other, String reason) {
        String bar = bar("0.5627", "2026-08-02T03:35:00Z", 5).replace(value, other);

        List<String> outcome = outcome("{'channel':'ohlc','type':'update','data':[" + bar + "]}");

        assertThat(outcome).hasSize(2).first().isEqualTo("REJECTED 1");
        assertThat(outcome.get(1)).contains(" " + reason + " 8 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'channel':'status','type':'update','data':[{'version':'2.0.10','system':'online','api_version':'v2',"
                        + "'connection_id':2950167385101900187}]}",
                "{'channel':'status','data':[{'system':'maintenance','upcoming_maintenance':[{'type':'scheduled'}]}],'type':'update'}",
                "{'channel':'heartbeat'}",
                "{'method':'subscribe','result':{'channel':'book','depth':25,'snapshot':true,'symbol':'BTC/USD'},'success':true,"
                        + "'time_in':'2026-08-02T03:35:50.5Z','time_out':'2026-08-02T03:35:50.5Z','req_id':1}",
                "{'method':'subscribe','result':{'channel':'ticker','event_trigger':'bbo','snapshot':true,'symbol':'X/USD',"
                        + "'warnings':['x']},'success':true}",
                "{'error':'Subscription depth not supported','method':'subscribe','success':false,'symbol':'BTC/USD'}",
                "{'error':'Currency pair not supported X/Y','method':'subscribe','req_id':9,'success':false,'symbol':'X/Y'}",
                "{'method':'unsubscribe','result':{'channel':'book','depth':25,'symbol':'BTC/USD'},'success':true}",
                "{'method':'pong','req_id':2,'time_in':'2026-08-02T03:35:50.5Z','time_out':'2026-08-02T03:35:50.5Z'}",
                "{'Error':'Exceeded msg rate'}",
                "{'connectionID':17413893361151983591,'event':'systemStatus','status':'online','version':'1.8.3'}",
                "{'channelID':2496,'channelName':'book-1000','event':'subscriptionStatus','pair':'ALGO/XBT','status':'subscribed',"
                        + "'subscription':{'depth':1000,'name':'book'}}",
                "{'errorMessage':'Subscription depth not supported','event':'subscriptionStatus','pair':'XBT/USD',"
                        + "'status':'error','subscription':{'depth':42,'name':'book'}}",
                "{'event':'heartbeat'}",
                "{'event':'pong','reqid':42}",
                "{'errorMessage':'Malformed request','event':'error'}"
            })
    void shouldCountAnswersAndAnnouncements(String frame) {
        assertThat(outcome(frame)).containsExactly("CONTROL 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'channel':'ohlc','type':'snapshot','data':[]}",
                "[0,['5698.40000','5700.00000','1542057299.545897','1.01234567','0.98765432'],'spread','XBT/USD']",
                "{'channel':'trade','type':'update','data':[]}",
                "{'channel':'ticker','type':'update','data':[ ]}",
                "{'channel':'book','type':'update','data':[]}"
            })
    void shouldIgnoreWhatEventsAreNotMadeOf(String frame) {
        assertThat(outcome(frame)).containsExactly("IGNORED 1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'price':0.5117, 'price':null, MALFORMED",
                "'price':0.5117, 'price':'', MALFORMED",
                "'price':0.5117, 'price':0.00000000001, PRECISION",
                "'price':0.5117, 'price':1e19, OVERFLOW",
                "'side':'sell', 'side':'none', MALFORMED",
                "'trade_id':4665906, 'trade_id':99999999999999999999, MALFORMED",
                "'timestamp':'2026-08-02T03:35:50.5Z', 'timestamp':'yesterday', TIME_INVALID",
                "'symbol':'MATIC/USD', 'symbol':5, MALFORMED"
            })
    void shouldRefuseWhatItCannotSayExactly(String value, String other, String reason) {
        List<String> outcome = outcome(TRADE.replace(value.strip(), other.strip()));

        assertThat(outcome).hasSize(2).first().isEqualTo("REJECTED 1");
        assertThat(outcome.get(1)).contains(" " + reason + " ");
    }

    @Test
    void shouldRefuseListingsThatCannotBeRead() {
        String frame =
                "{'channel':'instrument','type':'snapshot','data':{'pairs':[{'symbol':'BTC/USD','price_precision':1e}]}}";

        List<String> outcome = outcome(frame);

        assertThat(outcome).hasSize(2).first().isEqualTo("REJECTED 1");
        assertThat(outcome.get(1)).contains(" MALFORMED 0 0 [{\"channel\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'channel':'nobody'}",
                "{'event':'nobody'}",
                "[1,{},'nobody','XBT/USD']",
                "[[],'ownTrades',{'sequence':1}]"
            })
    void shouldCountWhatNobodyDocuments(String frame) {
        assertThat(outcome(frame)).containsExactly("UNKNOWN 1");
    }

    private static String bar(String close, String begin, int minutes) {
        return "{'symbol':'MATIC/USD','open':0.5624,'high':0.5628,'low':0.5622,'close':" + close
                + ",'trades':12,'volume':30927.68066226,'vwap':0.5626,'interval_begin':'" + begin + "','interval':"
                + minutes + ",'timestamp':'2026-08-02T03:40:00.000000Z'}";
    }

    private static String ticker(String bid, String bids, String ask, String asks) {
        return "{'channel':'ticker','type':'snapshot','data':[{'symbol':'X/USD','bid':" + bid + ",'bid_qty':" + bids
                + ",'ask':" + ask + ",'ask_qty':" + asks
                + ",'last':1,'volume':1e-05,'vwap':1,'low':1,'high':1,'change':-1e-05,"
                + "'change_pct':-0.5,'timestamp':'2026-08-02T03:35:50Z'}]}";
    }

    /** Returns the checksum of digits as the venue takes it. */
    private static String crc(String... digits) {
        CRC32 crc = new CRC32();
        crc.update(String.join("", digits).getBytes(US_ASCII));
        return Long.toString(crc.getValue());
    }

    private List<String> outcome(String frame) {
        return FrameOutcome.of(frame.replace('\'', '"').getBytes(UTF_8), venue.feed, venue.events);
    }
}
